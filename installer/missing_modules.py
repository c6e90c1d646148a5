"""Failing a build that lacks a module which one of its packages imports at the top level."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable
from pathlib import Path

LEFT_OUT = frozenset({"duckdb", "tqdm", "pyspark", "sqlglot", "opentelemetry", "requests", "urllib3"})
"""Packages excluded on purpose: fleet commands run on IT's computer, and telemetry is an extra of the source tree."""

NEVER_IMPORTED_HERE = frozenset(
    {"AVFoundation", "cv2_enumerate_cameras._windows_backend", "_typeshed", "setuptools._vendor", "comtypes.gen"}
)
"""Imported only on other systems or by type checkers; comtypes creates its `gen` when it is missing."""

_IN_EVERY_PROGRAM = frozenset({"pyimod01_archive", "pyimod02_importers"})
"""PyInstaller's own modules, which its analysis does not find."""

_OWN = "readiness."
"""For our own modules, imports inside functions count as well."""

_LINE = re.compile(r"(?P<how>missing|excluded) module named '?(?P<name>[\w.]+)'? - imported by (?P<importers>.+)")
_AT_THE_TOP = re.compile(r"'?([^\s,']+)'? \(top-level\)")
_ANYWHERE = re.compile(r"'?([^\s,']+)'? \([a-z-]+(?:, [a-z-]+)*\)")


def missing_modules(warnings: str, has_file: Callable[[str], bool], installed: Callable[[str], bool]) -> list[str]:
    """Return a sentence for each required module that PyInstaller's warning file reports as missing.

    Most of that file concerns names that are not modules, and modules of other systems. Relevant are modules that the
    source tree finds but the package does not, and modules that are not installed at all.

    Args:
        warnings: the text of `warn-NAME.txt`.
        has_file: whether the building Python finds a file for the module.
        installed: whether the building Python finds the module's top-level package.
    """
    faults = []
    for line in warnings.splitlines():
        found = _LINE.fullmatch(line.strip())
        which = _ANYWHERE if found and found["name"].startswith(_OWN) else _AT_THE_TOP
        importers = which.findall(found["importers"]) if found else []
        if found is None or not importers or _is_left_out(found["name"]):
            continue
        if has_file(found["name"]) or not (_part_of_python(found["name"]) or installed(found["name"])):
            faults.append(f"{found['name']} ({found['how']}) is imported by {', '.join(importers)}")
    return faults


def fail_on_missing_modules(warning_file: Path) -> None:
    """Fail the build if a module is missing.

    Raises:
        SystemExit: with the missing modules and their importers.
    """
    faults = missing_modules(warning_file.read_text("utf-8"), _has_file, _installed)
    if faults:
        raise SystemExit("The program would lack modules that it imports:\n" + "\n".join(faults))


def _is_left_out(name: str) -> bool:
    return name in NEVER_IMPORTED_HERE | _IN_EVERY_PROGRAM or name.partition(".")[0] in LEFT_OUT


def _part_of_python(name: str) -> bool:
    """Whether it is a standard library module, which may legitimately be missing on this system."""
    return name.partition(".")[0] in sys.stdlib_module_names or name.startswith("_frozen_importlib")


def _installed(name: str) -> bool:
    return importlib.util.find_spec(name.partition(".")[0]) is not None


def _has_file(name: str) -> bool:
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, AttributeError, ValueError):  # a class or a constant, not a module
        return False
    return spec is not None and spec.origin is not None and Path(spec.origin).is_file()

"""Third-party components of a built program, as a list for the window, a notice file and a CycloneDX document.

Each file in the folder is attributed to a component: a native one listed in `native_parts.toml`, the installed Python
package that contains it, Python itself, or, on Linux, a Debian package. A file that cannot be attributed fails the
build.
"""

from __future__ import annotations

import functools
import importlib.metadata
import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from readiness import __version__
from readiness.support import about
from readiness.support.about import ThirdParty, of_distribution

OWN = ("readiness",)
_NATIVE = Path(__file__).with_name("native_parts.toml")
_TEXT_NAME = re.compile(r"/licenses/|(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")
_SPDX_NAMES = {
    "Apache 2.0": "Apache-2.0",
    "Dual License": "Apache-2.0 OR BSD-3-Clause",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-or-later WITH Bootloader-exception",
}
"""SPDX expressions for licences that packages declare otherwise; the last one is that of PyInstaller's bootloader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A component, its files in the program's folder, and its licence texts.

    Attributes:
        what: name, version, licence and home.
        kind: CycloneDX's component type.
        purl: package URL; empty if there is none.
        files: paths in the folder.
        texts: licence texts; empty if they are included in those of `with_part`.
        with_part: the component that contains it and its licence text.
    """

    what: ThirdParty
    kind: str = "library"
    purl: str = ""
    files: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    with_part: str = ""


@dataclass(slots=True)
class _Collected:
    parts: dict[str, Part] = field(default_factory=dict)

    def add(self, part: Part, file: str = "") -> None:
        known = self.parts.setdefault(part.what.name, part)
        if file:
            self.parts[part.what.name] = replace(known, files=(*known.files, file))


def write(folder: Path, files: Mapping[str, Path], modules: Iterable[Path]) -> tuple[Part, ...]:
    """Write notices, CycloneDX document and our own licence into `folder`, where `readiness.support.about` reads them.

    Raises:
        SystemExit: some files belong to no known component.
    """
    try:
        parts = parts_of(files, modules)
    except LookupError as problem:
        raise SystemExit(str(problem)) from None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / about.BILL_OF_MATERIALS).write_bytes(as_cyclonedx(parts))
    (folder / about.NOTICES).write_text(as_notices(parts), "utf-8")
    (folder / about.LICENCE).write_text(about.licence(), "utf-8")
    return parts


def parts_of(files: Mapping[str, Path], modules: Iterable[Path]) -> tuple[Part, ...]:
    """Determine the components of a program.

    Args:
        files: the source of each file, by its path in the folder.
        modules: the Python files in its archive.

    Raises:
        LookupError: some files belong to no known component.
    """
    owners = _owners()
    natives = [(re.compile(each["files"], re.IGNORECASE), each) for each in tomllib.loads(_NATIVE.read_text())["part"]]
    collected, left = _Collected(), {}
    for name, source in sorted(files.items()):
        path = name.replace(os.sep, "/")
        native = next((each for pattern, each in natives if pattern.search(path)), None)
        owner = owners.get(_key(source))
        if owner is not None and owner.metadata["Name"] not in OWN:
            collected.add(_of_package(owner), "" if native else path)
        if native is not None:
            collected.add(_of_native(native, source, owner.version if owner else ""), path)
        elif owner is None and not _is_own(path):
            left[path] = source
    for module in modules:
        if owner := owners.get(_key(module)):
            collected.add(_of_package(owner))
    collected.add(_python())
    _of_debian(left, collected)
    return tuple(sorted(collected.parts.values(), key=lambda part: part.what.name.casefold()))


def as_cyclonedx(parts: Iterable[Part]) -> bytes:
    """Return the components as a reproducible CycloneDX 1.6 document."""
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application", "bom-ref": "readiness", "name": "Readiness", "version": __version__,
                "licenses": [{"expression": "MIT"}],
            }
        },
        "components": [_component(part) for part in parts],
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def as_notices(parts: Iterable[Part]) -> str:
    """Return all components with their licences in full; a repeated text is replaced by a reference."""
    printed: dict[str, str] = {}
    chapters = ["Readiness contains parts that others made. Each stands here with its licence.\n"]
    for part in parts:
        head = [f"{part.what.name} {part.what.version}".rstrip(), part.what.licence, part.what.home]
        lines = ["=" * 100, *filter(None, head), ""]
        for text in part.texts:
            before = printed.setdefault(text, part.what.name)
            lines.append(text.strip() if before == part.what.name else f"The same text as under {before}.")
        if not part.texts and part.with_part:
            lines.append(f"Its text is among those of {part.with_part}.")
        if "LGPL-3.0-only" in part.what.licence:
            lines.append("The LGPL 3.0 stands with opencv-python-headless, the GPL 3.0 that it builds on with numpy.")
        chapters.append("\n".join(lines))
    return "\n".join(chapters) + "\n"


def _component(part: Part) -> dict[str, Any]:
    what = part.what
    made: dict[str, Any] = {"type": part.kind, "bom-ref": part.purl or what.name, "name": what.name}
    if what.version:
        made["version"] = what.version
    is_expression = _EXPRESSION.fullmatch(what.licence) is not None
    made["licenses"] = [{"expression": what.licence} if is_expression else {"license": {"name": what.licence}}]
    if part.purl:
        made["purl"] = part.purl
    if what.home:
        made["externalReferences"] = [{"type": "website", "url": what.home}]
    if part.files:
        made["evidence"] = {"occurrences": [{"location": name} for name in part.files]}
    return made


@functools.cache
def _owners() -> dict[str, importlib.metadata.Distribution]:
    folder_key = functools.cache(_key)  # resolving each of ten thousand files takes Windows a quarter of a minute
    return {
        folder_key(path.parent) + os.sep + os.path.normcase(path.name): found
        for found in importlib.metadata.distributions()
        for path in (Path(str(found.locate_file(file))) for file in _files(found))
    }


@functools.cache
def _files(found: importlib.metadata.Distribution) -> tuple[importlib.metadata.PackagePath, ...]:
    """Return a distribution's files; `files` looks for each of them, each time, which takes Windows seconds."""
    return tuple(found.files or ())


def _key(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _is_own(name: str) -> bool:
    return "/readiness/assets/" in f"/{name}" or name.endswith(("modules.pyz", ".dist-info/METADATA"))


@functools.cache
def _of_package(found: importlib.metadata.Distribution) -> Part:
    metadata = of_distribution(found)
    what = replace(metadata, licence=_SPDX_NAMES.get(metadata.licence, metadata.licence) or "NOASSERTION")
    texts = [
        Path(str(found.locate_file(file))).read_text("utf-8", "replace")
        for file in _files(found)
        if ".dist-info" in str(file) and _TEXT_NAME.search(file.as_posix())
    ]
    return Part(what=what, purl=f"pkg:pypi/{what.name.lower().replace('_', '-')}@{what.version}", texts=tuple(texts))


def _of_native(row: Mapping[str, str], source: Path, version_of_package: str) -> Part:
    from installer.file_version import file_version

    found = file_version(source) if source.is_file() else None
    version = version_of_package if row.get("version") == "package" else found.version if found else ""
    what = ThirdParty(name=row["name"], version=version, licence=row["licence"], home=row["home"])
    kind = "machine-learning-model" if "model" in row["name"] else "library"
    return _python() if row["name"] == "Python" else Part(what=what, kind=kind, with_part=row["with"])


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    places = (Path(sys.base_prefix) / "LICENSE.txt", Path(sysconfig.get_path("stdlib")) / "LICENSE.txt")
    texts = [path.read_text("utf-8", "replace") for path in places if path.is_file()][:1]
    what = ThirdParty(name="Python", version=version, licence="PSF-2.0", home="https://www.python.org")
    return Part(what=what, kind="framework", purl=f"pkg:generic/python@{version}", texts=tuple(texts))


def _of_debian(left: Mapping[str, Path], collected: _Collected) -> None:
    """Attribute the remaining files, in a Linux build, to the Debian packages of the building system."""
    packages = _debian_packages(left.values()) if sys.platform == "linux" else {}
    unknown = [name for name, source in left.items() if source not in packages]
    if unknown:
        raise LookupError(f"Whose are these? Add them to {_NATIVE.name}: {', '.join(unknown)}")
    listed = _output("dpkg-query", "-W", "-f=${binary:Package} ${Version}\n", *set(packages.values()))
    versions = dict(line.split(" ", 1) for line in listed.splitlines())
    for name, source in left.items():
        package = packages[source].partition(":")[0]
        version = versions.get(packages[source]) or versions.get(package, "")
        licence = Path("/usr/share/doc") / package / "copyright"
        text = licence.read_text("utf-8", "replace") if licence.is_file() else ""
        what = ThirdParty(
            name=package, version=version, licence="see Debian's copyright file",
            home=f"https://packages.debian.org/{package}",
        )  # fmt: skip
        part = Part(what=what, purl=f"pkg:deb/debian/{package}@{version}", texts=(text,) if text else ())
        collected.add(part, name)


def _debian_packages(sources: Iterable[Path]) -> dict[Path, str]:
    """Return the package of each file; dpkg lists some files by their path without `/usr`."""
    source_of_path = {
        spelling: source
        for source in sources
        for path in (source, source.resolve())
        for spelling in (str(path), str(path).removeprefix("/usr"), f"/usr{path}")
    }
    found: dict[Path, str] = {}
    for line in _output("dpkg-query", "-S", *source_of_path).splitlines() if source_of_path else ():
        package, _, path = line.partition(": ")
        if path in source_of_path:
            found.setdefault(source_of_path[path], package.partition(",")[0])
    return found


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return ""

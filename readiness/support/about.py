"""Contents of "About Readiness": version, licence, and third-party components.

A build writes these files; a checkout lists its installed libraries instead.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.assets import asset

FOLDER = "about"
BILL_OF_MATERIALS, NOTICES, LICENCE = "readiness.cdx.json", "THIRD-PARTY.txt", "LICENSE.txt"

_REQUIREMENT_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ThirdParty:
    """A third-party component.

    Attributes:
        name: as published.
        version: empty if unknown.
        licence: an SPDX expression, or the licence as named by its authors.
        home: the project's URL; empty if unknown.
    """

    name: str
    version: str
    licence: str
    home: str = ""


def licence() -> str:
    """Return the text of the program's own licence; empty if it was not packaged."""
    for path in (asset(FOLDER) / LICENCE, Path(__file__).parents[2] / "LICENSE"):
        if path.is_file():
            return path.read_text("utf-8")
    return ""


def third_party() -> tuple[ThirdParty, ...]:
    """Return the third-party components, sorted by name; in a checkout, the installed declared dependencies."""
    try:
        bill = json.loads((asset(FOLDER) / BILL_OF_MATERIALS).read_bytes())
    except OSError:
        return tuple(sorted(_installed()))
    return tuple(sorted(_of_component(each) for each in bill["components"]))


def of_distribution(distribution: importlib.metadata.Distribution) -> ThirdParty:
    """Read a component's data from an installed distribution's metadata."""
    metadata = distribution.metadata.json
    classified = [row.rpartition(" :: ")[2] for row in _values(metadata, "classifier") if row.startswith("License ::")]
    short = _values(metadata, "license_expression") or [_first_line("".join(_values(metadata, "license")))]
    homes = _values(metadata, "home_page") or [row.partition(", ")[2] for row in _values(metadata, "project_url")]
    return ThirdParty(
        name=distribution.metadata["Name"],
        version=distribution.version,
        licence=short[0] or ", ".join(classified),
        home=homes[0] if homes else "",
    )


def _values(metadata: Mapping[str, str | list[str]], key: str) -> list[str]:
    value = metadata.get(key, [])
    return [value] if isinstance(value, str) else value


def _installed() -> Iterator[ThirdParty]:
    for requirement in importlib.metadata.requires("readiness") or ():
        name = _REQUIREMENT_NAME.match(requirement)
        if name and "extra ==" not in requirement:
            try:
                yield of_distribution(importlib.metadata.distribution(name[0]))
            except importlib.metadata.PackageNotFoundError:  # for another system
                continue


def _of_component(component: dict[str, object]) -> ThirdParty:
    licences = component.get("licenses")
    (first,) = licences if isinstance(licences, list) and licences else ({},)
    named = first.get("license", {})
    references = component.get("externalReferences")
    homes = [each["url"] for each in references] if isinstance(references, list) else [""]
    return ThirdParty(
        name=str(component["name"]),
        version=str(component.get("version", "")),
        licence=first.get("expression") or named.get("id") or named.get("name") or "",
        home=homes[0],
    )


def _first_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[0] if lines and len(lines[0]) < 80 else ""

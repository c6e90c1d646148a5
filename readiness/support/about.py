"""What "About Readiness" shows: version, our licence, and what the program is made of besides its own code.

A build writes these files; a checkout tells its installed libraries instead.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness import __version__
from readiness.assets import asset

FOLDER = "about"
BILL_OF_MATERIALS, NOTICES, LICENCE = "readiness.cdx.json", "THIRD-PARTY.txt", "LICENSE.txt"

_REQUIREMENT_NAME = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ThirdParty:
    """A part that others made.

    Attributes:
        name: as its makers write it.
        version: empty when it says none.
        licence: an SPDX expression, or its makers' own words.
        home: where it comes from; empty when it does not say.
    """

    name: str
    version: str
    licence: str
    home: str = ""


def version() -> str:
    """The program's version, such as `0.1.0`."""
    return __version__


def licence() -> str:
    """The text of the program's own licence; empty when a build or an installation left it out."""
    for path in (asset(FOLDER) / LICENCE, Path(__file__).parents[2] / "LICENSE"):
        if path.is_file():
            return path.read_text("utf-8")
    return ""


def third_party() -> tuple[ThirdParty, ...]:
    """The parts that others made, by name; in a checkout the libraries that it declares and has."""
    try:
        bill = json.loads((asset(FOLDER) / BILL_OF_MATERIALS).read_bytes())
    except OSError:
        return tuple(sorted(_installed()))
    return tuple(sorted(_of_component(each) for each in bill["components"]))


def of_distribution(found: importlib.metadata.Distribution) -> ThirdParty:
    """What an installed library says of itself."""
    said = found.metadata.json
    classified = [row.rpartition(" :: ")[2] for row in _rows(said, "classifier") if row.startswith("License ::")]
    short = _rows(said, "license_expression") or [_first_line("".join(_rows(said, "license")))]
    homes = _rows(said, "home_page") or [row.partition(", ")[2] for row in _rows(said, "project_url")]
    return ThirdParty(
        name=found.metadata["Name"],
        version=found.version,
        licence=short[0] or ", ".join(classified),
        home=homes[0] if homes else "",
    )


def _rows(said: Mapping[str, str | list[str]], key: str) -> list[str]:
    value = said.get(key, [])
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

"""Windows Installer's documented rules, applied to the tables of two packages: what would an upgrade leave behind?

"File Versioning Rules" and "Replacing Existing Files" say when an installed file is replaced; "Organizing Applications
into Components" and "RemoveExistingProducts" say what an older product takes with it. Wine follows none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from installer.file_version import FileVersion, as_numbers
from installer.msi_tables import read_table, run


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFile:
    """The file that a component stands or falls with: what the table says of it, and what it says of itself."""

    name: str
    table: FileVersion | None
    itself: FileVersion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What the rules look at.

    Attributes:
        properties: the table Property.
        components: key files by component id.
        hashed: the names of files with a row in MsiFileHash.
        sequence: actions by name.
        template: the summary's platform and language.
    """

    properties: Mapping[str, str]
    components: Mapping[str, KeyFile]
    hashed: frozenset[str]
    sequence: Mapping[str, int]
    template: str


def read_package(path: Path, itself: Mapping[str, FileVersion | None]) -> Package:
    """A package's tables; `itself` says what each file's own resource says, by name."""
    files = {each["File"]: each for each in read_table(path, "File").records()}
    components = {}
    for each in read_table(path, "Component").records():
        if each["KeyPath"] in files:
            row = files[each["KeyPath"]]
            name = row["FileName"].split("|")[-1]
            told = FileVersion(row["Version"], int(row["Language"] or 0)) if row["Version"] else None
            components[each["ComponentId"]] = KeyFile(name=name, table=told, itself=itself[name])
    summary = dict(line.split(": ", 1) for line in run(path.parent, "msiinfo", "suminfo", path.name).splitlines())
    return Package(
        properties={each["Property"]: each["Value"] for each in read_table(path, "Property").records()},
        components=components,
        hashed=frozenset(files[each["File_"]]["FileName"] for each in read_table(path, "MsiFileHash").records()),
        sequence={
            each["Action"]: int(each["Sequence"]) for each in read_table(path, "InstallExecuteSequence").records()
        },
        template=summary["Template"],
    )


def lost_in_upgrade(old: Package, new: Package) -> set[str]:
    """The files that are gone after `new` has replaced `old` on a real Windows.

    A component whose installed key file counts as newer is not installed; the older product then takes it away.
    """
    shared = old.components.keys() & new.components.keys()
    mode = new.properties.get("REINSTALLMODE", "omus")
    return {
        new.components[each].name
        for each in shared
        if not replaces(new.components[each].table, old.components[each].itself, mode)
    }


def replaces(source: FileVersion | None, installed: FileVersion | None, mode: str = "omus") -> bool:
    """Whether a component with that key file is installed over what is there, or finds the same there."""
    if "a" in mode or installed is None:
        return True
    return source is not None and as_numbers(source.version) >= as_numbers(installed.version)


def faults(package: Package) -> list[str]:
    """What a package's own tables break."""
    told = []
    for each in package.components.values():
        if each.table != each.itself:
            told.append(f"{each.name}: the table says {each.table}, the file {each.itself}")
        if (each.name in package.hashed) == (each.itself is not None):
            told.append(f"{each.name}: a hash is for files without a version, and for all of those")
    begins, ends = package.sequence["InstallInitialize"], package.sequence["InstallFinalize"]
    if package.sequence["RemoveExistingProducts"] != begins + 1:
        told.append("RemoveExistingProducts: only right after InstallInitialize is it early and undone by a failure")
    within = ("RemoveFiles", "InstallFiles", "RemovePersonalData")
    told += [f"{each}: outside the transaction" for each in within if not begins < package.sequence[each] < ends]
    if package.template.partition(";")[2] != package.properties["ProductLanguage"]:
        told.append(f"Summary {package.template} beside language {package.properties['ProductLanguage']}")
    return told

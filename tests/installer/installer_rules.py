"""Windows Installer's documented rules, applied to the tables of two packages: which files would an upgrade lose?

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
    """A component's key file: its version in the table File, and in its own version resource."""

    name: str
    table: FileVersion | None
    resource: FileVersion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The contents of a package that the rules depend on.

    Attributes:
        properties: the table Property.
        components: key files by component id.
        hashed: the names of files with a row in MsiFileHash.
        sequence: positions of actions by name.
        conditions: conditions of actions by name.
        template: the summary's platform and language.
        searched: properties that the table AppSearch sets.
    """

    properties: Mapping[str, str]
    components: Mapping[str, KeyFile]
    hashed: frozenset[str]
    sequence: Mapping[str, int]
    conditions: Mapping[str, str]
    template: str
    searched: frozenset[str]


def read_package(path: Path, resource: Mapping[str, FileVersion | None]) -> Package:
    """Read a package's tables; `resource` has the version in each file's own resource, by file name."""
    files = {each["File"]: each for each in read_table(path, "File").records()}
    components = {}
    for each in read_table(path, "Component").records():
        if each["KeyPath"] in files:
            row = files[each["KeyPath"]]
            name = row["FileName"].split("|")[-1]
            listed = FileVersion(row["Version"], int(row["Language"] or 0)) if row["Version"] else None
            components[each["ComponentId"]] = KeyFile(name=name, table=listed, resource=resource[name])
    summary = dict(line.split(": ", 1) for line in run(path.parent, "msiinfo", "suminfo", path.name).splitlines())
    actions = read_table(path, "InstallExecuteSequence").records()
    return Package(
        properties={each["Property"]: each["Value"] for each in read_table(path, "Property").records()},
        components=components,
        hashed=frozenset(files[each["File_"]]["FileName"] for each in read_table(path, "MsiFileHash").records()),
        sequence={each["Action"]: int(each["Sequence"]) for each in actions},
        conditions={each["Action"]: each["Condition"] for each in actions},
        template=summary["Template"],
        searched=frozenset(each["Property"] for each in read_table(path, "AppSearch").records()),
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
        if not replaces(new.components[each].table, old.components[each].resource, mode)
    }


def replaces(source: FileVersion | None, installed: FileVersion | None, mode: str = "omus") -> bool:
    """Whether a component with this key file is installed over the installed one."""
    if "a" in mode or installed is None:
        return True
    return source is not None and as_numbers(source.version) >= as_numbers(installed.version)


def faults(package: Package) -> list[str]:
    """The rules that a package's tables violate."""
    violations = []
    for each in package.components.values():
        if each.table != each.resource:
            violations.append(f"{each.name}: the table says {each.table}, the file {each.resource}")
        if (each.name in package.hashed) == (each.resource is not None):
            violations.append(f"{each.name}: a hash is for files without a version, and for all of those")
    begins, ends = package.sequence["InstallInitialize"], package.sequence["InstallFinalize"]
    if package.sequence["RemoveExistingProducts"] != begins + 1:
        violations.append(
            "RemoveExistingProducts: only right after InstallInitialize is it early and undone by a failure"
        )
    of_persons = ("RemovePersonalData", "RemoveStartEntries")
    violations += [
        f"{each}: an upgrade, which removes the older product, must not take away what is a person's"
        for each in of_persons
        if "NOT UPGRADINGPRODUCTCODE" not in package.conditions[each]
    ]
    within = ("RemoveFiles", "InstallFiles", *of_persons)
    violations += [f"{each}: outside the transaction" for each in within if not begins < package.sequence[each] < ends]
    secure = package.properties["SecureCustomProperties"].split(";")
    violations += [
        f"{each}: what the person's side has found does not reach the administrator's ('SecureCustomProperties')"
        for each in (*package.searched, "INSTALLDIR", "REMOVEPERSONALDATA")
        if each not in secure
    ]
    if package.template.partition(";")[2] != package.properties["ProductLanguage"]:
        violations.append(f"Summary {package.template} beside language {package.properties['ProductLanguage']}")
    return violations

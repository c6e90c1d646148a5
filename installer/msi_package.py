"""Making a Windows Installer package of a folder built for Windows. Runs on Linux with Debian's wixl and msitools.

wixl makes the package; what it does not support is written to the tables afterwards, by Windows Installer's rules:

- A file with a version resource has its version and language in the table and no hash ("File Versioning Rules"). A new
  file without a version never replaces an installed one with a version, and would then be removed with the older
  product.
- wixl compresses each 32 KiB block on its own; a cabinet whose blocks share a dictionary is 5 % smaller.
- A standard user's side of an installation, for which an administrator gives the password, hands on only the properties
  that are listed ("SecureCustomProperties Property"): else Windows would seem too old, and an upgrade go elsewhere.
- The older product is removed inside the transaction, so that a failed upgrade leaves it in place.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import uuid
from pathlib import Path

from installer.cabinet import write_cabinet
from installer.file_version import file_version
from installer.icon_file import write_icon
from installer.msi_tables import PackageError, Table, read_table, run, write_table
from installer.version_resource import version_numbers
from readiness import __version__

HERE = Path(__file__).parent
PROGRAMS = ("readiness.exe", "readiness-cli.exe")
CABINET = "program.cab"
"""The name in `readiness.wxs` of the package's stream with the files."""

GIVEN = ("INSTALLDIR", "REMOVEPERSONALDATA")
"""Properties for the command line."""

UPGRADE_CODE = uuid.UUID("0A1D66D9-0F6F-4A35-9C53-8D1F0E5AD2B7")
"""Identifies the product across all versions; must never change."""

POLICY_ACCESS = "O:BAG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)"
"""Permissions of the policy's folder: owned by administrators, writable by them and the system, readable by everybody.
In ProgramData itself anyone may create a folder, whose owner then decides who can write to it."""

_ACCESS = Table(
    "MsiLockPermissionsEx",
    ("MsiLockPermissionsEx", "LockObject", "Table", "SDDLText", "Condition"),
    ("s72", "s72", "s32", "s0", "S255"),
    ("MsiLockPermissionsEx",),
    (("PolicyAccess", "PolicyFolder", "CreateFolder", POLICY_ACCESS, ""),),
)
_TITLE, _MAKER, _FOR = "Readiness", "Readiness", "x64;1053"


def product_code(version: str) -> uuid.UUID:
    """Return the version's product code, the same for all its builds so that no two can be installed side by side."""
    return uuid.uuid5(UPGRADE_CODE, ".".join(map(str, version_numbers(version)[:3])))


def make_msi(folder: Path, to: Path, version: str = __version__) -> Path:
    """Make the package.

    Args:
        folder: contains `readiness.exe` and everything it needs.
        to: the output folder.
        version: up to four numbers, of which Windows Installer compares the first three.

    Raises:
        PackageError: the folder contains no Windows program, or wixl is missing or fails.
    """
    require_programs(folder)
    package = to / f"readiness-{version}-windows-x64.msi"
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        (here / "program").symlink_to(folder.resolve(), target_is_directory=True)  # wixl accepts only relative paths
        _run_wixl(here, version)
        made = here / "made.msi"
        _set_file_versions(made, here / "program")
        _compress_better(made, here / "program")
        _remove_older_inside_transaction(made)
        _hand_on_properties(made)
        write_table(made, _ACCESS)
        content = hashlib.sha256(made.read_bytes()).hexdigest()
        run(here, "msibuild", made.name, "-s", _TITLE, _MAKER, _FOR, _braced(uuid.uuid5(UPGRADE_CODE, content)))
        shutil.copy(made, package)
    return package


def require_programs(folder: Path) -> None:
    """Check that the folder contains the Windows programs.

    Raises:
        PackageError: a program is missing.
    """
    missing = [name for name in PROGRAMS if not (folder / name).is_file()]
    if missing:
        raise PackageError(f"{folder} holds no {' and no '.join(missing)}. Build it with Windows' Python first.")


def _run_wixl(here: Path, version: str) -> None:
    (here / "files.wxs").write_text(_file_list(here), "utf-8")
    shutil.copy(HERE / "readiness.wxs", here)
    write_icon(here / "readiness.ico")
    given = {
        "Version": ".".join(map(str, version_numbers(version))),
        "ProductCode": str(product_code(version)).upper(),
        "UpgradeCode": str(UPGRADE_CODE).upper(),
        "Source": "program",
        "Icon": "readiness.ico",
        "Win64": "yes",
    }
    defined = [part for name, value in given.items() for part in ("-D", f"{name}={value}")]
    run(here, "wixl", "--arch", "x64", *defined, "-o", "made.msi", "readiness.wxs", "files.wxs")


def _file_list(here: Path) -> str:
    """Return wixl-heat's source with every file of `program` as a component of its own."""
    program = here / "program"
    names = "".join(f"program/{path.relative_to(program)}\n" for path in sorted(program.rglob("*")) if path.is_file())
    options = ("--prefix", "program/", "--directory-ref", "INSTALLDIR", "--component-group", "Program")
    return run(here, "wixl-heat", *options, "--var", "var.Source", "--win64", given=names)


def _set_file_versions(package: Path, program: Path) -> None:
    """Set versions and languages from the files' resources, and keep hashes only for unversioned files."""
    paths = _paths(package, program)
    files = read_table(package, "File")
    records = files.records()
    for record in records:
        found = file_version(paths[record["File"]])
        record["Version"], record["Language"] = (found.version, str(found.language)) if found else ("", "")
    write_table(package, files.with_records(records))
    versioned = {record["File"] for record in records if record["Version"]}
    hashes = read_table(package, "MsiFileHash")
    write_table(package, hashes.with_records([each for each in hashes.records() if each["File_"] not in versioned]))


def _compress_better(package: Path, program: Path) -> None:
    paths = _paths(package, program)
    files = sorted(read_table(package, "File").records(), key=lambda each: int(each["Sequence"]))
    cabinet = package.with_name(CABINET)
    write_cabinet(cabinet, {each["File"]: paths[each["File"]] for each in files})
    run(package.parent, "msibuild", package.name, "-a", CABINET, cabinet.name)


def _paths(package: Path, program: Path) -> dict[str, Path]:
    """Return the source path of each file in the package's table."""
    parents = {each["Directory"]: each for each in read_table(package, "Directory").records()}
    homes = {each["Component"]: each["Directory_"] for each in read_table(package, "Component").records()}

    def folder(name: str) -> Path:
        here = parents[name]
        return program if name == "INSTALLDIR" else folder(here["Directory_Parent"]) / here["DefaultDir"].split("|")[-1]

    files = read_table(package, "File").records()
    return {each["File"]: folder(homes[each["Component_"]]) / each["FileName"].split("|")[-1] for each in files}


def _remove_older_inside_transaction(package: Path) -> None:
    sequence = read_table(package, "InstallExecuteSequence")
    records = sequence.records()
    begins = next(int(each["Sequence"]) for each in records if each["Action"] == "InstallInitialize")
    for each in records:
        if each["Action"] == "RemoveExistingProducts":
            each["Sequence"] = str(begins + 1)
    write_table(package, sequence.with_records(records))


def _hand_on_properties(package: Path) -> None:
    listed = next(
        each["Value"]
        for each in read_table(package, "Property").records()
        if each["Property"] == "SecureCustomProperties"
    )
    searched = [each["Property"] for each in read_table(package, "AppSearch").records()]
    value = ";".join((listed, *searched, *GIVEN))
    query = f"UPDATE `Property` SET `Value` = '{value}' WHERE `Property` = 'SecureCustomProperties'"  # noqa: S608
    run(package.parent, "msibuild", package.name, "-q", query)


def _braced(code: uuid.UUID) -> str:
    return f"{{{str(code).upper()}}}"

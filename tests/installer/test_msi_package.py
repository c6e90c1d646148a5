"""The package's tables, held to Windows Installer's documented rules; nothing is installed here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from installer_rules import Package, faults, lost_in_upgrade, read_package, replaces
from versioned_libraries import library

from installer.file_version import FileVersion, as_numbers, file_version
from installer.msi_package import POLICY_ACCESS, make_msi, product_code
from installer.msi_tables import PackageError, Table, read_table, write_table

pytestmark = pytest.mark.slow

QT_OLD, QT_NEW = FileVersion("6.11.3.0", 1033), FileVersion("6.12.1.0", 1033)
RUNTIME, RUNTIME_BACK = FileVersion("14.44.35211.0", 1033), FileVersion("14.24.28127.4", 1033)
PROGRAM_OLD, PROGRAM_NEW = FileVersion("0.0.1.0", 1053), FileVersion("0.0.2.0", 1053)
NUMPY = FileVersion("3.11.9150.1013", 0)

Files = dict[str, FileVersion | None]


def built(folder: Path, version: str, libraries: Files) -> Package:
    program = folder / version / "readiness"
    for name, resource_version in libraries.items():
        library(program / ("_internal" if name.endswith("dll") else "") / name, resource_version)
    (program / "_internal" / "words.mo").write_text(version)
    package = make_msi(program, folder / version, version)
    return read_package(package, {**libraries, "words.mo": None})


@pytest.fixture(scope="module")
def old_and_new(tmp_path_factory: pytest.TempPathFactory) -> tuple[Package, Package]:
    folder = tmp_path_factory.mktemp("packages")
    programs: Files = {"readiness.exe": PROGRAM_OLD, "readiness-cli.exe": PROGRAM_OLD}
    newer: Files = dict.fromkeys(programs, PROGRAM_NEW)
    same: Files = {"numpy.dll": NUMPY, "blas.dll": None}
    return (
        built(folder, "0.0.1", {**programs, **same, "qt.dll": QT_OLD, "runtime.dll": RUNTIME}),
        built(folder, "0.0.2", {**newer, **same, "qt.dll": QT_NEW, "runtime.dll": RUNTIME_BACK}),
    )


def test_an_upgrade_loses_nothing(old_and_new: tuple[Package, Package]) -> None:
    old, new = old_and_new
    assert len(old.components.keys() & new.components.keys()) == 7
    assert lost_in_upgrade(old, new) == set()


def test_tables_without_versions_lose_every_file_that_has_one(old_and_new: tuple[Package, Package]) -> None:
    """As the tables were made until now: the rules find what Wine cannot show."""
    old, new = (as_before(package) for package in old_and_new)
    assert lost_in_upgrade(old, new) == {"readiness.exe", "readiness-cli.exe", "numpy.dll", "qt.dll", "runtime.dll"}
    assert len(faults(new)) == 12


def as_before(package: Package) -> Package:
    components = {name: replace(each, table=None) for name, each in package.components.items()}
    return replace(
        package,
        components=components,
        hashed=frozenset(each.name for each in components.values()),
        properties={name: value for name, value in package.properties.items() if name != "REINSTALLMODE"},
        sequence={**package.sequence, "RemoveExistingProducts": 1401},
        template="x64;1033",
    )


def test_downgraded_library_is_lost_without_our_reinstall_mode(old_and_new: tuple[Package, Package]) -> None:
    old, new = old_and_new
    without = {name: value for name, value in new.properties.items() if name != "REINSTALLMODE"}
    assert lost_in_upgrade(old, replace(new, properties=without)) == {"runtime.dll"}


def test_packages_follow_the_rules(old_and_new: tuple[Package, Package]) -> None:
    assert [faults(package) for package in old_and_new] == [[], []]


def test_an_upgrade_that_takes_away_what_is_a_persons_breaks_the_rules(old_and_new: tuple[Package, Package]) -> None:
    careless = replace(old_and_new[1], conditions=dict.fromkeys(old_and_new[1].conditions, 'REMOVE="ALL"'))
    assert len(faults(careless)) == 2


def test_product_code_depends_on_the_version_and_upgrade_code_does_not(old_and_new: tuple[Package, Package]) -> None:
    codes = [package.properties["ProductCode"] for package in old_and_new]
    assert codes == [f"{{{str(product_code(version)).upper()}}}" for version in ("0.0.1", "0.0.2")]
    assert len({package.properties["UpgradeCode"] for package in old_and_new}) == 1
    assert product_code("1.2.3.4") == product_code("1.2.3"), "Windows Installer compares three numbers"


@pytest.mark.parametrize(
    ("source", "installed", "is_replaced"),
    [
        (QT_NEW, QT_OLD, True),
        (QT_OLD, QT_NEW, False),
        (QT_OLD, QT_OLD, True),
        (None, QT_OLD, False),
        (QT_OLD, None, True),
        (None, None, True),
    ],
)
def test_the_rules_of_file_versions(
    source: FileVersion | None,
    installed: FileVersion | None,
    is_replaced: bool,  # noqa: FBT001
) -> None:
    assert replaces(source, installed) is is_replaced
    assert replaces(source, installed, "amus")


def test_versions_are_read_from_the_files(tmp_path: Path) -> None:
    assert file_version(library(tmp_path / "a.dll", RUNTIME)) == RUNTIME
    assert file_version(library(tmp_path / "b.dll", None)) is None
    (tmp_path / "c.dll").write_bytes(b"MZ and then nothing")
    (tmp_path / "d.mo").write_bytes(b"")
    assert [file_version(tmp_path / name) for name in ("c.dll", "d.mo")] == [None, None]
    assert as_numbers("14.44") == (14, 44, 0, 0) < as_numbers("14.44.35211")


def test_the_policy_folder_belongs_to_administrators() -> None:
    assert POLICY_ACCESS.startswith("O:BAG:SY")
    assert "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)" in POLICY_ACCESS


def test_table_survives_the_round_trip(tmp_path: Path) -> None:
    program = tmp_path / "readiness"
    for name in ("readiness.exe", "readiness-cli.exe"):
        library(program / name, None)
    package = make_msi(program, tmp_path, "0.0.1")
    table = Table("Ours", ("Ours", "Said"), ("s72", "L0"), ("Ours",), (("a", "b"), ("c", "")))
    write_table(package, table)
    assert read_table(package, "Ours") == table
    with pytest.raises(PackageError, match="no table Theirs"):
        read_table(package, "Theirs")


def test_folder_without_the_program_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"readiness\.exe and no readiness-cli\.exe"):
        make_msi(tmp_path, tmp_path / "out")

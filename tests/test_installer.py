"""What IT installs: the Windows package under Wine, and the Linux folder on a machine with nothing on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pefile
import pytest
from frozen_builds import RUN_S, linux_folder, run_in_wine, windows_folder, wine_rig
from main_road import Program, main_road, plug_in, sound_variables, windows_path
from PIL import Image
from sound_rig import SoundRig
from wine_python import WINE

from installer.icon_file import write_icon
from installer.msi_package import make_msi
from installer.version_resource import version_numbers
from installer.windows_package import make_zip
from readiness import __version__
from readiness.ui.theme.application_icon import SIZES_PX

pytestmark = [pytest.mark.frozen, pytest.mark.wine, pytest.mark.slow]

INSTALLED = r"C:\Program Files\Readiness\readiness-cli.exe"
EMPTY_MACHINE = ("base-files", "libc6", "libgcc-s1", "zlib1g")
"""What every Debian has, and no Python."""
PROGRAM = "/opt/readiness"
LARGEST = "255.255.65535.65535"


@pytest.fixture
def drive_c() -> Iterator[Path]:
    yield wine_rig().folder / "prefix" / "drive_c"
    wine_rig().stop()


def msiexec(action: str, package: Path, *properties: str) -> int:
    return run_in_wine("msiexec", action, windows_path(package), *properties, "/qn").returncode


def registered() -> str:
    return run_in_wine("reg", "query", r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall", "/s").stdout


def goes_to_go(rig: SoundRig, command: str, folder: Path) -> None:
    """Down the whole main road with that program, under Wine."""
    more = {"READINESS_DATA": windows_path(folder / "data"), **sound_variables(rig)}
    main_road(Program((WINE, command), wine_rig().environment(more), windows_path), rig, folder)


def test_the_package_installs_goes_to_go_upgrades_and_leaves_only_the_policy(drive_c: Path, tmp_path: Path) -> None:
    program, policy = drive_c / "Program Files" / "Readiness", drive_c / "ProgramData" / "Readiness" / "policy.toml"
    older = make_msi(windows_folder(), tmp_path, "0.0.1")
    newer = make_msi(windows_folder(), tmp_path, "0.0.2")
    try:
        with SoundRig() as rig:
            plug_in(rig)
            assert msiexec("/i", older) == 0
            assert "0.0.1.0" in registered()
            (tmp_path / "road").mkdir()
            goes_to_go(rig, INSTALLED, tmp_path / "road")
        policy.write_text('[connection]\noutcomes = {none = "warn"}\n', "utf-8")
        assert "warn  (the machine" in run_in_wine(INSTALLED, "policy", "show", "--lang", "en").stdout.replace('"', "")

        assert upgraded_over_a_running_program(newer) in (0, 3010)
        assert "0.0.2.0" in registered()
        assert "0.0.1.0" not in registered()
        assert f"readiness {__version__}" in run_in_wine(INSTALLED, "--version").stdout
        assert msiexec("/i", older) != 0, "an older package must not replace a newer one"
        assert "0.0.2.0" in run_in_wine("reg", "query", r"HKLM\Software\Readiness", "/v", "Version").stdout

        assert msiexec("/x", newer) == 0
        assert not program.exists()
        assert "Readiness" not in registered()
        assert "Readiness" not in run_in_wine("reg", "query", r"HKLM\Software").stdout
        assert [each.name for each in policy.parent.iterdir()] == ["policy.toml"]
    finally:
        policy.unlink(missing_ok=True)


def upgraded_over_a_running_program(newer: Path) -> int:
    window = subprocess.Popen(
        [WINE, INSTALLED.replace("-cli", "")], env=wine_rig().environment(), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return msiexec("/i", newer)
    finally:
        window.kill()
        window.wait()


def test_a_folder_is_remembered_and_personal_data_goes_when_asked(drive_c: Path, tmp_path: Path) -> None:
    older = make_msi(windows_folder(), tmp_path, "0.0.1")
    newer = make_msi(windows_folder(), tmp_path, "0.0.2")
    kept = drive_c / "users" / "anna" / "AppData" / "Local" / "Readiness"
    kept.mkdir(parents=True)
    (drive_c / "users" / "Public").mkdir(exist_ok=True)  # which Windows always has
    (kept / "history.json").write_text("{}")
    assert msiexec("/i", older, r"INSTALLDIR=C:\Vård\Readiness") == 0
    assert msiexec("/i", newer) == 0
    assert (drive_c / "Vård" / "Readiness" / "readiness.exe").is_file()
    assert not (drive_c / "Program Files" / "Readiness").exists()
    assert kept.exists(), "an upgrade keeps what is each person's"
    assert msiexec("/x", newer, "REMOVEPERSONALDATA=1") == 0
    assert not kept.exists()
    assert not (drive_c / "Vård" / "Readiness").exists()


def test_the_zip_goes_to_go(tmp_path: Path) -> None:
    shutil.unpack_archive(make_zip(windows_folder(), tmp_path), tmp_path)
    with SoundRig() as rig:
        plug_in(rig)
        goes_to_go(rig, windows_path(tmp_path / "readiness" / "readiness-cli.exe"), tmp_path / "road")
    wine_rig().stop()


def test_the_windows_programs_say_what_they_are() -> None:
    for name in ("readiness", "readiness-cli"):
        with pefile.PE(str(windows_folder() / f"{name}.exe")) as program:
            said = {
                key.decode(): value.decode()
                for info in program.FileInfo[0]
                if info.Key == b"StringFileInfo"
                for table in info.StringTable
                for key, value in table.entries.items()
            }
            assert said["ProductVersion"] == __version__
            assert said["OriginalFilename"] == f"{name}.exe"
            icons = [entry for entry in program.DIRECTORY_ENTRY_RESOURCE.entries if entry.id == 3]
            assert len(icons[0].directory.entries) == len(SIZES_PX)


def test_nothing_of_wine_is_in_the_windows_folder() -> None:
    shipped = {path.name.lower() for path in windows_folder().rglob("*.dll")}
    assert not {name for name in shipped if name.startswith("api-ms-win-")} | ({"ucrtbase.dll", "mscms.dll"} & shipped)


def test_linux_runs_on_a_machine_with_nothing_on_it(tmp_path: Path) -> None:
    downloads, root = tmp_path / "downloads", tmp_path / "root"
    downloads.mkdir()
    subprocess.run(["apt-get", "download", "-qq", *EMPTY_MACHINE], cwd=downloads, check=True, capture_output=True)
    for package in downloads.iterdir():
        subprocess.run(["dpkg", "-x", str(package), str(root)], check=True)
    (root / "opt").mkdir(exist_ok=True)
    subprocess.run(["cp", "-al", str(linux_folder()), str(root / "opt")], check=True)
    assert not [path for path in root.rglob("python3*") if "opt" not in path.parts]
    check = (f"{PROGRAM}/readiness-cli", "check", "--json")
    enter = f'mount -t proc proc "{root}/proc" && mount --bind /dev "{root}/dev" && exec chroot "{root}" "$@"'
    done = subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "sh", "-c", enter, "sh", *check],
        capture_output=True, text=True, timeout=RUN_S, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    codes = {each["check"]: each["code"] for each in json.loads(done.stdout)["findings"]}
    assert (codes["camera"], codes["headset"], codes["browser"]) == (
        "camera.absent",
        "headset.absent",
        "browser.missing",
    )
    assert not [code for code in codes.values() if code.endswith((".crashed", ".timed_out"))]


def test_the_icon_has_every_size(tmp_path: Path) -> None:
    with Image.open(write_icon(tmp_path / "readiness.ico")) as icon:
        assert icon.info["sizes"] == {(side, side) for side in SIZES_PX}
    with pytest.raises(ValueError, match=r"\.png"):
        write_icon(tmp_path / "readiness.png")


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("1", (1, 0, 0, 0)), ("255.255.65535.65535", (255, 255, 65535, 65535))],
)
def test_versions_are_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert version_numbers(version) == numbers


@pytest.mark.parametrize("version", ["256.0", "1.2.3.4.5", "-1", "1.0rc1", ""])
def test_a_version_that_windows_cannot_compare_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        version_numbers(version)

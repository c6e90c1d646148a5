"""What IT installs: the Windows package under Wine, and the Linux folder on a machine with nothing on it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pefile
import pytest
from frozen_builds import RUN_S, linux_folder, run_in_wine, windows_folder, wine_rig
from PIL import Image

from installer.icon_file import write_icon
from installer.msi_package import make_msi
from installer.version_resource import version_numbers
from readiness import __version__
from readiness.ui.theme.application_icon import SIZES_PX

INSTALLED = r"C:\Program Files\Readiness\readiness-cli.exe"
EMPTY_MACHINE = ("base-files", "libc6", "libgcc-s1", "zlib1g")
"""What every Debian has, and no Python."""
PROGRAM = "/opt/readiness"
LARGEST = "255.255.65535.65535"


def windows_path(path: Path) -> str:
    return "Z:" + str(path).replace("/", "\\")


@pytest.fixture
def drive_c() -> Iterator[Path]:
    yield wine_rig().folder / "prefix" / "drive_c"
    wine_rig().stop()


def msiexec(action: str, package: Path) -> int:
    return run_in_wine("msiexec", action, windows_path(package), "/qn").returncode


def registered() -> str:
    return run_in_wine("reg", "query", r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall", "/s").stdout


def test_the_package_installs_runs_upgrades_and_leaves_only_the_policy(drive_c: Path, tmp_path: Path) -> None:
    program, policy = drive_c / "Program Files" / "Readiness", drive_c / "ProgramData" / "Readiness" / "policy.toml"
    older = make_msi(windows_folder(), tmp_path, "0.0.1")
    newer = make_msi(windows_folder(), tmp_path, "0.0.2")
    try:
        assert msiexec("/i", older) == 0
        assert "0.0.1.0" in registered()
        policy.write_text('[connection]\noutcomes = {none = "warn"}\n', "utf-8")
        report = json.loads(run_in_wine(INSTALLED, "check", "--json", "--only", "browser,connection").stdout)
        assert report["findings"][0]["code"] == "browser.missing"
        assert report["policy"]["connection"]["outcomes"] == {"none": "warn"}

        assert msiexec("/i", newer) == 0
        assert "0.0.2.0" in registered()
        assert "0.0.1.0" not in registered()
        assert f"readiness {__version__}" in run_in_wine(INSTALLED, "--version").stdout
        assert msiexec("/i", older) != 0, "an older package must not replace a newer one"

        assert msiexec("/x", newer) == 0
        assert not program.exists()
        assert "Readiness" not in registered()
        assert "Readiness" not in run_in_wine("reg", "query", r"HKLM\Software").stdout
        assert [each.name for each in drive_c.rglob("*eadiness*")] == ["Readiness"]
        assert [each.name for each in policy.parent.iterdir()] == ["policy.toml"]
    finally:
        policy.unlink(missing_ok=True)


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

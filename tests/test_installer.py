"""The installation: the Windows package under Wine, and the Linux archive on a minimal system."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pefile
import pytest
from end_to_end import Program, end_to_end, plug_in, sound_variables, windows_path
from frozen_builds import RUN_S, linux_folder, run_in_wine, windows_folder, wine_rig
from PIL import Image
from sound_rig import SoundRig
from wine_python import WINE

from installer.icon_file import write_icon
from installer.msi_package import make_msi, product_code
from installer.version_resource import version_numbers
from installer.windows_package import make_zip
from readiness import __version__
from readiness.ui.theme.application_icon import SIZES_PX

pytestmark = [pytest.mark.frozen, pytest.mark.wine, pytest.mark.slow]

INSTALLED = r"C:\Program Files\Readiness\readiness-cli.exe"
EMPTY_MACHINE = ("base-files", "dash", "libasound2-data", "libc6", "libgcc-s1", "zlib1g")
"""What every Debian with sound has, and no Python. Without ALSA's own settings PortAudio ends its process."""
PROGRAM = "/opt/readiness"
RUN_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"
OLDER, NEWER = "0.0.1", "0.0.2"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("packages")
    return {version: make_msi(windows_folder(), folder, version) for version in (OLDER, NEWER)}


@pytest.fixture
def drive_c() -> Iterator[Path]:
    """The disk of a Windows on which nothing of ours is installed, before and afterwards."""
    drive = wine_rig().folder / "prefix" / "drive_c"
    _remove_all(drive)
    yield drive
    _remove_all(drive)
    wine_rig().stop()


def _remove_all(drive: Path) -> None:
    for version in (OLDER, NEWER):
        if code(version) in registered():
            msiexec("/x", code(version))
    shutil.rmtree(drive / "ProgramData" / "Readiness", ignore_errors=True)


def code(version: str) -> str:
    return f"{{{str(product_code(version)).upper()}}}"


def msiexec(action: str, what: Path | str, *properties: str) -> int:
    """As the Intune page has it, with a log."""
    log = wine_rig().folder / "msiexec.log"
    named = windows_path(what) if isinstance(what, Path) else what
    arguments = ("/qn", "/norestart", "/l*v", windows_path(log), *properties)
    result = run_in_wine("msiexec", action, named, *arguments).returncode
    assert log.stat().st_size
    log.unlink()
    return result


def named_readiness(drive: Path) -> set[Path]:
    """Every file and folder of the disk that is called so, besides what tests keep in the temporary folder."""
    found = (
        path for start in ("Program Files", "ProgramData", "users", "windows") for path in (drive / start).rglob("*")
    )
    return {path for path in found if "readiness" in path.name.casefold() and "Temp" not in path.parts}


def registered() -> str:
    return run_in_wine("reg", "query", r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall", "/s").stdout


def goes_to_go(rig: SoundRig, command: str, folder: Path) -> None:
    """Down the whole main road with that program, under Wine."""
    sound = sound_variables(rig)
    more = {"READINESS_DATA": windows_path(folder / "data"), **sound}
    default_devices("choose('Jabra')", sound)
    try:
        end_to_end(Program((WINE, command), wine_rig().environment(more), windows_path), rig, folder)
    finally:
        default_devices("forget()", sound)


def default_devices(what: str, sound: Mapping[str, str]) -> None:
    code = f"import sys; sys.path.append('tests/windows'); import default_devices; default_devices.{what}"
    done = wine_rig().run("-c", code, timeout_s=RUN_S, more=sound)
    assert done.returncode == 0, done.stderr


def test_package_installs_checks_upgrades_and_uninstalls_all_but_the_policy(
    drive_c: Path, packages: dict[str, Path], tmp_path: Path
) -> None:
    program, policy = drive_c / "Program Files" / "Readiness", drive_c / "ProgramData" / "Readiness" / "policy.toml"
    before = named_readiness(drive_c)
    with SoundRig() as rig:
        plug_in(rig)
        assert msiexec("/i", packages[OLDER]) == 0
        assert f"{OLDER}.0" in registered()
        assert code(OLDER) in registered()
        goes_to_go(rig, INSTALLED, tmp_path / "road")
    policy.write_text('[connection]\noutcomes = {none = "warn"}\n', "utf-8")
    assert "warn  (the machine" in run_in_wine(INSTALLED, "policy", "show", "--lang", "en").stdout.replace('"', "")
    detected = run_in_wine(INSTALLED, "check", "--only", "headset,browser,connection", "--format", "intune").stdout
    assert json.loads(detected)["verdict"] == "no_go"

    assert upgraded_over_a_running_program(packages[NEWER], tmp_path / "data") in (0, 3010)
    assert f"{NEWER}.0" in registered()
    assert f"{OLDER}.0" not in registered()
    assert f"readiness {__version__}" in run_in_wine(INSTALLED, "--version").stdout
    assert msiexec("/i", packages[OLDER]) != 0, "an older package must not replace a newer one"
    assert f"{NEWER}.0" in run_in_wine("reg", "query", r"HKLM\Software\Readiness", "/v", "Version").stdout

    run_in_wine("reg", "add", RUN_KEY, "/v", "Readiness", "/d", INSTALLED)
    assert msiexec("/x", code(NEWER)) == 0
    assert not program.exists()
    assert "Readiness" not in run_in_wine("reg", "query", RUN_KEY).stdout
    assert "Readiness" not in registered()
    assert "Readiness" not in run_in_wine("reg", "query", r"HKLM\Software").stdout
    assert [each.name for each in policy.parent.iterdir()] == ["policy.toml"]
    assert named_readiness(drive_c) - before == {policy.parent}


def upgraded_over_a_running_program(newer: Path, data: Path) -> int:
    """The open program, which in another session nobody closes, ends by itself and starts anew."""
    own = {"READINESS_DATA": windows_path(data), "QT_QPA_PLATFORM": "offscreen"}
    window = subprocess.Popen(
        [WINE, INSTALLED.replace("-cli", "")], env=wine_rig().environment(own), stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while openings(data) < 1:
            assert window.poll() is None
            time.sleep(0.1)
        result = msiexec("/i", newer)
        assert window.wait(RUN_S) == 0
        while openings(data) < 2:
            time.sleep(0.1)
        return result
    finally:
        window.kill()
        window.wait()
        run_in_wine("taskkill", "/f", "/im", "readiness.exe")


def openings(data: Path) -> int:
    log = data / "readiness.log"
    return log.read_text("utf-8").count("window opened") if log.exists() else 0


def test_upgrade_keeps_the_folder_and_uninstall_can_remove_personal_data(
    drive_c: Path, packages: dict[str, Path]
) -> None:
    data, chosen = drive_c / "users" / "anna" / "AppData" / "Local" / "Readiness", drive_c / "Vård" / "Readiness"
    data.mkdir(parents=True)
    (drive_c / "users" / "Public").mkdir(exist_ok=True)  # which Windows always has
    (data / "history.json").write_text("{}")
    assert msiexec("/i", packages[OLDER], r"INSTALLDIR=C:\Vård\Readiness") == 0
    assert msiexec("/i", packages[NEWER]) == 0
    assert (chosen / "readiness.exe").is_file()
    assert not (drive_c / "Program Files" / "Readiness").exists()
    assert data.exists(), "an upgrade keeps what is each person's"
    run_in_wine("reg", "add", RUN_KEY, "/v", "Readiness", "/d", INSTALLED)
    assert msiexec("/x", packages[NEWER], "REMOVEPERSONALDATA=1") == 0
    assert not data.exists()
    assert not chosen.exists()
    assert "Readiness" not in run_in_wine("reg", "query", RUN_KEY).stdout


def test_zip_archive_passes_the_end_to_end_test(tmp_path: Path) -> None:
    shutil.unpack_archive(make_zip(windows_folder(), tmp_path), tmp_path)
    with SoundRig() as rig:
        plug_in(rig)
        goes_to_go(rig, windows_path(tmp_path / "readiness" / "readiness-cli.exe"), tmp_path / "road")
    wine_rig().stop()


def test_windows_programs_have_a_version_resource() -> None:
    for name in ("readiness", "readiness-cli"):
        with pefile.PE(str(windows_folder() / f"{name}.exe")) as program:
            strings = {
                key.decode(): value.decode()
                for info in program.FileInfo[0]
                if info.Key == b"StringFileInfo"
                for table in info.StringTable
                for key, value in table.entries.items()
            }
            assert strings["ProductVersion"] == __version__
            assert strings["OriginalFilename"] == f"{name}.exe"
            icons = [entry for entry in program.DIRECTORY_ENTRY_RESOURCE.entries if entry.id == 3]
            assert len(icons[0].directory.entries) == len(SIZES_PX)


def test_linux_archive_runs_on_a_minimal_system(tmp_path: Path) -> None:
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
def test_version_that_windows_cannot_compare_is_rejected(version: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        version_numbers(version)

"""Chrome on Windows: the real registry, real version resources, real folders. Nothing of it is left afterwards."""

from __future__ import annotations

import os
import shutil
import sys
import winreg
from pathlib import Path

import pytest
from msgspec.structs import replace
from windows_program import program
from windows_registry import SOFTWARE, Write

from readiness.checks import browser
from readiness.checks.browser import CHECK, Policy
from readiness.host.browser import chrome, chrome_windows, default_browser_windows
from readiness.host.system import registry_windows

assert sys.platform == "win32"

MACHINE, USER, VIEW_32, VIEW_64 = (
    registry_windows.MACHINE,
    registry_windows.USER,
    registry_windows.VIEW_32,
    registry_windows.VIEW_64,
)
Roots = chrome_windows.Roots
installed = chrome_windows.installed

URL = "https://video.example.se/rum"
CLIENTS = SOFTWARE + r"\Google\Update\Clients\{8A69D345-D564-463c-AFF1-A69D9E530F96}"
APP_PATHS = SOFTWARE + r"\Microsoft\Windows\CurrentVersion\App Paths\chrome.exe"
CHOICE = SOFTWARE + r"\Microsoft\Windows\Shell\Associations\UrlAssociations\https"
POLICIES = SOFTWARE + r"\Policies\Google\Chrome"
CHROME = r"Google\Chrome\Application\chrome.exe"
SHELL_ANSWERS = default_browser_windows.https_prog_id("") is not None


@pytest.fixture
def roots(tmp_path: Path) -> Roots:
    folders = (tmp_path / "Program", tmp_path / "Program (x86)")
    return Roots(program_folders=folders, local_app_data=tmp_path / "Åsa Öberg" / "AppData", software=SOFTWARE)


def code(roots: Roots, url: str = URL) -> str:
    """The finding on what the test has set up; on a real Windows the shell names that computer's default browser."""
    measured = browser.measure(url, roots)
    if SHELL_ANSWERS:
        measured = replace(measured, default_browser=None)
    return CHECK.judge(measured, Policy()).code


def test_installed_browsers_of_this_windows() -> None:
    assert CHECK.judge(browser.measure(URL), Policy()).code.startswith("browser.")


def test_no_browser_installed(roots: Roots) -> None:
    assert code(roots) == "browser.missing"


@pytest.mark.parametrize("folder", [0, 1, "user"])
def test_chrome_for_the_machine_and_for_a_person_with_a_swedish_name(roots: Roots, folder: int | str) -> None:
    assert roots.local_app_data is not None
    where = roots.local_app_data if folder == "user" else roots.program_folders[int(folder)]
    program(where / CHROME)
    (found,) = installed(roots)
    assert (found.product, found.version, found.program) == ("Google Chrome", "156.0.8078.79", where / CHROME)
    assert code(roots) == "browser.ok"


def test_chrome_registered_in_app_paths_comes_first(roots: Roots, write: Write) -> None:
    assert roots.local_app_data is not None
    program(roots.program_folders[0] / CHROME)
    own = program(roots.local_app_data / CHROME, version=(155, 0, 1, 2))
    write(APP_PATHS, "", f'"{own}"')
    assert [each.version for each in installed(roots)] == ["155.0.1.2", "156.0.8078.79"]


def test_app_paths_with_a_variable_in_it(roots: Roots, write: Write) -> None:
    assert roots.local_app_data is not None
    own = program(Path(os.environ["TEMP"]) / "readiness test" / CHROME)
    write(APP_PATHS, "", r"%TEMP%\readiness test" + "\\" + CHROME, winreg.REG_EXPAND_SZ)
    try:
        assert [each.program for each in installed(roots)] == [own]
    finally:
        shutil.rmtree(Path(os.environ["TEMP"]) / "readiness test")


def test_chromium_registered_as_chrome(roots: Roots, write: Write) -> None:
    assert roots.local_app_data is not None
    write(APP_PATHS, "", str(program(roots.local_app_data / r"Chromium\Application\chrome.exe", "Chromium")))
    assert code(roots) == "browser.not_chrome"


def test_chromium_in_chromes_place(roots: Roots) -> None:
    program(roots.program_folders[0] / CHROME, "Chromium")
    assert code(roots) == "browser.not_chrome"


@pytest.mark.parametrize(
    "tail", [r"Google\Chrome SxS\Application\chrome.exe", r"Google\Chrome Beta\Application\chrome.exe"]
)
def test_chromes_test_versions(roots: Roots, tail: str) -> None:
    program(roots.program_folders[0] / tail)
    assert code(roots) == "browser.not_chrome"


def test_registered_but_missing_program(roots: Roots, write: Write) -> None:
    write(APP_PATHS, "", str(roots.program_folders[0] / CHROME))
    write(CLIENTS, "pv", "156.0.8078.79", hive=MACHINE, view=VIEW_32)
    assert code(roots) == "browser.missing"


def test_program_without_version_resource(roots: Roots, write: Write) -> None:
    path = roots.program_folders[0] / CHROME
    path.parent.mkdir(parents=True)
    path.write_bytes(b"MZ half a file")
    assert code(roots) == "browser.damaged"
    write(CLIENTS, "pv", "156.0.8078.79", hive=MACHINE, view=VIEW_64)
    assert code(roots) == "browser.damaged"
    write(CLIENTS, "pv", "156.0.8078.79", hive=MACHINE, view=VIEW_32)
    assert code(roots) == "browser.ok"


def test_wrong_types_in_the_registry(roots: Roots, write: Write) -> None:
    program(roots.program_folders[0] / CHROME)
    write(APP_PATHS, "", 7, winreg.REG_DWORD)
    write(CLIENTS, "pv", ["156.0.8078.79"], winreg.REG_MULTI_SZ, view=VIEW_32)
    write(POLICIES, "VideoCaptureAllowed", b"\x00", winreg.REG_BINARY)
    write(POLICIES, "URLBlocklist", "example.se")
    assert code(roots) == "browser.ok"


@pytest.mark.parametrize("hive", [USER, MACHINE])
@pytest.mark.parametrize(("data", "kind"), [(0, winreg.REG_DWORD), ("0", winreg.REG_SZ)])
def test_camera_off_by_policy(roots: Roots, write: Write, hive: int, data: object, kind: int) -> None:
    program(roots.program_folders[0] / CHROME)
    write(POLICIES, "VideoCaptureAllowed", data, kind, hive=hive)
    assert code(roots) == "browser.blocked_by_policy"
    write(POLICIES + r"\VideoCaptureAllowedUrls", "1", "https://video.example.se", hive=hive)
    assert code(roots) == "browser.ok"


def test_half_a_character_becomes_the_sign_for_none(write: Write) -> None:
    write(POLICIES, "ProxyServer", "proxy\ud83d")
    write(POLICIES, "URLBlocklist", ["a.se", "\udc00"], winreg.REG_MULTI_SZ)
    assert registry_windows.values(USER, POLICIES) == {"ProxyServer": "proxy\ufffd", "URLBlocklist": ["a.se", "\ufffd"]}


def test_a_number_written_as_text(roots: Roots, write: Write) -> None:
    """What `reg add` writes unless it is told otherwise."""
    program(roots.program_folders[0] / CHROME)
    write(POLICIES, "DefaultMediaStreamSetting", "2")
    assert code(roots) == "browser.blocked_by_policy"


def test_of_a_list_only_numbered_values_count(roots: Roots, write: Write) -> None:
    program(roots.program_folders[0] / CHROME)
    write(POLICIES + r"\URLBlocklist", "example", "example.se")
    assert code(roots) == "browser.ok"
    write(POLICIES + r"\URLBlocklist", "1", "example.se")
    assert code(roots) == "browser.blocked_by_policy"


def test_the_machines_policy_wins(roots: Roots, write: Write) -> None:
    program(roots.program_folders[0] / CHROME)
    write(POLICIES, "AudioCaptureAllowed", 0, winreg.REG_DWORD, hive=USER)
    write(POLICIES, "AudioCaptureAllowed", 1, winreg.REG_DWORD, hive=MACHINE)
    assert code(roots) == "browser.ok"


def test_a_recommended_policy_counts_unless_a_mandatory_one_says_otherwise(roots: Roots, write: Write) -> None:
    program(roots.program_folders[0] / CHROME)
    write(POLICIES + r"\Recommended", "VideoCaptureAllowed", 0, winreg.REG_DWORD, hive=MACHINE)
    assert code(roots) == "browser.blocked_by_policy"
    write(POLICIES, "VideoCaptureAllowed", 1, winreg.REG_DWORD, hive=USER)
    assert code(roots) == "browser.ok"
    write(POLICIES + r"\Recommended\URLBlocklist", "1", "example.se", hive=USER)
    assert code(roots) == "browser.blocked_by_policy"


@pytest.mark.parametrize("view", [VIEW_32, VIEW_64])
@pytest.mark.parametrize(
    ("key", "name"),
    [
        (r"Google\Chrome\Enrollment", "dmtoken"),
        (r"Google\Enrollment", "dmtoken"),
        (r"Google\Update\ClientState\{8A69D345-D564-463c-AFF1-A69D9E530F96}", "CloudManagementEnrollmentToken"),
    ],
)
def test_managed_from_the_cloud(roots: Roots, write: Write, view: int, key: str, name: str) -> None:
    program(roots.program_folders[0] / CHROME)
    write(rf"{SOFTWARE}\{key}", name, "37185d02", hive=MACHINE, view=view)
    assert code(roots) == "browser.cloud_managed"


def test_udp_off_by_policy_and_on_for_one_address(roots: Roots, write: Write) -> None:
    program(roots.program_folders[0] / CHROME)
    write(POLICIES, "WebRtcIPHandling", "disable_non_proxied_udp", hive=MACHINE)
    write(POLICIES, "WebRtcUdpPortRange", "10000-11999", hive=MACHINE)
    assert code(roots) == "browser.udp_blocked"
    assert browser.measure(URL, roots).udp_ports == "10000-11999"
    row = '[{"url": "https://[*.]example.se", "handling": "default"}]'
    write(POLICIES, "WebRtcIPHandlingUrl", row, hive=MACHINE)
    assert code(roots) == "browser.ok"


@pytest.mark.parametrize(
    ("prog_id", "expected"),
    [("ChromeHTML", "browser.ok"), ("ChromeHTML.VNK7VCS", "browser.ok"), ("MSEdgeHTM", "browser.not_default")],
)
def test_default_browser_by_the_newest_choice(roots: Roots, write: Write, prog_id: str, expected: str) -> None:
    program(roots.program_folders[0] / CHROME)
    write(CHOICE + r"\UserChoice", "ProgId", "FirefoxURL-308046B0AF4A39CB")
    write(CHOICE + r"\UserChoiceLatest\ProgId", "ProgId", prog_id)
    assert default_browser_windows.chosen_prog_id(SOFTWARE) == prog_id
    if not SHELL_ANSWERS:
        assert code(roots) == expected


def test_default_browser_of_an_older_windows(write: Write) -> None:
    assert default_browser_windows.chosen_prog_id(SOFTWARE) is None
    write(CHOICE + r"\UserChoice", "ProgId", "MSEdgeHTM")
    assert default_browser_windows.chosen_prog_id(SOFTWARE) == "MSEdgeHTM"


def test_updated_while_it_runs(roots: Roots) -> None:
    ours = program(roots.program_folders[0] / CHROME)
    roots.user_data[0].mkdir(parents=True)
    ours.with_name("new_chrome.exe").touch()
    assert code(roots) == "browser.ok"
    (roots.user_data[0] / "lockfile").touch()
    assert code(roots) == "browser.waits_for_restart"
    ours.with_name("new_chrome.exe").unlink()
    assert code(roots) == "browser.ok"
    (roots.user_data[0] / "Last Version").write_text("155.0.1.2")
    assert code(roots) == "browser.waits_for_restart"


def test_installation_scope_is_recognized(roots: Roots) -> None:
    assert roots.local_app_data is not None
    program(roots.local_app_data / CHROME)
    assert browser.measure(URL, roots).chrome_for_everybody is False
    program(roots.program_folders[1] / CHROME)
    assert browser.measure(URL, roots).chrome_for_everybody is True


@pytest.mark.parametrize(
    ("tail", "product"),
    [
        (r"Microsoft\Edge\Application\msedge.exe", "Microsoft Edge"),
        (r"BraveSoftware\Brave-Browser\Application\brave.exe", "Brave"),
        (r"Vivaldi\Application\vivaldi.exe", "Vivaldi"),
        (r"Opera\opera.exe", "Opera"),
        (r"Mozilla Firefox\firefox.exe", "Firefox"),
    ],
)
def test_other_makers_browsers_are_named(roots: Roots, tail: str, product: str) -> None:
    program(roots.program_folders[0] / tail, product=f"{product} Browser")
    assert code(roots) == "browser.not_chrome"
    assert browser.measure(URL, roots).other_browsers == product


def test_address_blocked_by_policy(roots: Roots, write: Write) -> None:
    program(roots.program_folders[0] / CHROME)
    write(POLICIES + r"\URLBlocklist", "1", "other.se")
    assert code(roots) == "browser.ok"
    write(POLICIES + r"\URLBlocklist", "2", "example.se")
    assert code(roots) == "browser.blocked_by_policy"


def test_site_permission_of_a_person_with_a_swedish_name(roots: Roots) -> None:
    program(roots.program_folders[0] / CHROME)
    folder = roots.user_data[0] / "Profil åäö"
    folder.mkdir(parents=True)
    (roots.user_data[0] / "Local State").write_text('{"profile": {"last_used": "Profil åäö"}}', encoding="utf-8")
    blocked = '{"https://video.example.se:443,*": {"setting": 2}}'
    exceptions = f'{{"profile": {{"content_settings": {{"exceptions": {{"media_stream_camera": {blocked}}}}}}}}}'
    (folder / "Preferences").write_text(exceptions, encoding="utf-8")
    assert code(roots) == "browser.site_blocked"


def test_profiles_that_it_has_moved_to_documents_in_onedrive(roots: Roots, write: Write, tmp_path: Path) -> None:
    shell_folders = SOFTWARE + r"\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    write(shell_folders, "Personal", str(tmp_path / "OneDrive - Region" / "Dokument"), winreg.REG_EXPAND_SZ)
    write(POLICIES, "UserDataDir", r"${documents}\Chrome")
    moved = tmp_path / "OneDrive - Region" / "Dokument" / "Chrome"
    moved.mkdir(parents=True)
    assert chrome.user_data(roots) == moved


def test_app_paths_entry_that_is_not_a_browser(roots: Roots, write: Write, tmp_path: Path) -> None:
    write(APP_PATHS, "", str(shutil.copy(Path(sys.base_prefix) / "python.exe", tmp_path / "annat.exe")))
    assert code(roots) == "browser.missing"

"""Chrome on macOS from bundles, Chrome's ways to write addresses, starting Chrome, opening places."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from readiness.file_reader import read_plist
from readiness.host.browser.browser import GOOGLE_CHROME, Browser
from readiness.host.browser.chrome_launch import ChromeStart, open_in_chrome
from readiness.host.browser.chrome_macos import Roots, installed, policies
from readiness.host.browser.chrome_policy import judge_policies
from readiness.host.browser.hidden_chrome import SWITCHES, executable
from readiness.host.browser.url_patterns import blocked_by_filters, exception_fits
from readiness.host.system import settings_pages
from readiness.model import Place

URL = "https://video.example.se/rum/1"


def bundle(folder: Path, name: str, identifier: object, version: object) -> None:
    content = folder / f"{name}.app/Contents"
    content.mkdir(parents=True)
    info = {"CFBundleIdentifier": identifier, "CFBundleShortVersionString": version}
    (content / "Info.plist").write_bytes(plistlib.dumps(info))


def test_macos_bundles_are_recognized_by_identifier(tmp_path: Path) -> None:
    applications = tmp_path / "Applications"
    bundle(applications, "Google Chrome", "org.chromium.Chromium", "156.0.1")
    bundle(applications, "Min webbläsare", "com.google.Chrome", "156.0.8078.79")
    bundle(applications, "Google Chrome Canary", "com.google.Chrome.canary", "158.0.1")
    bundle(applications, "Kalkylator", "com.apple.calculator", "1")
    bundle(applications, "Konstig", 7, ["no"])
    (applications / "Trasig.app/Contents").mkdir(parents=True)
    (applications / "Trasig.app/Contents/Info.plist").write_bytes(b"<?xml half")
    found = installed(Roots(root=tmp_path, home=tmp_path / "home", user="anna"))
    assert sorted((browser.product, str(browser.version)) for browser in found) == [
        ("Chromium", "156.0.1"),
        (GOOGLE_CHROME, "156.0.8078.79"),
        ("Google Chrome Canary", "158.0.1"),
    ]


def test_macos_the_program_in_a_bundle_that_has_been_renamed(tmp_path: Path) -> None:
    content = tmp_path / "Min webbläsare.app/Contents"
    content.mkdir(parents=True)
    (content / "Info.plist").write_bytes(plistlib.dumps({"CFBundleExecutable": "Google Chrome"}))
    assert executable(content.parent) == content / "MacOS/Google Chrome"


def test_macos_a_hidden_chrome_that_is_killed_leaves_no_copy_of_itself() -> None:
    (disabled,) = (switch for switch in SWITCHES if switch.startswith("--disable-features="))
    assert "MacAppCodeSignClone" in disabled.partition("=")[2].split(",")


def test_macos_a_list_too_long_to_read(tmp_path: Path) -> None:
    with (tmp_path / "stor.plist").open("wb") as large:
        large.truncate(200_000_000)
    assert read_plist(tmp_path / "stor.plist") == {}


def test_macos_enrolled_in_the_cloud_and_installed_for_one(tmp_path: Path) -> None:
    roots = Roots(root=tmp_path, home=tmp_path / "home", user="anna")
    bundle(roots.home / "Applications", "Google Chrome", "com.google.Chrome", "156.0.8078.79")
    (found,) = installed(roots)
    assert found.for_everybody is False
    assert policies(roots) == {}
    roots.enrollment_file.parent.mkdir(parents=True)
    roots.enrollment_file.write_text("37185d02")
    assert judge_policies(policies(roots), URL).cloud_managed


def test_macos_managed_preferences(tmp_path: Path) -> None:
    computers, _ = Roots(root=tmp_path, home=tmp_path, user="anna").policy_files
    computers.parent.mkdir(parents=True)
    computers.write_bytes(plistlib.dumps({"VideoCaptureAllowed": False}, fmt=plistlib.FMT_BINARY))
    assert read_plist(computers) == {"VideoCaptureAllowed": False}


def test_macos_preferences_that_no_profile_forces(tmp_path: Path) -> None:
    roots = Roots(root=tmp_path, home=tmp_path / "home", user="anna")
    contents = ({"AudioCaptureAllowed": False, "VideoCaptureAllowed": False}, {"AudioCaptureAllowed": True})
    for file, content in zip(roots.recommended_policy_files, contents, strict=True):
        file.parent.mkdir(parents=True)
        file.write_bytes(plistlib.dumps(content))
    assert policies(roots) == {"AudioCaptureAllowed": True, "VideoCaptureAllowed": False}
    computers, _ = roots.policy_files
    computers.parent.mkdir(parents=True)
    computers.write_bytes(plistlib.dumps({"VideoCaptureAllowed": True}))
    assert policies(roots) == {"AudioCaptureAllowed": True, "VideoCaptureAllowed": True}


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ("https://video.example.se:443,*", True),
        ("https://video.example.se,*", True),
        ("https://[*.]example.se:443,*", True),
        ("[*.]example.se", True),
        ("video.example.se", True),
        ("https://VIDEO.example.se", True),
        ("http://video.example.se:80,*", False),
        ("https://example.se:443,*", False),
        ("https://video.example.se.evil.org:443,*", False),
        ("https://[*.]xample.se:443,*", False),
        ("*", True),
        ("https://*", True),
        ("[*.]*", False),
        ("", False),
        ("chrome-extension://abc", False),
    ],
)
def test_content_setting_patterns(pattern: str, *, fits: bool) -> None:
    assert exception_fits(pattern, URL) is fits


@pytest.mark.parametrize(
    ("block", "allow", "blocked"),
    [
        (["example.se"], [], True),
        (["*"], [], True),
        (["https://*"], [], True),
        (["http://*"], [], False),
        ([".example.se"], [], False),
        ([".video.example.se"], [], True),
        (["video.example.se/rum"], [], True),
        (["video.example.se/annat"], [], False),
        (["video.example.se:8443"], [], False),
        (["*"], ["example.se"], False),
        (["video.example.se"], ["example.se"], True),
        (["example.se"], ["example.se"], False),
        (["", "::", "https://", ":443", "/rum", "?a", "["], ["x"], False),
        (["https:*"], ["x"], True),
        (["anna@video.example.se"], [], True),
        (["video.example.se?a=b"], [], False),
        ([], ["*"], False),
        ([".video.example.se"], ["video.example.se/rum"], True),
        (["video.example.se/rum"], [".video.example.se"], False),
        (["HTTPS://video.example.se"], [], True),
        (["video.example.se."], [], True),
        (["https://video.example.se:"], [], True),
        (["https:///video.example.se"], [], True),
        (["video.example.se/rum#start"], [], True),
    ],
)
def test_url_filters_block_as_in_chrome(block: list[str], allow: list[str], *, blocked: bool) -> None:
    assert blocked_by_filters(URL, block, allow) is blocked


@pytest.mark.parametrize(
    ("query", "blocked"),
    [("a=b", True), ("c", True), ("a=*", True), ("a=b&c", True), ("a=b&d", False), ("a=x*", False), ("A=b", False)],
)
def test_url_filters_with_a_query(query: str, *, blocked: bool) -> None:
    assert blocked_by_filters(f"{URL}?a=b&c", [f"video.example.se?{query}"], []) is blocked


def script(path: Path, body: str) -> Browser:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return Browser(product=GOOGLE_CHROME, program=path, version="1")


def test_chrome_gets_the_address_as_one_argument(tmp_path: Path) -> None:
    chrome = script(tmp_path / "chrome", f'printf "%s|" "$@" > {tmp_path}/arguments')
    address = "https://video.example.se/rum?a=1&b=$(id);'x"
    assert open_in_chrome(address, chrome) is ChromeStart.STARTED
    assert (tmp_path / "arguments").read_text() == address + "|"


def test_chrome_is_started_without_arguments_if_there_is_no_address(tmp_path: Path) -> None:
    chrome = script(tmp_path / "chrome", f'printf "%s" "$#" > {tmp_path}/arguments')
    assert open_in_chrome("", chrome) is ChromeStart.STARTED
    assert (tmp_path / "arguments").read_text() == "0"


@pytest.mark.parametrize("address", ["http://video.example.se", "file:///etc/passwd", "--no-sandbox", "https://"])
def test_only_complete_https_addresses_are_opened(tmp_path: Path, address: str) -> None:
    chrome = script(tmp_path / "chrome", f"touch {tmp_path}/started")
    assert open_in_chrome(address, chrome) is ChromeStart.NOT_HTTPS
    assert not (tmp_path / "started").exists()


def test_running_chrome_counts_as_started(tmp_path: Path) -> None:
    assert open_in_chrome(URL, script(tmp_path / "chrome", "exec sleep 3")) is ChromeStart.STARTED


def test_failures_are_reported(tmp_path: Path) -> None:
    assert open_in_chrome(URL, script(tmp_path / "chrome", "exit 1")) is ChromeStart.REFUSED
    missing = Browser(product=GOOGLE_CHROME, program=tmp_path / "gone")
    assert open_in_chrome(URL, missing) is ChromeStart.REFUSED


def test_another_browser_is_never_started() -> None:
    """This machine has Chromium only."""
    assert open_in_chrome(URL) is ChromeStart.NO_CHROME
    chromium = Browser(product="Chromium", program=Path("/usr/bin/chromium"))
    assert open_in_chrome(URL, chromium) is ChromeStart.NO_CHROME


@pytest.mark.parametrize("system", ["win32", "darwin"])
@pytest.mark.parametrize(
    "place", [Place.CAMERA_PRIVACY, Place.MICROPHONE_PRIVACY, Place.SOUND, Place.NETWORK, Place.DEFAULT_APPS]
)
def test_settings_pages_that_every_system_version_has(system: str, place: Place) -> None:
    found = settings_pages.command(place, system)
    assert found is not None
    assert found[-1].startswith({"win32": "ms-settings:", "darwin": "x-apple.systempreferences:"}[system])


def test_exclusive_mode_is_in_the_classic_windows_sound_panel() -> None:
    program, arguments = settings_pages.command(Place.RECORDING_DEVICES, "win32") or ("", "")
    assert program.endswith("\\System32\\control.exe")
    assert arguments == "mmsys.cpl,,1"
    assert settings_pages.command(Place.RECORDING_DEVICES, "darwin") is None


@pytest.mark.parametrize("system", ["win32", "darwin", "linux"])
def test_chromes_own_pages_cannot_be_opened_from_outside(system: str) -> None:
    assert settings_pages.command(Place.CHROME_SITE_SETTINGS, system) is None


def test_linux_opens_only_what_is_installed(tmp_path: Path) -> None:
    assert settings_pages.command(Place.SOUND, "linux", str(tmp_path)) is None
    (tmp_path / "pavucontrol").write_text("#!/bin/sh\n")
    (tmp_path / "pavucontrol").chmod(0o755)
    assert settings_pages.command(Place.SOUND, "linux", str(tmp_path)) == (str(tmp_path / "pavucontrol"),)


def test_unavailable_settings_page_is_not_opened() -> None:
    assert settings_pages.open_place(Place.CHROME_SITE_SETTINGS) is False

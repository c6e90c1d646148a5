"""Files of Chrome's, IT's and the desktop's that are torn, huge, of the wrong type or no files: never in the way."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from chrome_computer import URL, code, profile, roots, with_chrome

from readiness.checks import browser
from readiness.checks.browser import CHECK, Policy
from readiness.host.browser import chrome
from readiness.host.browser.chrome_linux import Roots
from readiness.host.browser.device_ranking import DeviceRanking, read_ranking


@pytest.mark.parametrize("content", [b"", b'{"profile": {"content', b"\xff\xfe\x00", b"[" * 100_000])
def test_half_written_profiles(tmp_path: Path, content: bytes) -> None:
    profile(tmp_path, {})
    (roots(tmp_path).user_data[0] / "Profile 1/Preferences").write_bytes(content)
    assert code(tmp_path) == "browser.ok"


def test_oversized_profile_is_ignored(tmp_path: Path) -> None:
    profile(tmp_path, {})
    with (roots(tmp_path).user_data[0] / "Profile 1/Preferences").open("wb") as large:
        large.truncate(200_000_000)
    assert code(tmp_path) == "browser.ok"


def test_irregular_files_are_ignored(tmp_path: Path) -> None:
    """A pipe in a file's place would be waited for; a folder or a closed file cannot be read."""
    profile(tmp_path, {})
    here = roots(tmp_path)
    here.policy_folder.mkdir(parents=True)
    preferences = here.user_data[0] / "Profile 1/Preferences"
    preferences.unlink()
    for pipe in (preferences, here.policy_folder / "a.json", tmp_path / "config/mimeapps.list"):
        os.mkfifo(pipe)
    (here.policy_folder / "b.json").mkdir()
    (here.user_data[0] / "Last Version").mkdir()
    (here.user_data[0] / "SingletonLock").mkdir()
    assert code(tmp_path) == "browser.ok"


@pytest.mark.parametrize(
    "policies",
    [
        {"URLBlocklist": {"1": "example.se"}, "URLAllowlist": 7},
        *(
            {"BrowserSwitcherEnabled": 1, "BrowserSwitcherParsingMode": mode, "BrowserSwitcherUrlList": rules}
            for mode in (0, 1, "1", None)
            for rules in (
                ["", "[", "//[", "a.se:x", "a:99999999", "!", "://", "//", "/", "!*", "x" * 100_000],
                7,
                [None],
            )
        ),
        {"VideoCaptureAllowed": {}, "AudioCaptureAllowed": None, "VideoCaptureAllowedUrls": {"a": []}},
        {"WebRtcIPHandling": ["disable_non_proxied_udp"], "WebRtcIPHandlingUrl": {"url": 1}},
        {"WebRtcUdpPortRange": ["10000-11999"], "DefaultMediaStreamSetting": "2"},
        {"URLBlocklist": [None, 1, ["example.se"], {"a": "b"}, "", "[", "x" * 100_000]},
        {"WebRtcIPHandlingUrl": [{"url": 7, "handling": []}, [], "a"]},
        {"CloudManagementEnrollmentToken": ""},
    ],
)
def test_policies_of_the_wrong_type_are_ignored(tmp_path: Path, policies: object) -> None:
    folder = with_chrome(tmp_path).policy_folder
    folder.mkdir(parents=True)
    (folder / "region.json").write_text(json.dumps(policies), encoding="utf-8")
    assert code(tmp_path) == "browser.ok"


def test_overlong_list_of_default_programs(tmp_path: Path) -> None:
    with_chrome(tmp_path)
    (tmp_path / "config").mkdir()
    with (tmp_path / "config/mimeapps.list").open("wb") as large:
        large.truncate(200_000_000)
    assert code(tmp_path) == "browser.ok"


def test_folders_that_cannot_be_examined(tmp_path: Path) -> None:
    """A profile on a disconnected network drive gives other errors; so does a name that is too long."""
    with_chrome(tmp_path)
    away = Roots(root=tmp_path, home=tmp_path / ("h" * 300), config=tmp_path / ("c" * 300))
    assert CHECK.judge(browser.measure(URL, away), Policy()).code == "browser.ok"
    assert chrome.device_ranking(away) == DeviceRanking()
    assert read_ranking(tmp_path / ("u" * 300)) == DeviceRanking()

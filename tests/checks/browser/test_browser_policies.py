"""IT's policies for Chrome, read and judged by the browser check's probe."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from chrome_computer import code, profile, roots, with_chrome

from readiness.host.browser.chrome_policy import read_json_policies


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ({"VideoCaptureAllowed": False}, "browser.blocked_by_policy"),
        ({"AudioCaptureAllowed": False}, "browser.blocked_by_policy"),
        ({"VideoCaptureAllowed": False, "VideoCaptureAllowedUrls": ["https://video.example.se"]}, "browser.ok"),
        ({"VideoCaptureAllowed": False, "VideoCaptureAllowedUrls": ["https://[*.]example.se"]}, "browser.ok"),
        ({"VideoCaptureAllowed": False, "VideoCaptureAllowedUrls": ["https://other.se"]}, "browser.blocked_by_policy"),
        ({"URLBlocklist": ["example.se"]}, "browser.blocked_by_policy"),
        ({"URLBlocklist": ["*"], "URLAllowlist": ["video.example.se"]}, "browser.ok"),
        ({"URLBlocklist": "example.se", "VideoCaptureAllowed": ["no"]}, "browser.ok"),
        ({"URLBlocklist": '["example.se"]'}, "browser.ok"),
        ({"DefaultMediaStreamSetting": 2}, "browser.blocked_by_policy"),
        ({"DefaultMediaStreamSetting": 3}, "browser.ok"),
        (
            {"DefaultMediaStreamSetting": 2, "AudioCaptureAllowedUrls": ["https://video.example.se"]},
            "browser.blocked_by_policy",
        ),
        ({"DefaultCookiesSetting": 2}, "browser.blocked_by_policy"),
        ({"DefaultCookiesSetting": 2, "CookiesAllowedForUrls": ["https://[*.]example.se"]}, "browser.ok"),
        ({"WebRtcIPHandling": "disable_non_proxied_udp"}, "browser.udp_blocked"),
        ({"WebRtcIPHandling": "default_public_interface_only"}, "browser.ok"),
        (
            {
                "WebRtcIPHandling": "disable_non_proxied_udp",
                "WebRtcIPHandlingUrl": [7, {"url": "https://video.example.se", "handling": "default"}],
            },
            "browser.ok",
        ),
        (
            {"WebRtcIPHandlingUrl": [{"url": "https://[*.]example.se", "handling": "disable_non_proxied_udp"}]},
            "browser.udp_blocked",
        ),
        ({"WebRtcUdpPortRange": "10000-11999"}, "browser.ok"),
        ({"CloudManagementEnrollmentToken": "37185d02-e055-11e7-80c1-9a214cf093ae"}, "browser.cloud_managed"),
        ([1, 2, 3], "browser.ok"),
    ],
)
def test_it_policies_are_judged(tmp_path: Path, policies: object, expected: str) -> None:
    folder = with_chrome(tmp_path).policy_folder
    folder.mkdir(parents=True)
    (folder / "region.json").write_text(json.dumps(policies), encoding="utf-8")
    (folder / "trasig.json").write_text('{"VideoCaptureAllowed": ', encoding="utf-8")
    assert code(tmp_path) == expected


@pytest.mark.parametrize("file", ["managed/region", "managed/region.json.bak", "recommended/region.json"])
def test_every_file_with_policies_counts(tmp_path: Path, file: str) -> None:
    policies = with_chrome(tmp_path).policy_folder.parent
    for folder in ("managed", "recommended"):
        (policies / folder).mkdir(parents=True)
    (policies / "managed/a.json").write_text('{"HomepageLocation": "https://example.se"}')
    (policies / file).write_text('{"VideoCaptureAllowed": false}')
    assert code(tmp_path) == "browser.blocked_by_policy"


class UnlistableFolder(type(Path())):  # type: ignore[misc]
    """A folder as it looks to whoever may not list it, which the tests' root may."""

    def iterdir(self) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))


def test_a_folder_that_only_administrators_may_list_restricts_nobody(tmp_path: Path) -> None:
    """Chrome runs as the same person."""
    assert read_json_policies(UnlistableFolder(tmp_path)) == {}
    assert read_json_policies(tmp_path / "missing") == {}


def test_mandatory_policy_overrides_a_recommended_one(tmp_path: Path) -> None:
    mandatory = with_chrome(tmp_path).policy_folder
    for folder, allowed in ((mandatory, "true"), (mandatory.with_name("recommended"), "false")):
        folder.mkdir(parents=True)
        (folder / "region.json").write_text(f'{{"VideoCaptureAllowed": {allowed}}}')
    assert code(tmp_path) == "browser.ok"


def test_no_address_is_handed_over_by_a_recommended_policy(tmp_path: Path) -> None:
    """Chromium 156 does not either."""
    recommended = with_chrome(tmp_path).policy_folder.with_name("recommended")
    recommended.mkdir(parents=True)
    content = {"BrowserSwitcherEnabled": True, "BrowserSwitcherUrlList": ["*"]}
    (recommended / "region.json").write_text(json.dumps(content))
    assert code(tmp_path) == "browser.ok"


def test_cloud_enrolment_by_a_file_is_recognized(tmp_path: Path) -> None:
    file = with_chrome(tmp_path).enrollment_file
    file.parent.mkdir(parents=True)
    file.write_text("37185d02-e055-11e7-80c1-9a214cf093ae")
    assert code(tmp_path) == "browser.cloud_managed"


@pytest.mark.parametrize("file", ["User Policy", "Profile Cloud Policy"])
def test_policies_of_a_signed_in_account_are_recognized(tmp_path: Path, file: str) -> None:
    profile(tmp_path, {})
    folder = roots(tmp_path).user_data[0] / "Profile 1/Policy"
    folder.mkdir()
    assert code(tmp_path) == "browser.ok"
    (folder / file).write_bytes(b"\x0a\x00")
    assert code(tmp_path) == "browser.cloud_managed"


def test_policy_grant_overrides_the_persons_answer(tmp_path: Path) -> None:
    profile(tmp_path, {"media_stream_camera": {"https://video.example.se:443,*": {"setting": 2}}})
    folder = roots(tmp_path).policy_folder
    folder.mkdir(parents=True)
    (folder / "region.json").write_text(json.dumps({"VideoCaptureAllowedUrls": ["https://video.example.se"]}))
    assert code(tmp_path) == "browser.ok"


@pytest.mark.parametrize(
    ("setting", "policies", "expected"),
    [
        ("javascript", {}, "browser.site_blocked"),
        ("javascript", {"JavaScriptAllowedForUrls": ["video.example.se"]}, "browser.ok"),
        ("cookies", {}, "browser.site_blocked"),
        ("cookies", {"DefaultCookiesSetting": 4}, "browser.ok"),
        ("sound", {}, "browser.site_muted"),
    ],
)
def test_what_the_person_has_turned_off_for_the_page(
    tmp_path: Path, setting: str, policies: object, expected: str
) -> None:
    profile(tmp_path, {setting: {"https://video.example.se:443,*": {"setting": 2}}})
    folder = roots(tmp_path).policy_folder
    folder.mkdir(parents=True)
    (folder / "region.json").write_text(json.dumps(policies))
    assert code(tmp_path) == expected


@pytest.mark.parametrize("used", ["", "System Profile", "Default", "\ud800", "a/b", 7])
def test_what_is_no_profile_counts_as_the_first(tmp_path: Path, used: object) -> None:
    profile(tmp_path, {"media_stream_mic": {"https://video.example.se:443,*": {"setting": 2}}}, "Default")
    (roots(tmp_path).user_data[0] / "Local State").write_text(json.dumps({"profile": {"last_used": used}}))
    assert code(tmp_path) == "browser.site_blocked"


@pytest.mark.parametrize(("enforced", "expected"), [(True, "browser.ok"), (False, "browser.site_blocked")])
def test_a_guest_has_none_of_the_persons_settings(tmp_path: Path, expected: str, *, enforced: bool) -> None:
    """As in Chromium 156; in incognito, which IT may force too, a refusal holds."""
    profile(tmp_path, {"media_stream_camera": {"https://video.example.se:443,*": {"setting": 2}}})
    folder = roots(tmp_path).policy_folder
    folder.mkdir(parents=True)
    policies = {"BrowserGuestModeEnforced": enforced, "IncognitoModeAvailability": 2}
    (folder / "region.json").write_text(json.dumps(policies))
    assert code(tmp_path) == expected

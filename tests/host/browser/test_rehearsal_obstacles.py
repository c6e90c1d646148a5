"""Which of IT's policies keep Chrome from being rehearsed. `test_rehearsal_chromium.py` has Chromium's own answers."""

from __future__ import annotations

import pytest

from readiness.host.browser.rehearsal_obstacles import obstacle

URL = "https://video.example.se/rum"


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ({}, None),
        ({"UserDataDir": "/profiles"}, "user_data_dir"),
        ({"DiskCacheDir": "${local_app_data}\\Chrome"}, "user_data_dir"),
        ({"UserDataDir": ""}, None),
        ({"HeadlessMode": 2}, "not_allowed"),
        ({"HeadlessMode": 1}, None),
        ({"HeadlessMode": 2.0}, None),
        ({"RemoteDebuggingAllowed": False}, "not_allowed"),
        ({"RemoteDebuggingAllowed": 0}, None),
        ({"RemoteDebuggingAllowed": True}, None),
        ({"DeveloperToolsAvailability": 0}, None),
        ({"DeveloperToolsAvailability": 1}, None),
        ({"DeveloperToolsAvailability": 2}, "not_allowed"),
        ({"DeveloperToolsAvailability": 2, "DeveloperToolsAvailabilityAllowlist": ["*"]}, "not_allowed"),
        ({"DeveloperToolsAvailabilityBlocklist": ["*"]}, "not_allowed"),
        ({"DeveloperToolsAvailabilityBlocklist": ["video.example.se"]}, "not_allowed"),
        ({"DeveloperToolsAvailabilityBlocklist": ["other.example.se"]}, None),
        ({"DeveloperToolsDisabled": True}, "not_allowed"),
        ({"DeveloperToolsDisabled": 1}, None),
        ({"IncognitoModeAvailability": 2}, "not_allowed"),
        ({"IncognitoModeAvailability": 1}, None),
        ({"BrowserGuestModeEnforced": True}, "not_allowed"),
        ({"BrowserSignin": 2}, "not_allowed"),
        ({"BrowserSignin": 1}, None),
        ({"DefaultJavaScriptSetting": 2}, "not_allowed"),
        ({"BrowserSwitcherEnabled": True, "BrowserSwitcherUrlList": ["*"]}, "not_allowed"),
        ({"BrowserSwitcherEnabled": True, "BrowserSwitcherUrlList": ["intranet.example.se"]}, None),
    ],
)
def test_policies_that_prevent_a_rehearsal(policies: dict[str, object], expected: str | None) -> None:
    assert obstacle(policies, URL) == expected


def test_without_an_address_the_general_bans_count() -> None:
    assert obstacle({"DeveloperToolsAvailability": 2}, "") == "not_allowed"
    assert obstacle({"DeveloperToolsAvailabilityBlocklist": ["*"]}, "") == "not_allowed"
    assert obstacle({"DeveloperToolsAvailabilityBlocklist": ["video.example.se"]}, "") is None

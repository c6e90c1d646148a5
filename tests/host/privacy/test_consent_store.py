"""Windows' privacy settings as registry values; `tests/windows/` reads the same out of a real registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from readiness.host.privacy.consent_store_windows import Capability, windows_access
from readiness.host.privacy.device_access import DeviceAccess

PROGRAM = r"C:\Program Files\Readiness\readiness.exe"
ALLOWED: dict[str, dict[str, object]] = {
    "machine": {"Value": "Allow"},
    "user": {"Value": "Allow"},
    r"user\NonPackaged": {"Value": "Allow"},
}
USING: dict[str, object] = {"Value": "Allow", "LastUsedTimeStart": 133800000000000000, "LastUsedTimeStop": 0}
STOPPED = USING | {"LastUsedTimeStop": 133800000000000001}


def desktop(path: str) -> str:
    return r"user\NonPackaged" + "\\" + path.replace("\\", "#")


def access(
    more: dict[str, Any], capability: Capability = "webcam", running: Mapping[str, int] | None = None
) -> DeviceAccess:
    return windows_access(ALLOWED | more, capability, PROGRAM, running)


def test_everything_allowed() -> None:
    assert access({}) == DeviceAccess(denied=False, in_use=False)


@pytest.mark.parametrize(
    ("switch", "who"), [("machine", "machine"), ("user", "user"), (r"user\NonPackaged", "desktop_programs")]
)
def test_each_switch_can_deny(switch: str, who: str) -> None:
    result = access({switch: {"Value": "Deny"}})
    assert (result.denied, result.denied_by) == (True, who)


def test_switch_of_this_program_itself_can_deny() -> None:
    """Windows asks about each desktop program, and keeps the answer beside the times of its use."""
    result = access({desktop(PROGRAM.replace("readiness", "READINESS")): STOPPED | {"Value": "Deny"}})
    assert (result.denied, result.denied_by) == (True, "user")
    assert access({desktop(r"C:\Zoom\Zoom.exe"): STOPPED | {"Value": "Deny"}}).denied is False


@pytest.mark.parametrize(("capability", "other"), [("webcam", "microphone"), ("microphone", "webcam")])
def test_each_group_policy_can_deny(capability: Capability, other: Capability) -> None:
    names = {"webcam": "LetAppsAccessCamera", "microphone": "LetAppsAccessMicrophone"}
    for value in (2, "2"):
        policy = {"policy": {names[capability]: value}}
        assert access(policy | {"user": {"Value": "Deny"}}, capability).denied_by == "it"
        assert access(policy, other).denied is False
    strange: tuple[object, ...] = (0, 1, "två", b"\2", None, [2])
    for each in strange:
        assert access({"policy": {names[capability]: each}}, capability).denied is False


@pytest.mark.parametrize(("value", "denied_by"), [(0, "it"), ("0", "it"), (1, None), ("nej", None)])
def test_policy_that_turns_every_camera_off(value: object, denied_by: str | None) -> None:
    policy = {"cameras": {"AllowCamera": value}}
    assert access(policy).denied_by == denied_by
    assert access(policy, "microphone").denied is False


def test_times_as_raw_bytes_and_a_switch_in_lower_case() -> None:
    raw = {"LastUsedTimeStart": (133800000000000000).to_bytes(8, "little"), "LastUsedTimeStop": bytes(8)}
    assert access({desktop(r"C:\Teams\Teams.exe"): raw}).in_use
    assert access({"user": {"Value": "deny"}}).denied_by == "user"


def test_switch_of_another_program_is_ignored() -> None:
    assert access({r"user\Microsoft.SkypeApp_kzf8qxf38zg5c": {"Value": "Deny"}}).denied is False


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (r"user\MSTeams_8wekyb3d8bbwe", "Microsoft Teams"),
        (desktop(r"C:\Users\anna\AppData\Local\Microsoft\Teams\current\Teams.exe"), "Microsoft Teams"),
        (desktop(r"C:\Users\Åsa Öberg\AppData\Roaming\Zoom\bin\Zoom.exe"), "Zoom"),
        (desktop(r"C:\Program Files\Google\Chrome\Application\chrome.exe"), "Google Chrome"),
        (r"machine\Microsoft.WindowsCamera_8wekyb3d8bbwe", "Windows Camera"),
        (desktop(r"C:\PROGRA~2\Citrix\ICACLI~1\HdxRtcEngine.exe"), "Microsoft Teams"),
        (desktop(r"C:\Program Files (x86)\Citrix\ICA Client\wfica32.exe"), "Citrix Workspace"),
        (desktop(r"D:\Annas program\hemligt.exe"), None),
        (r"user\Okand.App_abcdefghjkmnp", None),
    ],
)
def test_program_in_use_is_named_if_well_known(key: str, name: str | None) -> None:
    assert access({key: USING}) == DeviceAccess(denied=False, in_use=True, used_by=name)
    assert access({key: STOPPED}).in_use is False


def test_our_own_use_does_not_count() -> None:
    assert access({desktop(PROGRAM.upper()): USING}).in_use is False


def test_meeting_program_is_named_among_several() -> None:
    chrome, zoom = desktop(r"C:\chrome.exe"), desktop(r"C:\Zoom.exe")
    result = access({chrome: USING, zoom: USING, desktop(r"C:\annas.exe"): USING})
    assert result.used_by == "Zoom"
    assert result.in_call
    assert not access({chrome: USING}).in_call


BEGAN = 133800000000000000
BEFORE, AFTER = BEGAN - 1, BEGAN + 1


@pytest.mark.parametrize(
    ("key", "path"),
    [
        (desktop(r"C:\Zoom\Zoom.exe"), r"c:\zoom\zoom.exe"),
        (
            r"user\MSTeams_8wekyb3d8bbwe",
            r"c:\program files\windowsapps\msteams_24231.512.1_x64__8wekyb3d8bbwe\ms-teams.exe",
        ),
    ],
)
def test_killed_program_does_not_count_as_user(key: str, path: str) -> None:
    """Neither a terminated program counts, nor one that was restarted since; an unknown start time counts."""
    assert access({key: USING}, running={r"c:\windows\explorer.exe": BEFORE}).in_use is False
    assert access({key: USING}, running={path: AFTER}).in_use is False
    assert access({key: USING}, running={path: BEFORE}).in_use is True
    assert access({key: USING}, running={path: 0}).in_use is True


def test_program_by_its_short_path_is_the_one_that_runs() -> None:
    """As Windows records Citrix' engine for calls, which is started by a path of old names (PROGRA~2)."""
    user = {desktop(r"C:\PROGRA~2\Citrix\ICACLI~1\HdxRtcEngine.exe"): USING}
    for path in (
        r"c:\program files (x86)\citrix\ica client\hdxrtcengine.exe",
        r"c:\progra~2\citrix\icacli~1\hdxrtcengine.exe",
    ):
        assert access(user, running={path: BEFORE}).in_call
    assert not access(user, running={r"c:\program files (x86)\citrix\ica client\wfica32.exe": BEFORE}).in_use


WINDOWS_11: dict[str, dict[str, object]] = {
    "machine": {"Value": "Allow", "LastSetTime": 0x1DD03F968B32B3C},
    "user": {"Value": "Allow", "LastSetTime": 0x1DD03F968B32B3C},
    r"user\Microsoft.ScreenSketch_8wekyb3d8bbwe": {
        "Value": "Allow", "LastSetTime": 0x1DD044F9554B67A, "LastUsedTimeStart": 0x1DD267290343486,
        "LastUserAnnotatedLabel": 2, "LastUsedTimeStop": 0x1DD267290369E2A, "PersistedInDatabase": 1,
    },
    r"user\MSTeams_8wekyb3d8bbwe": {"Value": "Prompt", "LastSetTime": 0x1DD03D11DC11EA0},
    r"user\NonPackaged": {"Value": "Allow", "LastSetTime": 0x1DD04A777643CE5},
    desktop(r"C:\Tools\never-started.exe"): {"LastUsedTimeStop": 0},
}  # fmt: skip
"""The values that a Windows 11 of 2026 keeps, as people have shown them with `reg query` in public repositories (found
by searching GitHub for "LastUsedTimeStop    REG_QWORD"; the capability there is another, its keys look the same)."""


def test_registry_of_a_current_windows() -> None:
    free = DeviceAccess(denied=False, in_use=False)
    assert windows_access(WINDOWS_11, "webcam", PROGRAM) == free
    app = {r"user\MSTeams_8wekyb3d8bbwe!MSTeams": USING}
    teams = {r"c:\program files\windowsapps\msteams_24231.512.1_x64__8wekyb3d8bbwe\ms-teams.exe": 0}
    assert windows_access(WINDOWS_11 | app, "webcam", PROGRAM, teams).used_by == "Microsoft Teams"
    assert windows_access(WINDOWS_11 | app, "webcam", PROGRAM, {"c:\\a.exe": 0}) == free


def test_windows_without_consent_store() -> None:
    assert windows_access({}, "webcam", PROGRAM) == DeviceAccess()


def test_values_of_the_wrong_type() -> None:
    strange: dict[str, dict[str, object]] = {
        "machine": {"Value": 7},
        "user": {"Value": b"Deny"},
        r"user\NonPackaged": {},
        desktop(r"C:\Zoom.exe"): {"LastUsedTimeStart": "igår", "LastUsedTimeStop": [0]},
        "policy": {"LetAppsAccessCamera": {"a": 1}},
    }
    assert windows_access(strange, "webcam", PROGRAM) == DeviceAccess(denied=False, in_use=False)

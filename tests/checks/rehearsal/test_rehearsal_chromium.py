"""Rehearsals in Debian's Chromium, whose code is Google Chrome's, and their findings.

The table in docs/rehearsal.md has these situations. Chromium is never taken for Google Chrome: each test says which
program is to be started.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from rehearsal_stage import FAKE, code, film, policy, profile_of, program, rehearsed, running
from speech import RATE_HZ, noise, speech, write_wav

from readiness.checks.rehearsal.result_parser import InUse
from readiness.host.browser.chrome_profile import CAMERA, EMBARGOES, MICROPHONE

HERE = "https://video.example.se:443,*"
CHROMES_EPOCH_S = 11_644_473_600
DAY_S = 86_400


def embargo(days: float) -> dict[str, Any]:
    began_us = (time.time() - days * DAY_S + CHROMES_EPOCH_S) * 1e6
    embargoes = {
        name: {"dismiss_count": 3, "dismissal_embargo_days": began_us} for name in ("VideoCapture", "AudioCapture")
    }
    return {EMBARGOES: {HERE: {"setting": embargoes}}}


def profile(**exceptions: Any) -> dict[str, Any]:
    return {"profile": {"content_settings": {"exceptions": exceptions}}}


@pytest.fixture
def media(tmp_path: Path) -> tuple[str, ...]:
    """Switches for devices that play a moving film and speech."""
    voice = write_wav(tmp_path / "speech.wav", speech()[: 3 * RATE_HZ])
    return (FAKE, f"--use-file-for-fake-video-capture={film(tmp_path / 'film.y4m')}",
            f"--use-file-for-fake-audio-capture={voice}")  # fmt: skip


def until_nothing_is_left(place: Path) -> None:
    """Wait until no process of this rehearsal runs and its folder is gone; other rehearsals may be under way."""
    ends_s = time.monotonic() + 60
    while running(str(place)) or place.exists():
        assert time.monotonic() < ends_s
        time.sleep(0.1)


@pytest.mark.slow
def test_picture_sound_and_encoding_as_a_meeting_gets_them(tmp_path: Path, media: tuple[str, ...]) -> None:
    measurement = rehearsed(program(tmp_path, *media), in_use=InUse(camera=str(tmp_path / "film.y4m"), microphone="X"))
    assert measurement.not_run is None
    assert (measurement.product, measurement.channel) == ("Chromium", None)
    assert measurement.chrome_version is not None
    assert (measurement.camera_permission, measurement.microphone_permission) == ("prompt", "prompt")
    assert measurement.lightest_luma is not None
    assert 120 < measurement.lightest_luma < 180
    assert (measurement.is_frozen, measurement.is_silent) == (False, False)
    assert measurement.level_dbfs is not None
    assert -60 < measurement.level_dbfs < -5
    assert measurement.encoded_rate_hz is not None
    assert measurement.encoder is not None
    assert (measurement.hosts_asked, measurement.hosts_reached) == (1, 0)
    assert measurement.same_microphone is False
    until_nothing_is_left(profile_of(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seeded", "permissions", "expected"),
    [
        (profile(**{CAMERA: {HERE: {"setting": 2}}}), ("denied", "prompt"), "rehearsal.denied"),
        (profile(**{MICROPHONE: {"*,*": {"setting": 2}}}), ("prompt", "denied"), "rehearsal.denied"),
        (profile(**{CAMERA: {HERE: {"setting": 1}, "*,*": {"setting": 2}}}), ("granted", "prompt"), "rehearsal.ok"),
        (profile(**embargo(6)), ("denied", "denied"), "rehearsal.denied"),
        (profile(**embargo(8)), ("prompt", "prompt"), "rehearsal.ok"),
        (profile(**{CAMERA: {"https://another.se:443,*": {"setting": 2}}}), ("prompt", "prompt"), "rehearsal.ok"),
    ],
    ids=["refused", "refused everywhere", "allowed here", "embargo 6 days", "embargo 8 days", "another site"],
)
def test_stored_answers_decide_the_permission(
    tmp_path: Path, media: tuple[str, ...], seeded: dict[str, Any], permissions: tuple[str, str], expected: str
) -> None:
    measurement = rehearsed(program(tmp_path, *media), seeded)
    assert (measurement.camera_permission, measurement.microphone_permission) == permissions
    assert code(measurement) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("policies", "camera", "expected"),
    [
        ({"VideoCaptureAllowed": False}, "denied", "rehearsal.denied_by_it"),
        ({"VideoCaptureAllowed": False, "VideoCaptureAllowedUrls": ["https://*"]}, "granted", "rehearsal.ok"),
        ({"URLBlocklist": ["video.example.se"]}, None, "rehearsal.address_blocked"),
    ],
    ids=["camera off", "camera off but granted", "address blocked"],
)
def test_policies_decide_the_permission(
    tmp_path: Path, media: tuple[str, ...], policies: dict[str, object], camera: str | None, expected: str
) -> None:
    measurement = rehearsed(program(tmp_path, *media, policies=policies), files=policies)
    assert measurement.camera_permission == camera
    assert code(measurement) == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ranked", "name"),
    [(["Fake Audio Input 2", "default"], "Fake Audio Input 2"), (["Gone", "default"], "Fake Default Audio Input"),
     (None, "Fake Default Audio Input")],
    ids=["present", "absent", "none"],
)  # fmt: skip
def test_chromes_own_order_of_microphones(tmp_path: Path, ranked: list[str] | None, name: str) -> None:
    seeded = {"media": {"audio_input": {"user_preference_ranking": ranked}}} if ranked else {}
    measurement = rehearsed(program(tmp_path, FAKE), seeded, in_use=InUse(microphone="Fake Default Audio Input"))
    assert measurement.microphone_name == name
    assert measurement.same_microphone is (name == "Fake Default Audio Input")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("luma", "moving", "loud", "expected"),
    [(0, False, True, "rehearsal.picture_black"), (128, False, True, "rehearsal.picture_frozen"),
     (128, True, False, "rehearsal.silent")],
    ids=["black", "frozen", "silent"],
)  # fmt: skip
def test_black_picture_and_silence_are_recognized(
    tmp_path: Path, luma: int, expected: str, *, moving: bool, loud: bool
) -> None:
    recording = write_wav(tmp_path / "heard.wav", noise(RATE_HZ, -30) if loud else noise(RATE_HZ, -300))
    shown = film(tmp_path / "film.y4m", luma=luma, moving=moving)
    switches = (f"--use-file-for-fake-video-capture={shown}", f"--use-file-for-fake-audio-capture={recording}")
    measurement = rehearsed(program(tmp_path, FAKE, *switches))
    assert code(measurement) == expected


@pytest.mark.slow
def test_no_camera_and_no_microphone(tmp_path: Path) -> None:
    measurement = rehearsed(program(tmp_path))
    assert (measurement.camera_error, code(measurement)) == ("NotFoundError", "rehearsal.no_camera")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("policies", "why"),
    [
        ({"HeadlessMode": 2}, "died"),
        ({"RemoteDebuggingAllowed": False}, None),
        ({"DeveloperToolsAvailability": 2, "DeveloperToolsAvailabilityAllowlist": ["*"]}, "nonsense"),
        ({"DeveloperToolsAvailabilityBlocklist": ["video.example.se"]}, None),
        ({"DeveloperToolsDisabled": True}, "nonsense"),
        ({"IncognitoModeAvailability": 2}, "nonsense"),
        ({"BrowserGuestModeEnforced": True}, "nonsense"),
        ({"BrowserSignin": 2}, None),
        ({"DefaultJavaScriptSetting": 2}, "nonsense"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_forbidden_by_a_policy_that_was_not_read(tmp_path: Path, policies: dict[str, object], why: str | None) -> None:
    """A policy that was read prevents the start of Chrome; see the next test."""
    measurement = rehearsed(program(tmp_path, FAKE, policies=policies), deadline_s=10)
    assert measurement.not_run in ({why} if why else {"died", "hung"})
    assert code(measurement) == "rehearsal.not_run"


@pytest.mark.slow
@pytest.mark.parametrize(
    "policies",
    [
        {"DeveloperToolsAvailability": 1},
        {"IncognitoModeAvailability": 1},
        {"BrowserSignin": 0},
        {"ExtensionInstallForcelist": ["cjpalhdlnbpafiamejdnhcphjbkeiagm"]},
        {"RestoreOnStartup": 4, "RestoreOnStartupURLs": ["https://intranet.example.se/"]},
        {"URLBlocklist": ["*"], "URLAllowlist": ["video.example.se"]},
        {"DefaultJavaScriptSetting": 2, "JavaScriptAllowedForUrls": ["https://video.example.se"]},
        {"JavaScriptBlockedForUrls": ["[*.]example.se"], "JavaScriptAllowedForUrls": ["https://video.example.se"]},
    ],
    ids=lambda value: next(iter(value)),
)
def test_policies_that_do_not_keep_chrome_from_being_rehearsed(
    tmp_path: Path, media: tuple[str, ...], policies: dict[str, object]
) -> None:
    measurement = rehearsed(program(tmp_path, *media, policies=policies), files=policies)
    assert (measurement.not_run, code(measurement)) == (None, "rehearsal.ok")


def test_forbidden_by_a_policy_that_was_read(tmp_path: Path) -> None:
    """Which ones do is in `tests/host/browser/test_rehearsal_obstacles.py`."""
    measurement = rehearsed(tmp_path / "is never started", files={"RemoteDebuggingAllowed": False})
    assert (measurement.not_run, code(measurement)) == ("not_allowed", "rehearsal.ok_not_run")


@pytest.mark.slow
@pytest.mark.parametrize("url", ["https://video.example.se:443/rum", "https://Vårdmöte.Example.SE/rum"])
def test_an_address_that_chromium_writes_otherwise(tmp_path: Path, media: tuple[str, ...], url: str) -> None:
    measurement = rehearsed(program(tmp_path, *media), in_force=policy(url=url))
    assert (measurement.not_run, measurement.address_blocked, code(measurement)) == (None, False, "rehearsal.ok")


@pytest.mark.slow
def test_placeholder_address_is_used_without_a_service(tmp_path: Path, media: tuple[str, ...]) -> None:
    measurement = rehearsed(program(tmp_path, *media), in_force=policy("", hosts=()))
    assert (measurement.camera_permission, measurement.hosts_asked) == (None, None)
    assert code(measurement) == "rehearsal.ok"

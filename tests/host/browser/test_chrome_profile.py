"""The settings of a profile for the meeting's address, interpreted as Chromium does."""

from __future__ import annotations

from typing import Any

import pytest

from readiness.host.browser.chrome_policy import judge_policies
from readiness.host.browser.chrome_profile import EMBARGOES, SitePermission, judge_preferences
from readiness.host.browser.url_patterns import exactness, pattern_fits

SITE = "https://video.example.se/rum"
HERE = "https://video.example.se:443,*"
BEGAN_US = 13440308562299398
BEGAN_S = BEGAN_US / 1e6 - 11_644_473_600
DAY_S = 86_400


def preferences(**exceptions: Any) -> dict[str, Any]:
    return {"profile": {"content_settings": {"exceptions": exceptions}}}


def embargo(**settings: Any) -> dict[str, Any]:
    return preferences(**{EMBARGOES: {HERE: {"setting": settings}}})


@pytest.mark.parametrize("key", ["dismissal_embargo_days", "ignore_embargo_days", "display_embargo_minutes"])
@pytest.mark.parametrize(("days", "blocked"), [(0.1, True), (6, True), (6.99, True), (7.01, None), (8, None)])
@pytest.mark.parametrize("written", [float(BEGAN_US), BEGAN_US])
def test_dismissed_questions_block_for_a_week(key: str, days: float, written: object, *, blocked: bool | None) -> None:
    profile = embargo(VideoCapture={"dismiss_count": 3, key: written})
    assert judge_preferences(profile, SITE, BEGAN_S + days * DAY_S) == SitePermission(camera_blocked=blocked)


def test_an_embargo_of_the_microphone_alone_and_of_another_site() -> None:
    profile = embargo(AudioCapture={"ignore_count": 4, "ignore_embargo_days": float(BEGAN_US)})
    assert judge_preferences(profile, SITE, BEGAN_S) == SitePermission(microphone_blocked=True)
    assert judge_preferences(profile, "https://another.example.se/", BEGAN_S) == SitePermission()


def test_two_dismissals_or_a_later_answer_do_not_block() -> None:
    assert judge_preferences(embargo(VideoCapture={"dismiss_count": 2}), SITE, BEGAN_S) == SitePermission()
    profile = embargo(VideoCapture={"dismissal_embargo_days": float(BEGAN_US)})
    profile["profile"]["content_settings"]["exceptions"]["media_stream_camera"] = {HERE: {"setting": 1}}
    assert judge_preferences(profile, SITE, BEGAN_S).camera_blocked is False


@pytest.mark.parametrize("nonsense", [None, [], "three", str(BEGAN_US), -1, float("nan"), True, {"a": 1}])
def test_malformed_embargo_is_ignored(nonsense: object) -> None:
    profile = embargo(VideoCapture={"dismissal_embargo_days": nonsense}, AudioCapture=nonsense)
    assert judge_preferences(profile, SITE, BEGAN_S) == SitePermission()


@pytest.mark.parametrize(
    ("exceptions", "blocked"),
    [
        ({"*,*": 2}, True),
        ({"https://*,*": 2}, True),
        ({"https://*:443,*": 2}, True),
        ({"http://*,*": 2}, None),
        ({"*,*": 2, HERE: 1}, False),
        ({"*,*": 1, HERE: 2}, True),
        ({"https://[*.]example.se,*": 2, "*,*": 1}, True),
        ({"https://[*.]example.se,*": 2, "https://[*.]video.example.se,*": 1}, False),
        ({"https://[*.]example.se,*": 1, HERE: 2, "https://*,*": 1}, True),
        ({"[*.]*,*": 2}, None),
        ({"video.example.se:443,*": 2, "https://video.example.se,*": 1}, True),
        ({"https://video.example.se:*,*": 2, "*://video.example.se:443,*": 1}, False),
        ({"https://video.example.se,https://another.example.se": 2}, None),
        ({"*,https://video.example.se": 2}, None),
        ({"https://video.example.se,": 2}, None),
        ({"https://video.example.se": 2}, True),
        ({"https://video.example.se,*": 1, "https://video.example.se,https://video.example.se": 2}, True),
        ({"HTTPS://video.example.se,*": 2}, True),
        ({"https://video.example.se.,*": 2}, True),
        ({"https://video.example.se,*,*": 2}, None),
        ({"https://[*.],*": 2}, True),
        ({"*,*": 2, HERE: 3}, None),
    ],
)
def test_most_specific_pattern_wins(exceptions: dict[str, int], *, blocked: bool | None) -> None:
    profile = preferences(
        media_stream_camera={pattern: {"setting": setting} for pattern, setting in exceptions.items()}
    )
    assert bool(judge_preferences(profile, SITE).camera_blocked) is bool(blocked)


@pytest.mark.parametrize(
    ("ends_us", "blocked"),
    [("0", True), (str(BEGAN_US + 1), True), (str(BEGAN_US - 1), None), ("-5", None), (1, True), ("soon", True)],
)
def test_expired_one_time_answer_is_ignored(ends_us: object, *, blocked: bool | None) -> None:
    profile = preferences(media_stream_camera={HERE: {"setting": 2, "expiration": ends_us}})
    assert judge_preferences(profile, SITE, BEGAN_S).camera_blocked is blocked


@pytest.mark.parametrize(
    ("pattern", "granted"),
    [
        ("https://*", True),
        ("https://*:443", True),
        ("*:443", True),
        ("https://[*.]", True),
        ("*://*", False),
        ("*:*", False),
        ("*", False),
        (" * ", False),
        ("*,*", False),
        ("[*.]", False),
        ("[*.]:443", True),
        ("https://video.example.se,*", False),
        (" https://video.example.se", False),
        ("https://video.example.se ", False),
        ("http://*", False),
    ],
)
def test_policy_pattern_for_every_address_must_leave_nothing_open(pattern: str, *, granted: bool) -> None:
    judgement = judge_policies({"VideoCaptureAllowed": False, "VideoCaptureAllowedUrls": [pattern]}, SITE)
    assert (judgement.camera_granted, judgement.camera_blocked) == (granted, not granted)


def test_host_pattern_precedes_domain_pattern_precedes_wildcard() -> None:
    order = ["*", "https://*", "[*.]se", "[*.]example.se", "https://[*.]example.se", "video.example.se",
             "https://video.example.se", "video.example.se:443", "https://video.example.se:443"]  # fmt: skip
    assert sorted(order, key=exactness) == order
    assert all(pattern_fits(each, SITE) for each in order)


@pytest.mark.parametrize(
    ("policies", "granted", "blocked"),
    [
        ({"DefaultMediaStreamSetting": 1}, True, False),
        ({"DefaultMediaStreamSetting": 3}, False, False),
        ({"DefaultMediaStreamSetting": 1, "VideoCaptureAllowed": False}, False, True),
        ({"DefaultMediaStreamSetting": 2, "VideoCaptureAllowed": True}, False, True),
    ],
)
def test_policy_default_for_every_site(policies: dict[str, object], *, granted: bool, blocked: bool) -> None:
    judgement = judge_policies(policies, SITE)
    assert (judgement.camera_granted, judgement.camera_blocked) == (granted, blocked)

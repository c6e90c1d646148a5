"""Rules of the rehearsal as a table; and malformed answers of the page, which must not become measurements."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from msgspec.structs import replace

from readiness import model
from readiness.checks import browser, network_path, rehearsal
from readiness.checks.rehearsal import CHECK, Measurement, Policy, apply_chrome_results
from readiness.checks.rehearsal.result_parser import InUse, measurement_of, same_device, transport
from readiness.host.browser.chrome_policy import ChromePolicy
from readiness.host.browser.rehearsal_page import NOBODYS_ORIGIN, RehearsalResult, origin_of, resolver_switches
from readiness.model import Outcome, Request, facts_of, wait_on_dependencies

GOOD = Measurement(
    product="Google Chrome", chrome_version="156.0.8078.79", channel="stable", address_blocked=False,
    camera_permission="prompt", microphone_permission="granted", denied_by_it=False, same_camera=True,
    same_microphone=True, width_px=1280, height_px=720, rate_hz=29.9, lightest_luma=220.0, is_frozen=False,
    level_dbfs=-31.0, peak_dbfs=-12.0, is_silent=False, encoded_width_px=1280, encoded_rate_hz=29.5,
    encode_ms_per_frame=9.0, limited_by="none", hosts_asked=1, hosts_reached=1, ice_udp=True, call_loss_percent=0.0,
    call_rtt_ms=20.0,
)  # fmt: skip
PASS, WARN, FAIL = Outcome.PASS, Outcome.WARN, Outcome.FAIL


@pytest.mark.parametrize(
    ("change", "code", "outcome"),
    [
        ({}, "ok", PASS),
        ({"address_blocked": True}, "address_blocked", FAIL),
        ({"camera_permission": "denied"}, "denied", FAIL),
        ({"microphone_permission": "denied"}, "denied", FAIL),
        ({"microphone_permission": "denied", "denied_by_it": True}, "denied_by_it", FAIL),
        ({"camera_error": "NotFoundError"}, "no_camera", FAIL),
        ({"camera_error": "NotReadableError"}, "camera_refused", FAIL),
        ({"camera_error": "NotAllowedError"}, "camera_refused", FAIL),
        ({"microphone_error": "NotFoundError"}, "no_microphone", FAIL),
        ({"microphone_error": "AbortError"}, "microphone_refused", FAIL),
        ({"lightest_luma": 16.0}, "picture_black", FAIL),
        ({"is_silent": True}, "silent", WARN),
        ({"hosts_reached": 0, "host_error": "net::ERR_CERT_DATE_INVALID"}, "certificate", FAIL),
        ({"hosts_reached": 0, "host_error": "net::ERR_CONNECTION_REFUSED"}, "unreachable", WARN),
        ({"hosts_reached": 0, "host_error": "net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED"}, "unreachable", WARN),
        ({"is_frozen": True}, "picture_frozen", WARN),
        ({"same_camera": False}, "another_camera", WARN),
        ({"same_microphone": False}, "another_microphone", WARN),
        ({"rate_hz": 7.5, "encoded_rate_hz": 7.5}, "picture_slow", WARN),
        ({"encoded_rate_hz": 15.0}, "encoding_slow", WARN),
        ({"limited_by": "cpu"}, "encoding_slow", WARN),
        ({"limited_by": "bandwidth"}, "ok", PASS),
        ({"encoded_rate_hz": None}, "ok", PASS),
        ({"ice_udp": False, "ice_tcp": False}, "no_way_for_media", WARN),
        ({"ice_udp": False, "ice_tcp": True}, "udp_blocked", WARN),
        ({"call_loss_percent": 8.0}, "poor_call", WARN),
        ({"call_rtt_ms": 500.0}, "poor_call", WARN),
        ({"lightest_luma": None}, "unclear", WARN),
        ({"is_silent": None}, "unclear", WARN),
        *(({"not_run": why}, "ok_not_run", PASS) for why in ("turned_off", "user_data_dir", "not_allowed")),
        ({"not_run": "no_chrome"}, "no_chrome", WARN),
        ({"not_run": "recording"}, "ok_not_run", PASS),
        *(({"not_run": why}, "not_run", WARN) for why in ("not_started", "died", "hung", "nonsense")),
    ],
)
def test_measurement_gives_its_code_and_outcome(change: dict[str, Any], code: str, outcome: Outcome) -> None:
    finding = CHECK.judge(replace(GOOD, **change), Policy())
    assert (finding.code, finding.outcome) == (f"rehearsal.{code}", outcome)


def test_rehearsal_without_chrome_waits_for_it() -> None:
    missing = browser.CHECK.judge(browser.Measurement(chrome_found=False), browser.Policy())
    own = CHECK.judge(Measurement(not_run="no_chrome"), Policy())
    assert own.outcome is WARN, "alone it is no pass"
    waiting = wait_on_dependencies((missing, own), (browser.CHECK, CHECK))[1]
    assert (waiting.code, waiting.waits_for) == ("rehearsal.waits", "browser")


@pytest.mark.parametrize("device", ["camera", "microphone"])
def test_what_the_system_refuses_chrome_is_not_used_by_another_program(device: str) -> None:
    """Chrome says NotAllowedError of the system's switches too ("Permission denied by system")."""
    refused, busy = (
        CHECK.judge(replace(GOOD, **{f"{device}_error": error}), Policy())
        for error in ("NotAllowedError", "AbortError")
    )
    assert refused.code == busy.code == f"rehearsal.{device}_refused"
    assert refused.remedy == f"Allow the {device} in the privacy settings." != busy.remedy


@pytest.mark.parametrize("why", ["crashed", "timed_out", "not_assessed"])
def test_rehearsal_that_could_not_run_is_never_a_no_go(why: str) -> None:
    assert CHECK.not_assessed(why).outcome is WARN


def test_the_other_device_is_named_on_the_screen_only() -> None:
    finding = CHECK.judge(replace(GOOD, same_microphone=False, microphone_name="Annas AirPods"), Policy())
    assert finding.subject == "Annas AirPods"
    assert "Annas" not in str(finding.measured)


@pytest.mark.parametrize(
    ("label", "tested", "same"),
    [
        ("Mikrofon (Jabra Evolve2 65) (0b0e:0e38)", "Mikrofon (Jabra Evolve2 65)", True),
        ("Standard - Mikrofon (Jabra Evolve2 65) (0b0e:0e38)", "Mikrofon (Jabra Evolve2 65)", True),
        ("Mikrofonuppsättning (Realtek(R) Audio)", "Mikrofon (Jabra Evolve2 65)", False),
        ("", "Mikrofon", None),
        ("Mikrofon", "", None),
    ],
)
def test_the_same_device(label: str, tested: str, *, same: bool | None) -> None:
    assert same_device(label, tested) is same


def test_permissions_are_ignored_without_a_meeting_address() -> None:
    result = RehearsalResult(page={"permissions": {"camera": "denied", "microphone": "denied"}})
    here, nowhere = (measurement_of(result, InUse(), ChromePolicy(), each) for each in ("https://a.se", NOBODYS_ORIGIN))
    assert (here.camera_permission, nowhere.camera_permission) == ("denied", None)
    assert measurement_of(result, InUse(), ChromePolicy(camera_blocked=True), "https://a.se").denied_by_it is True


def test_server_that_requires_a_client_certificate_was_reached() -> None:
    rows = [{"url": "https://a.se/", "reached": False}, {"url": "https://b.se/", "reached": False}]
    errors = {"https://a.se/": "net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED", "https://b.se/": "net::ERR_CERT_INVALID"}
    measurement = measurement_of(
        RehearsalResult(page={"hosts": rows}, errors=errors), InUse(), ChromePolicy(), "https://a.se"
    )
    assert (measurement.hosts_asked, measurement.hosts_reached, measurement.host_error) == (
        2,
        1,
        "net::ERR_CERT_INVALID",
    )


JSON = some.recursive(
    some.none() | some.booleans() | some.floats() | some.integers() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
PARTS = ("permissions", "errors", "camera", "microphone", "picture", "sound", "encoded", "hosts", "ice", "brands")
FIELDS = ("label", "frames", "seconds", "looks", "changes", "lightest", "width_px", "processed", "raw", "silent")
MORE = ("rate_hz", "limited_by", "gathered", "call", "url", "type", "rtt_ms", "camera", "brand", "version")


@pytest.mark.slow
@given(some.dictionaries(some.sampled_from(PARTS), some.dictionaries(some.sampled_from((*FIELDS, *MORE)), JSON) | JSON))
@settings(max_examples=100, deadline=None)
def test_malformed_page_result_gives_no_measurement(page: dict[str, Any]) -> None:
    measured = measurement_of(
        RehearsalResult(page=page), InUse(camera="a", microphone="b"), ChromePolicy(), "https://a.se"
    )
    values = [getattr(measured, each) for each in facts_of(Measurement)]
    assert all(value is None or isinstance(value, bool | int | float | str) for value in values)
    assert json.dumps(values, allow_nan=False)
    assert CHECK.judge(measured, Policy()).code


@pytest.mark.parametrize(
    ("uri", "way"),
    [("stun:a.se", "udp"), ("turn:a.se:3478", "udp"), ("turn:a.se?transport=tcp", "tcp"), ("turns:a.se", "tls")],
)
def test_route_to_a_server_is_described(uri: str, way: str) -> None:
    assert transport(uri) == way


def test_only_the_tested_hosts_are_looked_up() -> None:
    rules = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE video.example.se"
    assert resolver_switches(["video.example.se", "video.example.se"], proxied=False) == (rules,)
    assert resolver_switches(["video.example.se"], proxied=True) == ()
    assert origin_of("https://video.example.se:8443/rum?a=b") == "https://video.example.se:8443"
    assert origin_of("http://video.example.se") == origin_of("") == NOBODYS_ORIGIN


def test_chromes_answer_precedes_the_profile() -> None:
    files = browser.Measurement(chrome_found=True, chrome_version="156.0", camera_blocked_for_site=True)
    way = network_path.Measurement(is_configured=True, is_reached=True, certificate="expired")
    run = {"browser": files, "path": way, "rehearsal": GOOD}
    assert {name: found.code for name, found in apply_chrome_results(run, model.Policy()).items()} == {
        "browser": "browser.ok", "path": "path.ok",
    }  # fmt: skip
    assert apply_chrome_results(run | {"rehearsal": Measurement(not_run="hung")}, model.Policy()) == {}
    no = replace(GOOD, camera_permission="denied", hosts_reached=0)
    assert apply_chrome_results(run | {"rehearsal": no}, model.Policy()) == {}


def test_policy_can_disable_it_and_files_are_not_rehearsed() -> None:
    off = model.Policy((Policy(enabled=False),))
    assert not CHECK.applies(off)
    (message,) = rehearsal.PROBE.run(Request(policy=off))
    assert isinstance(message, model.Measured)
    assert message.measurement == Measurement(not_run="turned_off")
    *_, last = rehearsal.PROBE.run(Request(camera="rtsp://192.0.2.1/film"))
    assert isinstance(last, model.Measured)
    assert last.measurement == Measurement(not_run="recording")

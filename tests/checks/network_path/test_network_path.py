"""The network path to the meeting: rules as a table, and which servers a policy selects."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from readiness import model
from readiness.checks.network_path import CHECK, PROBE, Measurement, Policy, web_servers
from readiness.meeting_policy import Service
from readiness.model import Outcome, Request
from readiness.server_address import ServerAddress

GOOD = Measurement(
    is_configured=True, is_reached=True, name_lookup_ms=4, tcp_connect_ms=9, tls_handshake_ms=30, is_ipv6=False,
    certificate="ok", proxy="none", has_login_page=False, udp="open", rtt_ms=20, rtt_p95_ms=25, jitter_ms=2,
    packet_loss_percent=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code", "outcome"),
    [
        ({}, "ok", Outcome.PASS),
        ({"udp": None, "rtt_ms": None, "jitter_ms": None, "packet_loss_percent": None}, "ok", Outcome.PASS),
        ({"is_reached": None, "certificate": None, "proxy": None}, "ok", Outcome.PASS),
        ({"has_login_page": True, "certificate": None, "is_reached": False}, "login_page", Outcome.FAIL),
        ({"has_login_page": True, "certificate": "wrong_host"}, "login_page", Outcome.FAIL),
        ({"is_refused": True, "certificate": None, "is_reached": False}, "refused", Outcome.FAIL),
        ({"is_refused": True}, "ok", Outcome.PASS),
        ({"has_login_page": True}, "ok", Outcome.PASS),
        ({"has_login_page": True, "certificate": "unknown_issuer"}, "certificate_unknown", Outcome.WARN),
        ({"certificate": "expired"}, "certificate_date", Outcome.FAIL),
        ({"certificate": "not_yet_valid"}, "certificate_date", Outcome.FAIL),
        ({"certificate": "wrong_host"}, "certificate_wrong_host", Outcome.FAIL),
        ({"certificate": "unknown_issuer"}, "certificate_unknown", Outcome.WARN),
        ({"certificate": "other"}, "certificate_unknown", Outcome.WARN),
        ({"is_reached": False, "certificate": None}, "unreachable", Outcome.WARN),
        ({"is_reached": False, "certificate": None, "proxy": "script"}, "not_measured", Outcome.WARN),
        ({"udp": "blocked", "rtt_ms": None}, "udp_blocked", Outcome.WARN),
        ({"udp": "unknown", "rtt_ms": None}, "not_measured", Outcome.WARN),
        ({"packet_loss_percent": 3.0}, "ok", Outcome.PASS),
        ({"packet_loss_percent": 4.0}, "packet_loss", Outcome.WARN),
        ({"jitter_ms": 30.1}, "jitter", Outcome.WARN),
        ({"rtt_ms": 150.1}, "delay", Outcome.WARN),
        ({"is_configured": False, "certificate": None, "is_reached": None, "udp": None}, "ok_not_set_up", Outcome.PASS),
    ],
)
def test_measurement_gives_its_code_and_outcome(change: dict[str, Any], code: str, outcome: Outcome) -> None:
    finding = CHECK.judge(replace(GOOD, **change), Policy())
    assert (finding.code, finding.outcome) == (f"path.{code}", outcome)


def test_no_server_is_contacted_unless_the_policy_names_one() -> None:
    assert not CHECK.applies(model.Policy())
    assert CHECK.applies(model.Policy((Service(url="https://video.example.se"),)))
    assert CHECK.applies(model.Policy((Policy(stun=("stun.example.se",)),)))
    assert list(PROBE.run(Request())) == [model.Measured(Measurement(is_configured=False))]


def test_port_of_the_service_is_used() -> None:
    served = model.Policy((Service(url="https://video.example.se:8443/rum"),))
    assert web_servers(served) == (ServerAddress("video.example.se", 8443),)
    assert web_servers(model.Policy((Service(url="https://video.example.se:99999/rum"),))) == ()
    assert web_servers(model.Policy((Service(url="https://[2001:db8::1]/"),))) == (ServerAddress("2001:db8::1", 443),)

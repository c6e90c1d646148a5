"""The way to the meeting, measured by Windows' own sockets against servers in this process."""

from __future__ import annotations

import socket
import sys
import time

from path_servers import Conduct, serving, stun_server, unused_port  # type: ignore[import-not-found]  # found by pytest

from readiness import model
from readiness.checks.network_path import CHECK, Measurement, Policy
from readiness.checks.network_path.probe import TIME_LIMIT_S, measure

assert sys.platform == "win32"


def judged(*, hosts: tuple[str, ...] = (), stun: tuple[str, ...] = ()) -> tuple[str, Measurement]:
    measured = measure(model.Policy((Policy(hosts=hosts, stun=stun),)))
    return CHECK.judge(measured, Policy(rtt_max_ms=1000, jitter_max_ms=500)).code, measured


def test_udp_round_trips_with_loss() -> None:
    with stun_server(Conduct(lost=lambda n: n % 10 == 3)) as port:
        code, measured = judged(stun=(f"127.0.0.1:{port}",))
    assert (code, measured.packet_loss_percent) == ("path.packet_loss", 10)
    assert measured.rtt_ms is not None


def test_udp_blocked_and_a_server_that_refuses() -> None:
    with stun_server(Conduct(lost=lambda _: True), tcp=True) as port:
        assert judged(stun=(f"127.0.0.1:{port}",))[0] == "path.udp_blocked"
    assert judged(stun=(f"127.0.0.1:{unused_port()}",))[0] == "path.not_measured"


def test_web_servers_that_refuse_or_are_silent() -> None:
    def say_nothing(caller: socket.socket) -> None:
        caller.settimeout(5)
        while caller.recv(4096):
            pass

    with serving(say_nothing) as port:
        begun = time.perf_counter()
        code, measured = judged(hosts=(f"127.0.0.1:{port}", f"127.0.0.1:{unused_port()}"))
        assert time.perf_counter() - begun < TIME_LIMIT_S + 1
    assert code == "path.unreachable"
    assert measured.tcp_connect_ms is not None

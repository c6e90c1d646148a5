"""The way to the meeting: its probe against real servers on this computer and in a namespace."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from typing import Any

import pytest
from msgspec.structs import asdict
from network_namespace import build, network
from path_measurement import child, judged
from path_servers import (
    Conduct,
    http_server,
    serving,
    stun_server,
    unused_port,
)

from readiness import model
from readiness.checks.network_path import Measurement, Policy
from readiness.checks.network_path.probe import TIME_LIMIT_S, measure


def timed_measurement(**limits: Any) -> tuple[Measurement, float]:
    """The measurement with these servers, and its duration in seconds."""
    begun = time.perf_counter()
    return measure(model.Policy((Policy(**limits),))), time.perf_counter() - begun


@pytest.mark.slow
def test_udp_round_trips() -> None:
    """10 ms of delay and 10 % of loss are measured as that, within what a busy machine adds."""
    with stun_server(Conduct(delay_s=lambda _: 0.010, lost=lambda n: n % 10 == 3)) as port:
        measured, took_s = timed_measurement(stun=(f"127.0.0.1:{port}",))
    assert measured.udp == "open"
    assert measured.rtt_ms is not None
    assert 10 <= measured.rtt_ms < 150
    assert measured.packet_loss_percent == 10
    assert judged(measured) == "packet_loss"
    assert took_s < 3


def test_udp_jitter() -> None:
    with stun_server(Conduct(delay_s=lambda n: 0.080 * (n % 2))) as port:
        measured, _ = timed_measurement(stun=(f"127.0.0.1:{port}",))
    assert measured.jitter_ms is not None
    assert 60 < measured.jitter_ms < 240
    assert judged(measured) == "jitter"


@pytest.mark.slow
def test_udp_delay_despite_invalid_packets() -> None:
    """A slow server over IPv6 that sends invalid packets between its answers."""
    strange = Conduct(delay_s=lambda _: 0.200, noise=b"\x01\x01\x00\x08 not stun, and much too short")
    with stun_server(strange, family=socket.AF_INET6) as port:
        measured, took_s = timed_measurement(stun=(f"[::1]:{port}",))
    assert (judged(measured), measured.packet_loss_percent) == ("delay", 0)
    assert took_s < 3


@pytest.mark.slow
def test_blocked_udp_is_distinguished_from_a_dead_server() -> None:
    everything = Conduct(lost=lambda _: True)
    with ExitStack() as stack:
        blocked, silent = (stack.enter_context(stun_server(everything, tcp=tcp)) for tcp in (True, False))
        assert judged(timed_measurement(stun=(f"127.0.0.1:{blocked}",))[0]) == "udp_blocked"
        assert judged(timed_measurement(stun=(f"127.0.0.1:{silent}",))[0]) == "not_measured"
        assert judged(timed_measurement(stun=("no-such-host.invalid",))[0]) == "not_measured"
        refused, took_s = timed_measurement(stun=(f"127.0.0.1:{unused_port()}",))
        assert judged(refused) == "not_measured"
        assert took_s < 1


def test_one_of_two_stun_servers_is_enough() -> None:
    with stun_server() as port:
        assert judged(timed_measurement(stun=(f"127.0.0.1:{unused_port()}", f"127.0.0.1:{port}"))[0]) == "ok"


@pytest.mark.slow
def test_silent_web_server_takes_no_longer_than_the_limit() -> None:
    def say_nothing(caller: socket.socket) -> None:
        caller.settimeout(5)
        while caller.recv(4096):
            pass

    with serving(say_nothing) as port:
        measured, took_s = timed_measurement(hosts=(f"127.0.0.1:{port}",))
    assert judged(measured) == "unreachable"
    assert measured.tcp_connect_ms is not None
    assert took_s < TIME_LIMIT_S + 1


LOGIN_PAGE = """
import json, sys
sys.path.insert(0, "tests/virtual")
from msgspec.structs import asdict
from path_servers import serving
from readiness import model
from readiness.checks.network_path import Policy
from readiness.checks.network_path.probe import measure

def login_first(caller):
    caller.recv(4096)
    caller.sendall(b"HTTP/1.1 302 Found\\r\\nLocation: http://login.example.se/\\r\\n\\r\\n")

with serving(login_first, port=80):
    print(json.dumps(asdict(measure(model.Policy((Policy(hosts=("localhost",)),))))))
"""


def test_a_login_page_in_a_network_of_its_own() -> None:
    """Port 80 sends elsewhere and port 443 does not answer, as on a guest network; then no network at all."""
    with network() as inside:
        command = ["ip", "netns", "exec", inside, sys.executable, "-c", LOGIN_PAGE]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=20)
        assert judged(Measurement(**json.loads(done.stdout))) == "login_page"
        (nowhere,) = child([["192.0.2.1"]], "ip", "netns", "exec", inside)
        assert judged(nowhere) == "unreachable"
        assert nowhere.has_login_page is None


@pytest.mark.slow
def test_a_black_hole() -> None:
    """Packets are dropped without a refusal: the result comes within the time limit."""
    with network() as inside:
        build(
            inside,
            "link add way type veth peer name hole",
            "address add 198.51.100.2/24 dev way",
            "link set way up",
            "link set hole up",
            "neighbour add 198.51.100.1 lladdr 02:00:00:00:00:01 dev way",
            "route add default via 198.51.100.1",
        )
        (lost,) = child([["203.0.113.9"]], "ip", "netns", "exec", inside)
        assert judged(lost) == "unreachable"
        assert (lost.is_reached, lost.tcp_connect_ms) == (False, None)


FIREWALL = """
add table inet filter
add chain inet filter output { type filter hook output priority 0; }
add rule inet filter output meta l4proto udp drop
"""

ASK_STUN = """
import time
from readiness import model
from readiness.checks.network_path import Policy
from readiness.checks.network_path.probe import measure
begun = time.perf_counter()
measured = measure(model.Policy((Policy(stun=("127.0.0.1:3478",)),)))
print(measured.udp, time.perf_counter() - begun < 2)
"""


def test_a_firewall_of_this_computer_that_refuses_udp() -> None:
    """The system refuses to send. That says nothing about the network, and is known at once."""
    with network() as inside:
        within = ["ip", "netns", "exec", inside]
        subprocess.run([*within, "nft", "-f", "-"], check=True, input=FIREWALL, text=True, timeout=20)
        command = [*within, sys.executable, "-c", ASK_STUN]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=20)
    assert done.stdout.split() == ["unknown", "True"], done.stderr


def test_reports_name_no_server() -> None:
    with http_server("HTTP/1.1 200 OK\r\n\r\n") as port:
        measured, _ = timed_measurement(hosts=(f"localhost:{port}",))
    assert judged(measured) == "unreachable"
    assert "localhost" not in str(model.measured(measured))
    assert not any(isinstance(each, str) and str(port) in each for each in asdict(measured).values())

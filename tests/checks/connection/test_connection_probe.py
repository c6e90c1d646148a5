"""The connection's probe on this machine's own adapters, and in network namespaces with made ones."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from network_namespace import build, network

from readiness.checks.connection import CHECK, Measurement, Policy
from readiness.checks.connection.probe import run
from readiness.model import Measured, Request


def test_this_machine_gets_a_finding() -> None:
    """Whatever this machine has, its own routing table and sysfs must give a finding."""
    (message,) = run(Request())
    assert isinstance(message, Measured)
    assert isinstance(message.measurement, Measurement)
    assert CHECK.judge(message.measurement, Policy()).code.removeprefix("connection.") in {r.what for r in CHECK.rules}


ASK = """
import sys
from readiness.checks.connection import CHECK, Policy
from readiness.checks.connection.probe import run
from readiness.host.network.adapter import carrier
from readiness.host.network.adapters import adapters
from readiness.host.network.route import local_addresses
from readiness.model import Request
for line in sys.stdin:
    measurement = next(run(Request())).measurement
    way = carrier(adapters(), local_addresses())
    name = way.routed.name if way else None
    below = ",".join(way.routed.beneath) if way else ""
    code = CHECK.judge(measurement, Policy()).code
    print(code, measurement.via_vpn, name, below, measurement.is_ipv6_only, flush=True)
"""


@contextmanager
def watcher(namespace: str) -> Iterator[Callable[[], list[str]]]:
    """A program in a network namespace that prints its connection for each line on standard input."""
    command = ["ip", "netns", "exec", namespace, sys.executable, "-c", ASK]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin
        assert running.stdout
        ear, mouth = running.stdout, running.stdin

        def answer() -> list[str]:
            mouth.write("again\n")
            mouth.flush()
            return ear.readline().removesuffix("\n").split(" ")

        yield answer
        mouth.close()


VETHS = (
    "link add veth0 type veth peer name veth1",
    "address add 198.51.100.2/24 dev veth0",
    "address add 198.51.100.1/24 dev veth1",
    "link set veth0 up",
    "link set veth1 up",
)


def test_namespaces_with_moving_routes() -> None:
    """No network, a container's veth, a tunnel over it, a macvlan, a bridge; the route moves meanwhile."""
    with network() as inside, watcher(inside) as answer:
        assert answer() == ["connection.none", "None", "None", "", "None"]
        build(inside, *VETHS, "route add default via 198.51.100.1 dev veth0")
        assert answer() == ["connection.other", "False", "veth0", "", "False"]
        build(
            inside,
            "tuntap add dev tun0 mode tun",
            "address add 10.8.0.2/24 dev tun0",
            "link set tun0 up",
            "route add 0.0.0.0/1 dev tun0",
            "route add 128.0.0.0/1 dev tun0",
        )
        assert answer() == ["connection.none", "True", "tun0", "", "False"]
        build(
            inside,
            "link delete tun0",
            "route del default",
            "link add ward.7 link veth0 type macvlan",
            "address add 10.7.0.2/24 dev ward.7",
            "link set ward.7 up",
            "route add default via 10.7.0.1 dev ward.7",
        )
        assert answer() == ["connection.other", "False", "ward.7", "veth0", "False"]
        build(
            inside,
            "route del default",
            "link add br0 type bridge",
            "link add port0 type veth peer name port1",
            "link set port0 master br0",
            "link set port0 up",
            "link set port1 up",
            "link set br0 up",
            "address add 10.9.0.2/24 dev br0",
            "route add default via 10.9.0.1 dev br0",
        )
        assert answer() == ["connection.other", "False", "br0", "port0", "False"]
        build(inside, "link delete br0", "link delete ward.7", "link delete veth0")
        assert answer()[0] == "connection.none"


TOWARD = """
from readiness.host.network.route import toward
print(*toward(("2001:db8:1::10", "203.0.113.10")), *toward(("203.0.113.10", "2001:db8:1::10")))
"""


def test_route_begins_where_the_system_prefers_it() -> None:
    """IPv4 by one adapter and IPv6 by another: Chrome takes the address that the system's resolver gives first."""
    with network() as inside:
        build(
            inside,
            *VETHS,
            "route add default via 198.51.100.1 dev veth0",
            "link add port0 type veth peer name port1",
            "address add 2001:db8::2/64 dev port0 nodad",
            "link set port0 up",
            "link set port1 up",
            "route add default via 2001:db8::1 dev port0",
        )
        command = ["ip", "netns", "exec", inside, sys.executable, "-c", TOWARD]
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert answer == ["2001:db8::2", "198.51.100.2", "198.51.100.2", "2001:db8::2"]


def test_namespace_with_ipv6_only() -> None:
    with network() as inside, watcher(inside) as answer:
        build(
            inside,
            "link add veth0 type veth peer name veth1",
            "link set veth0 up",
            "link set veth1 up",
            "address add 2001:db8:7::2/64 dev veth0 nodad",
            "route add default via 2001:db8:7::1 dev veth0",
        )
        assert answer() == ["connection.other", "False", "veth0", "", "True"]


def test_namespace_with_two_hundred_virtual_adapters() -> None:
    with network() as inside, watcher(inside) as answer:
        build(inside, *VETHS, *(f"link add crowd{n} type ifb" for n in range(200)))
        build(inside, "route add default via 198.51.100.1 dev veth0", *(f"link set crowd{n} up" for n in range(200)))
        assert answer()[:3] == ["connection.other", "False", "veth0"]


@pytest.mark.slow
def test_adapters_that_change_while_they_are_read() -> None:
    """Links are deleted and made again all the time meanwhile: every look ends with a finding."""
    with network() as inside, watcher(inside) as answer:
        build(inside, *VETHS, "route add default via 198.51.100.1 dev veth0")
        restless = "\n".join(line for n in range(100) for line in (f"link add r{n} type ifb", f"link delete r{n}"))
        command = ["ip", "-n", inside, "-batch", "-"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as busy:
            assert busy.stdin
            busy.stdin.write(restless)
            busy.stdin.close()
            for _ in range(5):
                assert answer()[:3] == ["connection.other", "False", "veth0"]

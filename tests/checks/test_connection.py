"""The connection check: its judge by table, its probe on this machine's own adapters and in network namespaces."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from readiness.checks import connection
from readiness.checks.connection import CHECK, Measurement, Policy, describe
from readiness.host.adapter import Adapter, Kind
from readiness.model import Outcome, Request, measured

HERE = "198.51.100.7"
TUNNEL = "10.8.0.2"


def adapter(kind: Kind, address: str = "", *, name: str = "", has_link: bool = True, metric: int | None = None,
            beneath: tuple[str, ...] = ()) -> Adapter:  # fmt: skip
    return Adapter(name=name or kind.value, label="Anna Karins iPhone", kind=kind, has_link=has_link,
                   addresses=(address,) if address else (), gateway_metric=metric, beneath=beneath)  # fmt: skip


def code(*adapters: Adapter, addresses: tuple[str, ...] = (HERE,)) -> str:
    return CHECK.judge(describe(adapters, addresses), Policy()).code


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.WIRED, "connection.ok_wired"),
        (Kind.WIFI, "connection.wireless"),
        (Kind.MOBILE, "connection.mobile"),
        (Kind.TETHERED, "connection.tethered"),
        (Kind.BLUETOOTH, "connection.tethered"),
        (Kind.VIRTUAL, "connection.other"),
        (Kind.VPN, "connection.other"),
        (Kind.LOOPBACK, "connection.other"),
    ],
)
def test_the_kind_that_has_the_route(kind: Kind, expected: str) -> None:
    assert code(adapter(kind, HERE)) == expected


def test_docked_but_still_on_wifi() -> None:
    """The route decides, not the first adapter that is up."""
    assert code(adapter(Kind.WIRED, "198.51.100.9"), adapter(Kind.WIFI, HERE)) == "connection.wireless"


@pytest.mark.parametrize(
    ("beneath", "expected"),
    [
        ([adapter(Kind.WIRED, metric=100)], "connection.ok_wired"),
        ([adapter(Kind.WIFI, metric=600)], "connection.wireless"),
        ([adapter(Kind.WIFI, metric=600), adapter(Kind.WIRED, metric=100)], "connection.ok_wired"),
        ([adapter(Kind.WIFI, metric=50), adapter(Kind.WIRED, metric=100)], "connection.wireless"),
        ([adapter(Kind.WIFI, metric=600), adapter(Kind.WIRED, has_link=False, metric=100)], "connection.wireless"),
        ([adapter(Kind.WIRED)], "connection.other"),
        ([], "connection.other"),
    ],
)
def test_a_tunnel_is_judged_by_the_link_beneath(beneath: list[Adapter], expected: str) -> None:
    adapters = [adapter(Kind.VPN, TUNNEL), *beneath]
    assert code(*adapters, addresses=(TUNNEL,)) == expected
    assert describe(adapters, (TUNNEL,)).via_vpn is True


@pytest.mark.parametrize("depth", [1, 3])
def test_a_bridge_is_judged_by_its_card(depth: int) -> None:
    layers = [adapter(Kind.VIRTUAL, HERE if i == 0 else "", name=f"b{i}", beneath=(f"b{i + 1}",)) for i in range(depth)]
    assert code(*layers, adapter(Kind.WIRED, name=f"b{depth}")) == "connection.ok_wired"


def test_bridges_in_a_ring_end() -> None:
    ring = (adapter(Kind.VIRTUAL, HERE, name="a", beneath=("b",)), adapter(Kind.VIRTUAL, name="b", beneath=("a",)))
    assert code(*ring) == "connection.other"


@pytest.mark.parametrize(
    ("adapters", "expected"),
    [
        ([adapter(Kind.WIRED, has_link=False), adapter(Kind.WIFI, has_link=False)], "connection.no_link"),
        ([adapter(Kind.WIFI, has_link=False)], "connection.none"),
        ([adapter(Kind.WIRED)], "connection.none"),
        ([], "connection.none"),
    ],
)
def test_no_route(adapters: list[Adapter], expected: str) -> None:
    assert code(*adapters, addresses=()) == expected


def test_a_pulled_cable_whose_route_lingers() -> None:
    assert code(adapter(Kind.WIRED, HERE, has_link=False)) == "connection.no_link"
    assert code(adapter(Kind.WIFI, HERE, has_link=False)) == "connection.none"


def test_two_hundred_virtual_adapters() -> None:
    crowd = [adapter(Kind.VIRTUAL, name=f"v{i}", beneath=(f"v{i + 1}",)) for i in range(200)]
    assert code(*crowd, adapter(Kind.WIFI, HERE)) == "connection.wireless"


def test_nothing_measured_is_not_assessed() -> None:
    assert CHECK.judge(Measurement(), Policy()).outcome is Outcome.NOT_ASSESSED


def test_names_and_addresses_are_not_reported() -> None:
    reported = str(measured(describe([adapter(Kind.TETHERED, HERE)], (HERE,))))
    assert "Anna" not in reported
    assert HERE not in reported


def test_this_machine() -> None:
    """Whatever this machine has, its own routing table and sysfs must give a finding, and quickly."""
    started = time.perf_counter()
    said = list(connection.run(Request()))
    assert time.perf_counter() - started < 0.3
    assert len(said) == 1
    assert CHECK.judge(said[0].measurement, Policy()).code.removeprefix("connection.") in {r.what for r in CHECK.rules}  # type: ignore[arg-type]


ASK = """
from readiness.checks.connection import CHECK, Policy, run
from readiness.model import Request
measurement = next(run(Request())).measurement
print(CHECK.judge(measurement, Policy()).code, measurement.via_vpn)
"""


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


@contextmanager
def network() -> Iterator[str]:
    """A network namespace of its own; needs root, and says so by failing."""
    name = f"readiness-{time.monotonic_ns() % 10**9}"
    ip("netns", "add", name)
    try:
        ip("-n", name, "link", "set", "lo", "up")
        yield name
    finally:
        ip("netns", "delete", name)


def answer(namespace: str) -> str:
    command = ["ip", "netns", "exec", namespace, sys.executable, "-c", ASK]
    asked = subprocess.run(command, check=True, capture_output=True, text=True, timeout=20)
    return asked.stdout.strip()


def test_namespaces_with_moving_routes() -> None:
    """No network, a container's veth, a bridge over it, a tunnel over that; then the link beneath goes down."""
    with network() as inside:
        assert answer(inside) == "connection.none None"
        ip("-n", inside, "link", "add", "veth0", "type", "veth", "peer", "name", "veth1")
        for name, address in (("veth0", "198.51.100.2/24"), ("veth1", "198.51.100.1/24")):
            ip("-n", inside, "address", "add", address, "dev", name)
            ip("-n", inside, "link", "set", name, "up")
        ip("-n", inside, "route", "add", "default", "via", "198.51.100.1", "dev", "veth0")
        assert answer(inside) == "connection.other False"
        ip("-n", inside, "tuntap", "add", "dev", "tun0", "mode", "tun")
        ip("-n", inside, "address", "add", "10.8.0.2/24", "dev", "tun0")
        ip("-n", inside, "link", "set", "tun0", "up")
        ip("-n", inside, "route", "add", "0.0.0.0/1", "dev", "tun0")
        ip("-n", inside, "route", "add", "128.0.0.0/1", "dev", "tun0")
        assert answer(inside) == "connection.none True"

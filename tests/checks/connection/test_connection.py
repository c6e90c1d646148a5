"""The connection check: its judge by table."""

from __future__ import annotations

import pytest

from readiness.checks.connection import CHECK, Measurement, Policy, measurement_of
from readiness.host.network.adapter import Adapter, Kind
from readiness.host.network.wifi_bars import bars
from readiness.model import Outcome, measured

HERE = "198.51.100.7"
TUNNEL = "10.8.0.2"


def adapter(kind: Kind, address: str = "", *, name: str = "", has_link: bool = True, metric: int | None = None,
            beneath: tuple[str, ...] = (), mbps: float | None = None) -> Adapter:  # fmt: skip
    return Adapter(name=name or kind.value, label="Anna Karins iPhone", kind=kind, has_link=has_link,
                   addresses=(address,) if address else (), gateway_metric=metric, beneath=beneath,
                   link_speed_mbps=mbps)  # fmt: skip


def code(*adapters: Adapter, addresses: tuple[str, ...] = (HERE,)) -> str:
    return CHECK.judge(measurement_of(adapters, addresses), Policy()).code


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.WIRED, "connection.ok_wired"),
        (Kind.WIFI, "connection.wireless"),
        (Kind.MOBILE, "connection.mobile"),
        (Kind.TETHERED, "connection.tethered"),
        (Kind.BLUETOOTH, "connection.tethered"),
        (Kind.GUEST, "connection.virtual_computer"),
        (Kind.VIRTUAL, "connection.other"),
        (Kind.VPN, "connection.other"),
        (Kind.LOOPBACK, "connection.other"),
    ],
)
def test_adapter_with_the_default_route_is_judged(kind: Kind, expected: str) -> None:
    assert code(adapter(kind, HERE)) == expected


@pytest.mark.parametrize(
    ("used", "cable", "expected"),
    [
        (Kind.WIFI, adapter(Kind.WIRED, "198.51.100.9", metric=25), "wireless_despite_cable"),
        (Kind.TETHERED, adapter(Kind.WIRED, "198.51.100.9", metric=25), "mobile_despite_cable"),
        (Kind.MOBILE, adapter(Kind.WIRED, "2001:db8::9", metric=25), "mobile_despite_cable"),
        (Kind.BLUETOOTH, adapter(Kind.WIRED, "198.51.100.9", metric=25), "mobile_despite_cable"),
        (Kind.WIFI, adapter(Kind.WIRED, "198.51.100.9"), "wireless"),
        (Kind.WIFI, adapter(Kind.WIRED, "169.254.1.1", metric=25), "wireless"),
        (Kind.WIFI, adapter(Kind.WIRED, "198.51.100.9", metric=25, has_link=False), "wireless"),
        (Kind.WIRED, adapter(Kind.WIRED, "198.51.100.9", name="dock", metric=25), "ok_wired"),
    ],
)
def test_docked_computer_whose_route_uses_wifi(used: Kind, cable: Adapter, expected: str) -> None:
    """The route decides, not the first connected adapter; a cable to a device without a gateway does no harm."""
    assert code(cable, adapter(used, HERE)) == f"connection.{expected}"


@pytest.mark.parametrize(
    ("mbps", "expected"), [(10, "slow_cable"), (100, "ok_wired"), (1000, "ok_wired"), (None, "ok_wired")]
)
def test_a_slow_cable(mbps: float | None, expected: str) -> None:
    assert code(adapter(Kind.WIRED, HERE, mbps=mbps)) == f"connection.{expected}"


@pytest.mark.parametrize(
    ("dbm", "expected"), [(-50, "wireless"), (-79, "wireless"), (-81, "wireless_weak"), (-120, "wireless_weak")]
)
def test_weak_wifi(dbm: int, expected: str) -> None:
    found = measurement_of([adapter(Kind.WIFI, HERE)], (HERE,), lambda name: bars(dbm) if name == "wifi" else None)
    assert CHECK.judge(found, Policy()).code == f"connection.{expected}"


@pytest.mark.parametrize(
    ("beneath", "expected"),
    [
        ([adapter(Kind.WIRED, metric=100)], "connection.ok_wired"),
        ([adapter(Kind.WIFI, metric=600)], "connection.wireless"),
        ([adapter(Kind.WIFI, metric=600), adapter(Kind.WIRED, metric=100)], "connection.ok_wired"),
        ([adapter(Kind.WIFI, metric=50), adapter(Kind.WIRED, metric=100)], "connection.wireless"),
        (
            [adapter(Kind.WIFI, metric=50), adapter(Kind.WIRED, "198.51.100.9", metric=100)],
            "connection.wireless_despite_cable",
        ),
        (
            [adapter(Kind.VIRTUAL, metric=20, beneath=("wired",)), adapter(Kind.WIRED), adapter(Kind.WIFI, metric=50)],
            "connection.ok_wired",
        ),
        ([adapter(Kind.WIFI, metric=600), adapter(Kind.WIRED, has_link=False, metric=100)], "connection.wireless"),
        ([adapter(Kind.WIRED)], "connection.other"),
        ([], "connection.other"),
    ],
)
def test_tunnel_is_judged_by_its_physical_link(beneath: list[Adapter], expected: str) -> None:
    adapters = [adapter(Kind.VPN, TUNNEL), *beneath]
    assert code(*adapters, addresses=(TUNNEL,)) == expected
    assert measurement_of(adapters, (TUNNEL,)).via_vpn is True


@pytest.mark.parametrize("depth", [1, 3])
def test_bridge_is_judged_by_its_network_card(depth: int) -> None:
    layers = [adapter(Kind.VIRTUAL, HERE if i == 0 else "", name=f"b{i}", beneath=(f"b{i + 1}",)) for i in range(depth)]
    assert code(*layers, adapter(Kind.WIRED, name=f"b{depth}")) == "connection.ok_wired"


def test_ring_of_bridges_terminates() -> None:
    ring = (adapter(Kind.VIRTUAL, HERE, name="a", beneath=("b",)), adapter(Kind.VIRTUAL, name="b", beneath=("a",)))
    assert code(*ring) == "connection.other"


@pytest.mark.parametrize(
    ("adapters", "expected"),
    [
        ([adapter(Kind.WIRED, has_link=False), adapter(Kind.WIFI, has_link=False)], "connection.no_link"),
        ([adapter(Kind.WIFI, has_link=False)], "connection.none"),
        ([adapter(Kind.WIRED)], "connection.cable_without_network"),
        ([adapter(Kind.WIRED, "169.254.7.7")], "connection.cable_without_network"),
        ([adapter(Kind.WIFI, "169.254.7.7"), adapter(Kind.WIRED, has_link=False)], "connection.none"),
        ([], "connection.none"),
    ],
)
def test_without_a_route_the_adapters_say_why(adapters: list[Adapter], expected: str) -> None:
    assert code(*adapters, addresses=()) == expected


def test_unplugged_cable_with_a_stale_route() -> None:
    assert code(adapter(Kind.WIRED, HERE, has_link=False)) == "connection.no_link"
    assert code(adapter(Kind.WIFI, HERE, has_link=False)) == "connection.none"


def test_two_hundred_virtual_adapters() -> None:
    crowd = [adapter(Kind.VIRTUAL, name=f"v{i}", beneath=(f"v{i + 1}",)) for i in range(200)]
    assert code(*crowd, adapter(Kind.WIFI, HERE)) == "connection.wireless"


def test_nothing_measured_is_not_assessed() -> None:
    assert CHECK.judge(Measurement(), Policy()).outcome is Outcome.NOT_ASSESSED


def test_names_and_addresses_are_not_reported() -> None:
    reported = str(measured(measurement_of([adapter(Kind.TETHERED, HERE)], (HERE,))))
    assert "Anna" not in reported
    assert HERE not in reported

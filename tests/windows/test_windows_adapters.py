"""Windows' interface table and route; and a child process as the program starts it."""

from __future__ import annotations

import ctypes
import socket
import sys
from pathlib import Path

import pytest

from readiness.checks.connection import CHECK, Measurement, Policy
from readiness.checks.connection.probe import run
from readiness.host.browser.browser import GOOGLE_CHROME, Browser
from readiness.host.browser.chrome_launch import ChromeStart, open_in_chrome
from readiness.host.network import adapters_windows, host_routes_windows
from readiness.host.network.adapter import Kind, carrier
from readiness.host.network.route import local_addresses
from readiness.host.system.settings_pages import command
from readiness.model import Measured, Place, Request, measured

assert sys.platform == "win32"

adapters = adapters_windows.adapters
AF_INET, AF_INET6 = 2, 23


def test_loopback_is_listed_with_its_addresses() -> None:
    (loopback,) = (each for each in adapters() if each.kind is Kind.LOOPBACK)
    assert "127.0.0.1" in loopback.addresses


def test_the_route_begins_at_an_adapter_with_a_gateway() -> None:
    found = adapters()
    way = carrier(found, local_addresses())
    assert way is not None
    assert way.routed.has_link
    assert way.routed.gateway_metric is not None


def test_every_local_address_belongs_to_an_adapter() -> None:
    own = {str(row[4][0]) for row in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    listed = {address for each in adapters() for address in each.addresses}
    assert own <= listed


def test_probe_and_judge() -> None:
    (message,) = run(Request())
    assert isinstance(message, Measured)
    assert isinstance(message.measurement, Measurement)
    finding = CHECK.judge(message.measurement, Policy())
    assert finding.code in {f"connection.{rule.what}" for rule in CHECK.rules}
    assert not any(address in str(measured(message.measurement)) for each in adapters() for address in each.addresses)


def test_settings_pages_exist_by_name() -> None:
    assert command(Place.SOUND) == ("ms-settings:sound",)


@pytest.mark.under_wine
def test_no_other_browser_is_started() -> None:
    assert open_in_chrome("https://video.example.se") is ChromeStart.NO_CHROME


def test_failure_to_start_chrome_is_reported() -> None:
    """A real program started with the address: Python cannot open it as a file and exits with an error."""
    program = Browser(product=GOOGLE_CHROME, program=Path(sys.base_prefix) / "python.exe", version="1")
    assert open_in_chrome("https://video.example.se/rum", program, refusal_wait_s=60) is ChromeStart.REFUSED


@pytest.mark.parametrize(
    ("prefix_length", "family", "next_hop", "expected"),
    [
        (32, AF_INET, "c0000201", True),
        (32, AF_INET, "00000000", False),
        (0, AF_INET, "c0000201", False),
        (128, AF_INET6, "fe80" + "00" * 13 + "01", True),
        (128, AF_INET6, "00" * 16, False),
        (32, 0, "", False),
    ],
)
def test_route_to_a_single_host(prefix_length: int, family: int, next_hop: str, *, expected: bool) -> None:
    """As a tunnel's client sets one, and, without a gateway, as Windows sets one to each own address."""
    row = host_routes_windows.RouteRow(prefix_length=prefix_length)
    head = family.to_bytes(2, "little") + bytes(6 if family == AF_INET6 else 2)
    content = head + bytes.fromhex(next_hop)
    ctypes.memmove(row.next_hop, content, len(content))
    assert host_routes_windows.is_host_route(row) is expected
    row.protocol = 4  # a redirect by ICMP
    assert not host_routes_windows.is_host_route(row)


def test_a_route_is_as_long_as_windows_own() -> None:
    assert ctypes.sizeof(host_routes_windows.RouteRow) == 104


@pytest.mark.under_wine
def test_this_computers_routes_are_read() -> None:
    """No adapter here has a tunnel's route; a virtual machine in Azure has two to its host."""
    assert host_routes_windows.host_routed() == frozenset()
    assert not any(each.has_host_route for each in adapters_windows.rows())

"""The system's proxy settings, in the format of each system."""

from __future__ import annotations

import pytest

from readiness.host.network.proxy import Proxy, chosen, is_excepted, parse, parse_exceptions, parse_scutil
from readiness.server_address import ServerAddress

PAC = """<dictionary> {
  HTTPEnable : 0
  ProxyAutoConfigEnable : 1
  ProxyAutoConfigURLString : http://wpad.example.se/proxy.pac
}
"""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://proxy.example.se:8080", ServerAddress("proxy.example.se", 8080)),
        ("proxy.example.se:8080", ServerAddress("proxy.example.se", 8080)),
        ("http://anna:secret@proxy.example.se:3128/", ServerAddress("proxy.example.se", 3128)),
        ("http://proxy.example.se", ServerAddress("proxy.example.se", 80)),
        ("http://[2001:db8::1]:8080", ServerAddress("2001:db8::1", 8080)),
        ("socks5://proxy.example.se:1080", None),
        ("http://proxy.example.se:none", None),
        ("http://", None),
        ("http://[proxy", None),
        ("[::1", None),
        ("http://[not-an-address]:80", None),
    ],
)
def test_proxy_address_is_parsed(address: str, expected: ServerAddress | None) -> None:
    assert parse(address) == expected


def test_the_proxy_for_https() -> None:
    both = {"http": "http://other:1", "https": "http://proxy.example.se:8080"}
    assert chosen(both, bypassed=False) == Proxy("fixed", ServerAddress("proxy.example.se", 8080))
    assert chosen(both, bypassed=True) == Proxy("none")
    assert chosen({"http": "http://other:1"}, bypassed=False) == Proxy("none")
    assert chosen({}, bypassed=False) == Proxy("none")


def test_macos_script() -> None:
    assert parse_scutil(PAC)
    assert not parse_scutil(PAC.replace("ConfigEnable : 1", "ConfigEnable : 0"))
    assert not parse_scutil("")


EXCEPTED = """<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
    2 : *.region.example
  }
  ExcludeSimpleHostnames : 1
  FTPPassive : 1
  HTTPSEnable : 1
  HTTPSPort : 8080
}
"""


def test_macos_exceptions() -> None:
    exceptions = parse_exceptions(EXCEPTED)
    assert exceptions == "*.local;169.254/16;*.region.example;<local>"
    assert is_excepted("video.region.example", exceptions)
    assert not is_excepted("video.example.se", exceptions)
    assert parse_exceptions(EXCEPTED.replace("Hostnames : 1", "Hostnames : 0")).endswith("*.region.example")
    assert parse_exceptions(PAC) == parse_exceptions("") == ""


@pytest.mark.parametrize(
    ("host", "exceptions", "expected"),
    [
        ("video.region.example", "*.region.example;<local>", True),
        ("VIDEO.region.example", " *.REGION.example ;", True),
        ("video.example.se", "*.region.example;<local>", False),
        ("intern", "<local>", True),
        ("intern", "", False),
        ("10.1.2.3", "10.*", True),
        ("video.example.se", ";;", False),
        ("video.example.se", "https://video.example.se", True),
        ("video.example.se", "http://video.example.se", False),
        ("video.example.se", "*.example.se:443", True),
        ("video.example.se", "*.example.se:8443", False),
        ("192.0.2.7", "192.0.2.0/24", True),
        ("192.0.3.7", "192.0.2.0/24;169.254/16", False),
        ("video.example.se", "192.0.2.0/24;video.example.se/", False),
    ],
)
def test_windows_exceptions(host: str, exceptions: str, expected: bool) -> None:  # noqa: FBT001  (a column of the table)
    assert is_excepted(host, exceptions) is expected

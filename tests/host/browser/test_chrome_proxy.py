"""The proxy that policies give Chrome, in the forms that Chromium's policy definitions allow."""

from __future__ import annotations

from typing import Any

import pytest

from readiness.host.browser.chrome_proxy import policy_proxy
from readiness.host.network.proxy import Proxy, by_scheme, detects
from readiness.server_address import ServerAddress

FIXED = Proxy("fixed", ServerAddress("proxy.example.se", 8080))


@pytest.mark.parametrize(
    ("policies", "proxy"),
    [
        ({}, None),
        ({"ProxyMode": "system"}, None),
        ({"ProxyMode": "direct"}, Proxy("none")),
        ({"ProxyMode": "direct", "ProxyServer": "proxy.example.se:8080"}, None),
        ({"ProxyMode": "fixed_servers", "ProxyServer": "p:1", "ProxyPacUrl": "http://w/p.pac"}, None),
        ({"ProxyMode": "fixed_servers", "ProxyServer": " proxy.example.se:8080 "}, FIXED),
        ({"ProxyMode": "fixed_servers", "ProxyServer": "direct://,proxy.example.se:8080"}, FIXED),
        ({"ProxyMode": "fixed_servers", "ProxyServer": "socks5://p:1"}, Proxy("socks")),
        ({"ProxyMode": "fixed_servers", "ProxyServer": "proxy.example.se:8080"}, FIXED),
        ({"ProxyMode": "fixed_servers", "ProxyServer": "http=a:1;https=proxy.example.se:8080"}, FIXED),
        ({"ProxyMode": "fixed_servers", "ProxyServer": "p:1", "ProxyBypassList": "a.se,*.example.org"}, Proxy("none")),
        ({"ProxyMode": "fixed_servers", "ProxyServer": "p:1", "ProxyBypassList": ".example.org"}, Proxy("none")),
        ({"ProxyMode": "pac_script", "ProxyPacUrl": "http://w/p.pac"}, Proxy("script")),
        ({"ProxyMode": "pac_script", "ProxyPacUrl": "http://w/p.pac", "ProxyBypassList": "a.se"}, None),
        ({"ProxyMode": "auto_detect"}, Proxy("detect")),
        ({"ProxyServer": "proxy.example.se:8080"}, None),
        ({"ProxyPacUrl": "http://w/p.pac"}, None),
        ({"ProxyServerMode": 1}, Proxy("detect")),
        ({"ProxySettings": {"ProxyMode": "fixed_servers", "ProxyServer": "proxy.example.se:8080"}}, FIXED),
        ({"ProxySettings": '{"ProxyMode": "pac_script", "ProxyPacUrl": "http://w/p.pac"}'}, None),
        ({"ProxyMode": 7, "ProxyServer": ["a"], "ProxySettings": "x"}, None),
    ],
)
def test_policies_decide_chromes_proxy(policies: dict[str, Any], proxy: Proxy | None) -> None:
    assert policy_proxy(policies, "video.example.org") == proxy


@pytest.mark.parametrize(
    ("settings", "on"),
    [(bytes(8) + b"\x09", True), (bytes(8) + b"\x01", False), (b"\x46\0\0", False), (None, False), ("text", False)],
)
def test_windows_automatic_detection(settings: object, *, on: bool) -> None:
    assert detects(settings) is on


def test_proxies_by_scheme() -> None:
    assert by_scheme("http=a:80; https = b:8080 ;nonsense") == {"http": "a:80", "https": "b:8080"}
    assert by_scheme("a:80") == {"https": "a:80"}
    assert by_scheme(" ") == {}

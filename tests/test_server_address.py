"""What a policy may say of servers, and what is read from it."""

from __future__ import annotations

import re

import pytest

from readiness.server_address import HOST_AND_PORT, HTTP_URL, HTTPS_URL, ICE_URI, ServerAddress, of_url, parse

FORMS = {HOST_AND_PORT: "{}", HTTP_URL: "http://{}/v1/logs", HTTPS_URL: "https://{}/möte?a=b#c", ICE_URI: "turn:{}"}


@pytest.mark.parametrize("pattern", FORMS)
@pytest.mark.parametrize(
    ("server", "fits"),
    [
        ("video.example.se", True),
        ("video.example.se:1", True),
        ("192.0.2.1:65535", True),
        ("video.example.se:0", False),
        ("video.example.se:65536", False),
        ("video.example.se:", False),
        (":443", False),
        ("a b", False),
        ("anna@example.se", False),
    ],
)
def test_every_pattern_takes_the_same_hosts_and_ports(pattern: str, server: str, *, fits: bool) -> None:
    assert bool(re.match(pattern, FORMS[pattern].format(server))) is fits


@pytest.mark.parametrize("pattern", [HTTP_URL, HTTPS_URL])
def test_a_url_may_be_empty(pattern: str) -> None:
    assert re.match(pattern, "")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("example.se", ServerAddress("example.se", 3478)),
        ("example.se:443", ServerAddress("example.se", 443)),
        ("[2001:db8::1]", ServerAddress("2001:db8::1", 3478)),
        ("[2001:db8::1]:443", ServerAddress("2001:db8::1", 443)),
    ],
)
def test_host_and_port_are_read_and_written(text: str, address: ServerAddress) -> None:
    assert parse(text, 3478) == address
    assert parse(str(address), 1) == address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.se/", ServerAddress("example.se", 443)),
        ("https://[2001:db8::1]:8443/", ServerAddress("2001:db8::1", 8443)),
        ("https://example.se:99999/", None),
        ("https://[/", None),
        ("/only/a/path", None),
    ],
)
def test_the_server_of_a_url(url: str, address: ServerAddress | None) -> None:
    assert of_url(url, 443) == address

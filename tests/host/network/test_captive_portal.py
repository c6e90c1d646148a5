"""Is unencrypted http sent somewhere else, as a guest network's login page does?"""

from __future__ import annotations

import subprocess
import sys

import pytest
from network_namespace import network
from path_servers import http_server, unused_port

from readiness.host.network.captive_portal import parse_answer, who_answers
from readiness.server_address import ServerAddress

ASKED = ServerAddress("video.example.se", 80)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("HTTP/1.1 302 Found\r\nLocation: http://login.hotel.example/?to=x", "login_page"),
        ("HTTP/1.0 307 Temporary Redirect\r\nlocation:https://10.0.0.1/portal", "login_page"),
        ("HTTP/1.1 511 Network Authentication Required", "login_page"),
        ("HTTP/1.1 401 Unauthorized", "login_page"),
        ("HTTP/1.1 301 Moved\r\nLocation: https://video.example.se/", "service"),
        ("HTTP/1.1 301 Moved\r\nLocation: https://VIDEO.example.se/", "service"),
        ("HTTP/1.1 302 Found\r\nLocation: https://www.example.se/in", "service"),
        ("HTTP/1.1 302 Found\r\nLocation: https://example.se.hotel.example/in", "login_page"),
        ("HTTP/1.1 302 Found\r\nLocation: http://[fe80::1]/in", "login_page"),
        ("HTTP/1.1 302 Found\r\nLocation: http://[portal]/", "login_page"),
        ("HTTP/1.1 302 Found\r\nLocation: /login", "login_page"),
        ("HTTP/1.1 302 Found\r\nLocation: http://video.example.se/login", "login_page"),
        ("HTTP/1.1 302 Found", "service"),
        ("HTTP/1.1 200 OK\r\nContent-Type: text/html", "login_page"),
        ("HTTP/1.1 403 Forbidden", "filter"),
        ("HTTP/1.1 451 Unavailable For Legal Reasons", "filter"),
        ("HTTP/1.1 404 Not Found", "service"),
        ("HTTP/1.1 503 Service Unavailable", "service"),
        ("SSH-2.0-OpenSSH", None),
        ("", None),
    ],
)
def test_answer_tells_who_gave_it(head: str, expected: str | None) -> None:
    assert parse_answer(head, ASKED) == expected


def test_real_redirect_and_unreachable_server() -> None:
    with http_server("HTTP/1.1 302 Found\r\nLocation: http://login.hotel.example/\r\n\r\n") as port:
        assert who_answers("localhost", 2.0, port) == "login_page"
    assert who_answers("localhost", 1.0, unused_port()) is None
    assert who_answers("no-such-host.invalid", 1.0) is None


@pytest.mark.linux
def test_nothing_unencrypted_is_sent_where_tls_succeeds_at_once() -> None:
    """A server on port 80 of a separate network counts its callers; TLS answers beside it, then no longer."""
    asks = """
import subprocess, sys, tempfile
from pathlib import Path
sys.path.insert(0, "tests/virtual")
import os
from path_servers import authority, serving, tls_server
from readiness.server_address import ServerAddress
from readiness.host.network.web_probe import visit

called = []
made = authority(Path(tempfile.mkdtemp()) / "authority")
os.environ["SSL_CERT_FILE"] = str(made.certificate)
with serving(lambda caller: called.append(caller.recv(1000)), port=80):
    with tls_server(made.issue("good", "DNS:localhost")) as port:
        print(visit(ServerAddress("localhost", port), 2.5).has_login_page, len(called))
    visit(ServerAddress("localhost", port), 2.5)
    print(len(called))
"""
    with network() as inside:
        command = ["ip", "netns", "exec", inside, sys.executable, "-c", asks]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=30)
    assert done.stdout.split() == ["False", "0", "1"]

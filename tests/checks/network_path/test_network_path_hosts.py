"""The way to the meeting's hosts: certificates and proxies, with real servers on this computer."""

from __future__ import annotations

import socket
import subprocess
from contextlib import ExitStack
from pathlib import Path

import pytest
from path_measurement import child, judged
from path_servers import Authority, authority, lasting_for, proxy_server, tls_server

from readiness.host.network.tls_probe import certificate_problem


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return authority(tmp_path_factory.mktemp("path") / "authority")


@pytest.mark.slow
def test_certificates(issuer: Authority, tmp_path: Path) -> None:
    stranger = authority(tmp_path / "stranger")
    here = "DNS:localhost,IP:127.0.0.1,IP:::1"
    with ExitStack() as stack:
        good, old, other, unknown = (
            stack.enter_context(tls_server(certificate))
            for certificate in (
                issuer.issue("good", here),
                issuer.issue("old", here, days=-1),
                issuer.issue("other", "DNS:video.example.se,IP:192.0.2.1"),
                stranger.issue("unknown", here),
            )
        )
        six = stack.enter_context(tls_server(issuer.issue("six", here), socket.AF_INET6))
        served = [
            [f"localhost:{good}"],
            [f"127.0.0.1:{old}"],
            [f"localhost:{other}"],
            [f"127.0.0.1:{other}"],
            [f"localhost:{unknown}"],
            [f"[::1]:{six}"],
            [f"localhost:{good}", f"localhost:{other}"],
        ]
        measured = child(served, SSL_CERT_FILE=str(issuer.certificate))
    assert [each.certificate for each in measured] == [
        "ok", "expired", "wrong_host", "wrong_host", "unknown_issuer", "ok", "wrong_host",
    ]  # fmt: skip
    assert [each.is_ipv6 for each in measured] == [False] * 5 + [True, False]
    assert judged(measured[0]) == "ok"
    assert judged(measured[4]) == "certificate_unknown"


@pytest.mark.slow
def test_expired_root_certificate_is_not_blamed_on_the_service(issuer: Authority, tmp_path: Path) -> None:
    """A root that has expired where this computer looks for it: Chrome, with roots of its own, opens the page."""
    expired = tmp_path / "expired.pem"
    renewed = ("openssl", "x509", "-in", issuer.certificate, "-signkey", issuer.folder / "authority.key")
    subprocess.run([*renewed, *lasting_for(-1), "-out", expired], check=True, capture_output=True)
    with (
        tls_server(issuer.issue("leaf", "DNS:localhost")) as port,
        tls_server(issuer.issue("old leaf", "DNS:localhost", days=-1)) as old,
        tls_server(issuer.issue("other leaf", "DNS:video.example.se")) as other,
    ):
        measurements = child([[f"localhost:{each}"] for each in (port, old, other)], SSL_CERT_FILE=str(expired))
    assert [each.certificate for each in measurements] == ["unknown_issuer", "expired", "wrong_host"]
    assert judged(measurements[0]) == "certificate_unknown"


@pytest.mark.slow
def test_service_that_asks_for_a_smart_card_is_reached(issuer: Authority) -> None:
    its = issuer.issue("with cards", "DNS:localhost")
    with tls_server(its, cards_of=issuer.certificate) as port:
        (measured,) = child([[f"localhost:{port}"]], SSL_CERT_FILE=str(issuer.certificate))
    assert measured.certificate == "ok"
    assert measured.tls_handshake_ms is not None
    with tls_server(issuer.issue("no cards", "DNS:video.example.se"), cards_of=issuer.certificate) as port:
        (measured,) = child([[f"localhost:{port}"]], SSL_CERT_FILE=str(issuer.certificate))
    assert measured.certificate != "ok"


@pytest.mark.slow
def test_certificate_that_names_the_host_where_chrome_does_not_look(issuer: Authority) -> None:
    with tls_server(issuer.issue("common name", "", common_name="localhost")) as port:
        (measured,) = child([[f"localhost:{port}"]], SSL_CERT_FILE=str(issuer.certificate))
    assert measured.certificate == "wrong_host"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (0x800B0101, "expired"), (0x800B0101 - 2**32, "expired"), (0x800B010F, "wrong_host"),
        (-67818, "expired"), (-67602, "wrong_host"), (20, "unknown_issuer"), (23, "other"),
    ],
)  # fmt: skip
def test_verifier_errors_of_each_system(code: int, problem: str) -> None:
    assert certificate_problem(code) == problem


@pytest.mark.slow
def test_through_a_proxy(issuer: Authority) -> None:
    lines: list[str] = []
    certificate = issuer.issue("behind", "DNS:localhost")
    with tls_server(certificate) as port, proxy_server(lines) as proxy, proxy_server([], "HTTP/1.1 403 No") as closed:
        trusted = {"SSL_CERT_FILE": str(issuer.certificate)}
        (through,) = child([[f"localhost:{port}"]], https_proxy=f"http://127.0.0.1:{proxy}", **trusted)
        (refused,) = child([[f"localhost:{port}"]], https_proxy=f"127.0.0.1:{closed}", **trusted)
        (past,) = child([[f"localhost:{port}"]], https_proxy="127.0.0.1:1", no_proxy="localhost", **trusted)
    assert (judged(through), through.proxy) == ("ok", "fixed")
    assert lines == [f"CONNECT localhost:{port} HTTP/1.1"]
    assert (judged(refused), refused.proxy) == ("unreachable", "fixed")
    assert (judged(past), past.proxy) == ("ok", "none")

"""The way out as Chromium itself finds it: servers, certificates, proxies by script, and coturn as the service's TURN.

TURN is inside a network namespace of its own, so that nothing else can answer.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from names_over_https import names_over_https
from network_namespace import build, network
from path_servers import authority, proxy_server, serving, tls_server
from rehearsal_stage import FAKE, code, policy, program, rehearsed

from readiness.checks import rehearsal
from readiness.checks.rehearsal.measurement import Measurement

HERE = "198.51.100.1"
TURN = (f"turn:{HERE}:3478", f"turn:{HERE}:3478?transport=tcp")
WRONG = "fel"
TURNSERVER = ("turnserver", "-n", f"--listening-ip={HERE}", f"--relay-ip={HERE}", "--user=vard:hemligt",
              "--lt-cred-mech", "--realm=example.se", "--allow-loopback-peers", "--no-cli", "--no-dtls",
              "--log-file=stdout", "--pidfile=/dev/null")  # fmt: skip
SEEN_AND_HEARD = Measurement(address_blocked=False, lightest_luma=180.0, is_frozen=False, is_silent=False)
"""What a busy computer may not have got round to."""

OVER_TLS = (f"turns:{HERE}:5349",)

INSIDE = """
import json, sys
sys.path.insert(0, "tests/virtual")
from msgspec.structs import asdict
from pathlib import Path
from rehearsal_stage import policy, rehearsed
request = json.loads(sys.argv[1])
limits = request["limits"]
limits = {**limits, "hosts": tuple(limits["hosts"]), "ice": tuple(limits["ice"])}
measured = rehearsed(Path(request["program"]), in_force=policy(**limits))
print(json.dumps(asdict(measured)))
"""


@pytest.fixture
def place() -> Iterator[str]:
    """WebRTC does not use the loopback, so an adapter has a default route, which leads nowhere."""
    with network() as name:
        build(
            name,
            "link add out type veth peer name far",
            f"addr add {HERE}/24 dev out",
            "link set out up",
            "link set far up",
            "route add default via 198.51.100.2 dev out",
        )
        yield name


@contextmanager
def coturn(namespace: str, certificate: Path | None = None) -> Iterator[None]:
    """A TURN server in the namespace, once it listens; over TLS as well with a certificate and its key in one file."""
    tls = [f"--cert={certificate}", f"--pkey={certificate}", "--tls-listening-port=5349"]
    command = ["ip", "netns", "exec", namespace, *TURNSERVER, *(tls if certificate else ["--no-tls"])]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            listening = ["ip", "netns", "exec", namespace, "ss", "-lntH", "sport", "=", ":3478"]
            until = time.monotonic() + 20
            while not subprocess.run(listening, capture_output=True, check=True).stdout:
                assert server.poll() is None
                assert time.monotonic() < until
            yield
        finally:
            server.kill()


def rehearsed_inside(namespace: str, browser: Path, **limits: Any) -> Measurement:
    request = json.dumps({"program": str(browser), "limits": {"hosts": (), "ice": TURN, "turn_user": "vard",
                                                             "turn_secret": "hemligt", **limits}})  # fmt: skip
    command = ["ip", "netns", "exec", namespace, sys.executable, "-c", INSIDE, request]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=90, env={**os.environ})
    return Measurement(**json.loads(done.stdout))


@pytest.mark.slow
def test_turn_over_udp_and_tcp_with_a_call_through_it(tmp_path: Path, place: str) -> None:
    with coturn(place):
        measurement = rehearsed_inside(place, program(tmp_path, FAKE), url="https://video.example.se/")
    assert (measurement.ice_udp, measurement.ice_tcp, measurement.ice_tls) == (True, True, None)
    assert measurement.call_rtt_ms is not None
    assert measurement.call_loss_percent is not None


@pytest.mark.slow
def test_turn_with_the_wrong_secret_gives_no_route(tmp_path: Path, place: str) -> None:
    with coturn(place):
        ice = TURN[1:]
        measurement = rehearsed_inside(
            place, program(tmp_path, FAKE), url="https://video.example.se/", turn_secret=WRONG, ice=ice
        )
    assert (measurement.ice_tcp, measurement.call_rtt_ms) == (False, None)


@pytest.mark.slow
@pytest.mark.parametrize("trusted", [True, False])
def test_turn_over_tls(tmp_path: Path, place: str, *, trusted: bool) -> None:
    """With a root certificate that a policy gives to Chromium, and with an unknown one."""
    root = authority(tmp_path / "authority")
    known = base64.b64encode(ssl.PEM_cert_to_DER_cert(root.certificate.read_text())).decode()
    browser = program(tmp_path, FAKE, policies={"CACertificates": [known]} if trusted else {})
    with coturn(place, root.issue("relay", f"IP:{HERE}")):
        measurement = rehearsed_inside(place, browser, url="https://video.example.se/", ice=OVER_TLS)
    assert (measurement.ice_udp, measurement.ice_tcp, measurement.ice_tls) == (None, None, trusted)
    assert (measurement.call_rtt_ms is not None) is trusted


@pytest.mark.slow
def test_no_udp(tmp_path: Path, place: str) -> None:
    """What a firewall does that lets nothing but TCP through."""
    drop = "add table t; add chain t o { type filter hook output priority 0; }; add rule t o udp dport 3478 drop"
    rules = ["ip", "netns", "exec", place, "nft", drop]
    subprocess.run(rules, check=True, capture_output=True)
    with coturn(place):
        measurement = rehearsed_inside(place, program(tmp_path, FAKE), url="https://video.example.se/")
    assert (measurement.not_run, measurement.ice_udp, measurement.ice_tcp) == (None, False, True)
    assert (
        code(replace(SEEN_AND_HEARD, ice_udp=measurement.ice_udp, ice_tcp=measurement.ice_tcp))
        == "rehearsal.udp_blocked"
    )


@pytest.mark.slow
@pytest.mark.parametrize("host", ["localhost", "LocalHost"])
def test_a_certificate_that_chromium_refuses(tmp_path: Path, host: str) -> None:
    """Also where the policy writes the host otherwise than Chromium does, as with port 443."""
    stranger = authority(tmp_path / "authority")
    with tls_server(stranger.issue("old", "DNS:localhost", days=-1)) as port:
        measurement = rehearsed(program(tmp_path, FAKE), in_force=policy(hosts=(f"{host}:{port}",)))
    assert (measurement.hosts_asked, measurement.hosts_reached) == (1, 0)
    assert measurement.host_error is not None
    assert "CERT" in measurement.host_error
    assert rehearsal.CHECK.judge(measurement, rehearsal.Policy()).code == "rehearsal.certificate"


@pytest.mark.slow
def test_a_proxy_chosen_by_a_script(tmp_path: Path) -> None:
    """The script's proxy receives the request for a host that DNS does not know."""
    lines: list[str] = []
    with proxy_server(lines) as port:
        chosen = f"function FindProxyForURL(url, host) {{ return 'PROXY 127.0.0.1:{port}'; }}"
        script = f"data:application/x-ns-proxy-autoconfig,{chosen}"
        policies = {"ProxyMode": "pac_script", "ProxyPacUrl": script}
        browser = program(tmp_path, FAKE, policies=policies)
        measurement = rehearsed(browser, in_force=policy(hosts=("video.example.se",)), files=policies)
    assert measurement.camera_permission == "prompt"
    assert set(lines) == {"CONNECT video.example.se:443 HTTP/1.1"}, "nothing else of Chromium leaves the computer"


@pytest.mark.slow
def test_a_server_that_answers(tmp_path: Path) -> None:
    """On the local network, which Chromium blocks for pages of the internet."""
    here = authority(tmp_path / "authority")
    with serving(_answering(here.issue("good", "DNS:localhost"))) as port:
        browser = program(tmp_path, FAKE, "--ignore-certificate-errors")
        measurement = rehearsed(browser, in_force=policy(hosts=(f"localhost:{port}",)))
    assert (measurement.hosts_asked, measurement.hosts_reached, measurement.host_error) == (1, 1, None)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["https://login.example.se/", "http://localhost:1/", "/"])
def test_a_server_that_sends_elsewhere(tmp_path: Path, place: str) -> None:
    """To a host that Chromium cannot look up, or in a circle: the one that was asked for has answered."""
    root = authority(tmp_path / "authority")
    known = base64.b64encode(ssl.PEM_cert_to_DER_cert(root.certificate.read_text())).decode()
    with serving(_answering(root.issue("good", "DNS:localhost"), "302 Found", f"Location: {place}")) as port:
        browser = program(tmp_path, FAKE, policies={"CACertificates": [known]})
        measurement = rehearsed(browser, in_force=policy(hosts=(f"localhost:{port}",)))
    assert (measurement.hosts_asked, measurement.hosts_reached, measurement.host_error) == (1, 1, None)


@pytest.mark.slow
def test_names_that_it_has_chrome_ask_over_https(tmp_path: Path) -> None:
    """The resolver is a host that the policy of this program does not name."""
    root = authority(tmp_path / "authority")
    known = base64.b64encode(ssl.PEM_cert_to_DER_cert(root.certificate.read_text())).decode()
    host = "video.example.test"
    with (
        names_over_https(root.issue("resolver", "DNS:localhost")) as resolver,
        serving(_answering(root.issue("meeting", f"DNS:{host}"))) as port,
    ):
        policies = {
            "DnsOverHttpsMode": "secure",
            "DnsOverHttpsTemplates": f"https://localhost:{resolver}/dns-query",
            "CACertificates": [known],
        }
        browser = program(tmp_path, FAKE, policies=policies)
        measurement = rehearsed(browser, in_force=policy(hosts=(f"{host}:{port}",)), files=policies)
    assert (measurement.hosts_asked, measurement.hosts_reached, measurement.host_error) == (1, 1, None)


def _answering(certificate: Path, status: str = "200 OK", header: str = "X: y") -> Callable[[socket.socket], None]:
    """A server's answer over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    answer = f"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

    def serve(caller: socket.socket) -> None:
        with context.wrap_socket(caller, server_side=True) as secure:
            secure.recv(4096)
            secure.sendall(answer.encode())

    return serve

"""Real servers on this computer that answer wrongly, late or not at all."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from path_servers import Conduct, authority, serving, stun_server, tls_server, unused_port

from faults.commands import CommandFault

PATH = ("--policy", "policy.toml", "check", "--only", "path", "--json", "--lang", "en")
Service = Callable[[Path], AbstractContextManager[Mapping[str, str]]]


def write_policy(here: Path, host: str, stun: str = "") -> None:
    """Write a policy that names these servers."""
    stun_line = f'stun = ["{stun}"]\n' if stun else ""
    (here / "policy.toml").write_text(f'[path]\nhosts = ["{host}"]\n{stun_line}')


def server(serve: Callable[[socket.socket], None]) -> Service:
    """A server that handles each connection with `serve`."""

    @contextmanager
    def service(here: Path) -> Iterator[Mapping[str, str]]:
        with serving(serve) as port:
            write_policy(here, f"localhost:{port}")
            yield {}

    return service


def certificate(names: str, days: int = 2, *, trusted: bool = True) -> Service:
    """A TLS server with a certificate for these names."""

    @contextmanager
    def service(here: Path) -> Iterator[Mapping[str, str]]:
        made = authority(here / "authority")
        with tls_server(made.issue("its", names, days)) as port:
            write_policy(here, f"localhost:{port}")
            yield {"SSL_CERT_FILE": str(made.certificate)} if trusted else {}

    return service


def stun(conduct: Conduct) -> Service:
    """A TLS server without faults beside a STUN server that behaves as `conduct` says."""

    @contextmanager
    def service(here: Path) -> Iterator[Mapping[str, str]]:
        made = authority(here / "authority")
        with tls_server(made.issue("its", "DNS:localhost")) as port, stun_server(conduct) as other:
            write_policy(here, f"localhost:{port}", f"127.0.0.1:{other}")
            yield {"SSL_CERT_FILE": str(made.certificate)}

    return service


@contextmanager
def no_listener(here: Path) -> Iterator[Mapping[str, str]]:
    write_policy(here, f"localhost:{unused_port()}")
    yield {}


@contextmanager
def no_such_host(here: Path) -> Iterator[Mapping[str, str]]:
    write_policy(here, "no-such-host.invalid")
    yield {}


def hangs(caller: socket.socket) -> None:
    """Accept the connection and send nothing."""
    caller.settimeout(10)
    while caller.recv(4096):
        pass


def drips(caller: socket.socket) -> None:
    """Send one byte at a time, so that no single read ever times out."""
    for _ in range(100):
        caller.sendall(b"\x16")
        threading.Event().wait(0.2)


def sends(answer: bytes) -> Callable[[socket.socket], None]:
    def serve(caller: socket.socket) -> None:
        caller.recv(4096)
        caller.sendall(answer)

    return serve


def floods(caller: socket.socket) -> None:
    for _ in range(2000):
        caller.sendall(bytes(65_536))


def fault(name: str, service: Service, promised: str, *, quick: bool = False) -> CommandFault:
    return CommandFault(
        name=f"the meeting's server: {name}",
        arguments=PATH,
        service=service,
        promised=promised,
        within_s=12,
        quick=quick,
    )


FAULTS: tuple[CommandFault, ...] = (
    fault("nobody listens", no_listener, "path.unreachable"),
    fault("a name that is not there", no_such_host, "path.unreachable"),
    fault("takes the call and says nothing", server(hangs), "path.unreachable", quick=True),
    fault("hangs up at once", server(lambda _: None), "path.unreachable"),
    fault("a byte now and then", server(drips), "path.unreachable"),
    fault("noise instead of TLS", server(sends(b"\xff" * 999)), "path.unreachable"),
    fault("130 MB of nothing", server(floods), "path.unreachable"),
    fault("plain words instead of TLS", server(sends(b"SSH-2.0-OpenSSH\r\n")), "path.unreachable"),
    fault("another's certificate", certificate("DNS:other.example"), "path.certificate_wrong_host"),
    fault("a certificate that nobody knows", certificate("DNS:localhost", trusted=False), "path.certificate_unknown"),
    fault("a certificate that is over", certificate("DNS:localhost", days=-1), "path.certificate_date"),
    fault("STUN: every third packet is lost", stun(Conduct(lost=lambda number: number % 3 == 0)), "path.packet_loss"),
    fault("STUN: noise beside each answer", stun(Conduct(noise=b"\xff" * 40)), "path.ok"),
    fault(
        "STUN: a packet that breaks parsers", stun(Conduct(noise=b"\x01\x01\xff\xff!\x12\xa4B" + bytes(12))), "path.ok"
    ),
    fault("STUN: half a second each way", stun(Conduct(delay_s=lambda _: 0.5)), "path.delay"),
    fault("STUN: nobody answers", stun(Conduct(lost=lambda _: True)), "path.not_measured"),
)

"""Servers and networks that answer wrongly, late or not at all: real ones, on this computer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from path_servers import Conduct, authority, serving, stun_server, tls_server, unused_port

from faults.commands import CommandFault

PATH = ("--policy", "policy.toml", "check", "--only", "path", "--json", "--lang", "en")
Beside = Callable[[Path], AbstractContextManager[Mapping[str, str]]]


def asks(here: Path, host: str, stun: str = "") -> None:
    """The policy that has the program ask there."""
    named = f'stun = ["{stun}"]\n' if stun else ""
    (here / "policy.toml").write_text(f'[path]\nhosts = ["{host}"]\n{named}')


def server(serve: Callable[[socket.socket], None]) -> Beside:
    """A server that does that with each caller."""

    @contextmanager
    def beside(here: Path) -> Iterator[Mapping[str, str]]:
        with serving(serve) as port:
            asks(here, f"localhost:{port}")
            yield {}

    return beside


def certificate(names: str, days: int = 2, *, trusted: bool = True) -> Beside:
    """A server that shakes hands with that certificate."""

    @contextmanager
    def beside(here: Path) -> Iterator[Mapping[str, str]]:
        made = authority(here / "authority")
        with tls_server(made.issue("its", names, days)) as port:
            asks(here, f"localhost:{port}")
            yield {"SSL_CERT_FILE": str(made.certificate)} if trusted else {}

    return beside


def stun(conduct: Conduct) -> Beside:
    """Good TLS, and a STUN server that behaves like that."""

    @contextmanager
    def beside(here: Path) -> Iterator[Mapping[str, str]]:
        made = authority(here / "authority")
        with tls_server(made.issue("its", "DNS:localhost")) as port, stun_server(conduct) as other:
            asks(here, f"localhost:{port}", f"127.0.0.1:{other}")
            yield {"SSL_CERT_FILE": str(made.certificate)}

    return beside


@contextmanager
def nobody(here: Path) -> Iterator[Mapping[str, str]]:
    asks(here, f"localhost:{unused_port()}")
    yield {}


@contextmanager
def no_such_host(here: Path) -> Iterator[Mapping[str, str]]:
    asks(here, "no-such-host.invalid")
    yield {}


def hangs(caller: socket.socket) -> None:
    """Takes the connection and says nothing."""
    caller.settimeout(10)
    while caller.recv(4096):
        pass


def drips(caller: socket.socket) -> None:
    """A byte now and then, so that no time-out of a single read is ever reached."""
    for _ in range(100):
        caller.sendall(b"\x16")
        threading.Event().wait(0.2)


def says(answer: bytes) -> Callable[[socket.socket], None]:
    def serve(caller: socket.socket) -> None:
        caller.recv(4096)
        caller.sendall(answer)

    return serve


def floods(caller: socket.socket) -> None:
    for _ in range(2000):
        caller.sendall(bytes(65_536))


def fault(name: str, beside: Beside, promised: str, *, quick: bool = False) -> CommandFault:
    return CommandFault(
        name=f"the meeting's server: {name}", arguments=PATH, beside=beside, promised=promised, within_s=12, quick=quick
    )


FAULTS: tuple[CommandFault, ...] = (
    fault("nobody listens", nobody, "path.unreachable"),
    fault("a name that is not there", no_such_host, "path.unreachable"),
    fault("takes the call and says nothing", server(hangs), "path.unreachable", quick=True),
    fault("hangs up at once", server(lambda _: None), "path.unreachable"),
    fault("a byte now and then", server(drips), "path.unreachable"),
    fault("noise instead of TLS", server(says(b"\xff" * 999)), "path.unreachable"),
    fault("130 MB of nothing", server(floods), "path.unreachable"),
    fault("plain words instead of TLS", server(says(b"SSH-2.0-OpenSSH\r\n")), "path.unreachable"),
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

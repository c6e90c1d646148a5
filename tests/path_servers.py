"""Servers on this computer for tests of the way to a meeting: STUN with delay and loss, TLS with bad certificates."""

from __future__ import annotations

import heapq
import itertools
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aioice import stun

LOOPBACK = "127.0.0.1"
_ELLIPTIC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a STUN responder behaves: each answer's delay by its number, which are left out, and what else it says."""

    delay_s: Callable[[int], float] = lambda _: 0.0
    lost: Callable[[int], bool] = lambda _: False
    noise: bytes = b""


@contextmanager
def stun_server(conduct: Conduct | None = None, *, tcp: bool = False, family: int = socket.AF_INET) -> Iterator[int]:
    """A STUN server's port; with `tcp` something listens there over TCP as well."""
    conduct, here = conduct or Conduct(), "::1" if family == socket.AF_INET6 else LOOPBACK
    with ExitStack() as kept:
        link = kept.enter_context(socket.socket(family, socket.SOCK_DGRAM))
        link.bind((here, 0))
        port = int(link.getsockname()[1])
        if tcp:
            listener = kept.enter_context(socket.socket(family, socket.SOCK_STREAM))
            listener.bind((here, port))
            listener.listen()
        thread = threading.Thread(target=_respond, args=(link, conduct))
        thread.start()
        try:
            yield port
        finally:
            with socket.socket(family, socket.SOCK_DGRAM) as last:
                last.sendto(b"stop", (here, port))
            thread.join()


def _respond(link: socket.socket, conduct: Conduct) -> None:
    """Answer in one thread, each packet when it is due: a thread for each would starve the caller of this process."""
    waiting: list[tuple[float, int, bytes, Any]] = []
    for number in itertools.count():
        packet, sender = _next_request(link, waiting)
        if packet == b"stop":
            return
        if conduct.lost(number):
            continue
        asked = stun.parse_message(packet)
        answer = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, asked.transaction_id)
        answer.attributes["XOR-MAPPED-ADDRESS"] = (sender[0], sender[1])
        due = time.monotonic() + conduct.delay_s(number)
        for place, piece in enumerate(filter(None, (conduct.noise, bytes(answer)))):
            heapq.heappush(waiting, (due, 2 * number + place, piece, sender))


def _next_request(link: socket.socket, waiting: list[tuple[float, int, bytes, Any]]) -> tuple[bytes, Any]:
    while True:
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, piece, sender = heapq.heappop(waiting)
            link.sendto(piece, sender)
        link.settimeout(max(0.001, waiting[0][0] - time.monotonic()) if waiting else None)
        try:
            return link.recvfrom(2048)
        except TimeoutError:
            continue


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority of our own. `certificate` is the file to trust."""

    folder: Path

    @property
    def certificate(self) -> Path:
        """What a program that trusts this authority is given."""
        return self.folder / "authority.pem"

    def issue(self, name: str, names: str, days: int = 2) -> Path:
        """A certificate with its key in one file, for `names` (`DNS:localhost,IP:127.0.0.1`); valid for `days`."""
        key, request, signed = (self.folder / f"{name}.{ending}" for ending in ("key", "csr", "crt"))
        subject = ("-subj", "/CN=path", "-addext", f"subjectAltName={names}")
        _openssl("req", *_ELLIPTIC, *subject, "-keyout", str(key), "-out", str(request))
        issuer = ("-CA", str(self.certificate), "-CAkey", str(self.folder / "authority.key"), "-CAcreateserial")
        lasting = ("-days", str(days), "-copy_extensions", "copy")
        _openssl("x509", "-req", "-in", str(request), *issuer, *lasting, "-out", str(signed))
        both = self.folder / f"{name}.pem"
        both.write_bytes(key.read_bytes() + signed.read_bytes())
        return both


def authority(folder: Path) -> Authority:
    """A new authority in this folder."""
    folder.mkdir()
    made = Authority(folder)
    where = ("-keyout", str(folder / "authority.key"), "-out", str(made.certificate))
    _openssl("req", "-x509", *_ELLIPTIC, "-days", "2", "-subj", "/CN=authority", *where)
    return made


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=20)


@contextmanager
def tls_server(certificate: Path, family: int = socket.AF_INET) -> Iterator[int]:
    """A server's port that shakes hands with this certificate and closes."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def shake(caller: socket.socket) -> None:
        with context.wrap_socket(caller, server_side=True) as secure:
            secure.recv(1)

    with serving(shake, family) as port:
        yield port


@contextmanager
def serving(serve: Callable[[socket.socket], None], family: int = socket.AF_INET, port: int = 0) -> Iterator[int]:
    """A TCP port whose callers are served one after the other; a caller that hangs up early is no fault."""
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.bind(("::1" if family == socket.AF_INET6 else LOOPBACK, port))
        listener.listen()
        ending = threading.Event()

        def work() -> None:
            while not ending.is_set():
                caller, _ = listener.accept()
                with caller:
                    if not ending.is_set():
                        _served(serve, caller)

        thread = threading.Thread(target=work)
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            ending.set()
            with socket.create_connection(listener.getsockname()[:2]):
                pass
            thread.join()


def _served(serve: Callable[[socket.socket], None], caller: socket.socket) -> None:
    try:
        serve(caller)
    except OSError:  # refused our certificate, as it should
        return


@contextmanager
def http_server(answer: str) -> Iterator[int]:
    """A server's port that answers every request with this."""

    def reply(caller: socket.socket) -> None:
        caller.recv(4096)
        caller.sendall(answer.encode())

    with serving(reply) as port:
        yield port


@contextmanager
def proxy_server(seen: list[str], answer: str = "HTTP/1.1 200 Connection established") -> Iterator[int]:
    """A proxy's port: notes what is asked, and leads a CONNECT to where it says."""

    def lead(caller: socket.socket) -> None:
        head = caller.recv(4096).decode("latin-1")
        seen.append(head.splitlines()[0])
        caller.sendall(f"{answer}\r\n\r\n".encode())
        if " 200 " in answer:
            host, _, port = head.split()[1].rpartition(":")
            with socket.create_connection((host.strip("[]"), int(port)), timeout=2) as onward:
                back = threading.Thread(target=_pour, args=(onward, caller))
                back.start()
                _pour(caller, onward)
                back.join()

    with serving(lead) as port:
        yield port


def _pour(source: socket.socket, target: socket.socket) -> None:
    try:
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:  # either side is gone
        return


def unused_port() -> int:
    """A port of this computer that nobody listens on."""
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        return int(one.getsockname()[1])

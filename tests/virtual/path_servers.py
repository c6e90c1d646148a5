"""Servers on this computer for tests of the network path: STUN with delay and loss, TLS with bad certificates."""

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
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aioice import stun

LOOPBACK = "127.0.0.1"
_ELLIPTIC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a STUN responder behaves: each answer's delay by number, which are lost, and noise before each."""

    delay_s: Callable[[int], float] = lambda _: 0.0
    lost: Callable[[int], bool] = lambda _: False
    noise: bytes = b""


@contextmanager
def stun_server(conduct: Conduct | None = None, *, tcp: bool = False, family: int = socket.AF_INET) -> Iterator[int]:
    """Run a STUN server and yield its port; with `tcp` it also accepts TCP connections."""
    conduct, here = conduct or Conduct(), "::1" if family == socket.AF_INET6 else LOOPBACK
    with ExitStack() as stack:
        link = stack.enter_context(socket.socket(family, socket.SOCK_DGRAM))
        link.bind((here, 0))
        port = int(link.getsockname()[1])
        if tcp:
            listener = stack.enter_context(socket.socket(family, socket.SOCK_STREAM))
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
    """Answer each packet when it is due, in one thread: one thread per packet would starve the code under test."""
    waiting: list[tuple[float, int, bytes, Any]] = []
    for number in itertools.count():
        packet, sender = _next_request(link, waiting)
        if packet == b"stop":
            return
        if conduct.lost(number):
            continue
        request = stun.parse_message(packet)
        answer = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, request.transaction_id)
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
    """A certificate authority for tests. `certificate` is the file to trust."""

    folder: Path

    @property
    def certificate(self) -> Path:
        """The file with the authority's certificate."""
        return self.folder / "authority.pem"

    def issue(
        self, name: str, names: str, days: int = 2, *, common_name: str = "path", issuer: Path | None = None
    ) -> Path:
        """A certificate with its key in one file, for `names` (`DNS:localhost,IP:127.0.0.1`); see `lasting_for`.

        With an `issuer` (`intermediate`), its certificate is sent as well.
        """
        extension = f"subjectAltName={names}" if names else "basicConstraints=CA:FALSE"
        both = self._sign(name, f"/CN={common_name}", extension, days, issuer)
        if issuer:
            both.write_bytes(both.read_bytes() + issuer.read_bytes())
        return both

    def intermediate(self, name: str, days: int) -> Path:
        """An intermediate authority's certificate with its key in one file."""
        return self._sign(name, f"/CN={name}", "basicConstraints=critical,CA:TRUE", days, None)

    def _sign(self, name: str, subject: str, extension: str, days: int, issuer: Path | None) -> Path:
        key, request, signed = (self.folder / f"{name}.{ending}" for ending in ("key", "csr", "crt"))
        wanted = ("-subj", subject, "-addext", extension)
        _openssl("req", *_ELLIPTIC, *wanted, "-keyout", str(key), "-out", str(request))
        by, by_key = (issuer, issuer) if issuer else (self.certificate, self.folder / "authority.key")
        lasting = (*lasting_for(days), "-copy_extensions", "copy", "-CAcreateserial")
        _openssl(
            "x509", "-req", "-in", str(request), "-CA", str(by), "-CAkey", str(by_key), *lasting, "-out", str(signed)
        )
        both = self.folder / f"{name}.pem"
        both.write_bytes(key.read_bytes() + signed.read_bytes())
        return both


def authority(folder: Path) -> Authority:
    """Create an authority in this folder."""
    folder.mkdir()
    created = Authority(folder)
    where = ("-keyout", str(folder / "authority.key"), "-out", str(created.certificate))
    _openssl("req", "-x509", *_ELLIPTIC, "-days", "2", "-subj", "/CN=authority", *where)
    return created


def lasting_for(days: int) -> tuple[str, ...]:
    """The arguments of `openssl x509` for so many days from now; negative if they are over."""
    version = subprocess.run(["openssl", "version"], check=True, capture_output=True, text=True).stdout.split()[1]
    if days >= 0 or tuple(map(int, version.split(".")[:2])) < (3, 4):
        return ("-days", str(days))
    end = datetime.now(UTC) + timedelta(days=days)  # 3.4 takes no negative days, and earlier ones no dates
    return ("-not_before", f"{end - timedelta(days=1):%Y%m%d%H%M%SZ}", "-not_after", f"{end:%Y%m%d%H%M%SZ}")


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True, timeout=20)


@contextmanager
def tls_server(certificate: Path, family: int = socket.AF_INET, *, cards_of: Path | None = None) -> Iterator[int]:
    """Run a server that completes the TLS handshake and closes; yield its port.

    With `cards_of`, it speaks TLS 1.2 and refuses clients without a certificate (a smart card) of that authority.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if cards_of:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cards_of)

    def shake(caller: socket.socket) -> None:
        with context.wrap_socket(caller, server_side=True) as secure:
            secure.recv(1)

    with serving(shake, family) as port:
        yield port


@contextmanager
def serving(serve: Callable[[socket.socket], None], family: int = socket.AF_INET, port: int = 0) -> Iterator[int]:
    """Run a TCP server that handles one client at a time and ignores early disconnects; yield its port."""
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.bind(("::1" if family == socket.AF_INET6 else LOOPBACK, port))
        listener.listen()
        ending = threading.Event()

        def work() -> None:
            while not ending.is_set():
                caller, _ = listener.accept()
                with caller:
                    if not ending.is_set():
                        _serve_one(serve, caller)

        thread = threading.Thread(target=work)
        thread.start()
        try:
            yield int(listener.getsockname()[1])
        finally:
            ending.set()
            with socket.create_connection(listener.getsockname()[:2]):
                pass
            thread.join()


def _serve_one(serve: Callable[[socket.socket], None], caller: socket.socket) -> None:
    try:
        serve(caller)
    except OSError:  # refused our certificate, as it should
        return


@contextmanager
def http_server(answer: str) -> Iterator[int]:
    """Run a server that gives this answer to every request; yield its port."""

    def reply(caller: socket.socket) -> None:
        caller.recv(4096)
        caller.sendall(answer.encode())

    with serving(reply) as port:
        yield port


@contextmanager
def proxy_server(requests: list[str], answer: str = "HTTP/1.1 200 Connection established") -> Iterator[int]:
    """Run a proxy that appends each request line to `requests` and connects a CONNECT; yield its port."""

    def lead(caller: socket.socket) -> None:
        head = caller.recv(4096).decode("latin-1")
        requests.append(head.splitlines()[0])
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
    """A port of this computer on which no program listens."""
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        return int(one.getsockname()[1])

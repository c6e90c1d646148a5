"""Probing a web server step by step: name resolution, TCP, TLS; and why a certificate is rejected.

Certificates are verified by the system (truststore), which knows the organisation's roots, fetches missing ones on
Windows, and finds another path if an old root has expired, as Chrome does. Only errors in the server's own certificate
are attributed to it; a chain that cannot be verified is "unknown issuer", which Chrome may well accept.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from readiness.host.network.dns import look_up
from readiness.server_address import ServerAddress

Certificate = Literal["ok", "other", "unknown_issuer", "wrong_host", "not_yet_valid", "expired"]
CERTIFICATES: tuple[str, ...] = get_args(Certificate)
"""Possible results for a certificate, the worst last."""

_PROBLEMS: dict[int, Certificate] = {
    10: "expired", 9: "not_yet_valid", 62: "wrong_host", 64: "wrong_host",
    2: "unknown_issuer", 18: "unknown_issuer", 19: "unknown_issuer", 20: "unknown_issuer", 21: "unknown_issuer",
    0x800B0101: "expired", 0x800B010F: "wrong_host", 0x800B0109: "unknown_issuer", 0x800B010A: "unknown_issuer",
    -67818: "expired", -67819: "not_yet_valid", -67602: "wrong_host", -67843: "unknown_issuer",
}  # fmt: skip
"""The systems' verification errors: X509_V_ERR_* of openssl/x509_vfy.h (Linux), CERT_E_* of winerror.h (Windows, where
not yet valid is "expired" too), errSec* of Security/SecBase.h (macOS)."""

_ALTERNATIVE_NAMES = bytes.fromhex("0603551d11")
"""Subject alternative name's object identifier, 2.5.29.17, in DER. Chrome takes a certificate's names from there only,
while OpenSSL and Windows fall back to its common name (chromestatus.com, feature 4981025180483584)."""

_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of openssl/x509_vfy.h, which Python has no name for."""

_MAX_ADDRESSES = 6
_MAX_ANSWER_BYTES = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far the connection got; steps not reached are None. `is_ipv6` is for the established TCP connection."""

    name_lookup_ms: float | None = None
    tcp_connect_ms: float | None = None
    is_ipv6: bool | None = None
    tls_handshake_ms: float | None = None
    certificate: Certificate | None = None


def reach(server: ServerAddress, timeout_s: float, proxy: ServerAddress | None = None) -> Reach:
    """Connect, do the TLS handshake and close. With a proxy, name resolution and TCP connection are the proxy's."""
    deadline = time.monotonic() + timeout_s
    first, begun = proxy or server, time.perf_counter()
    addresses = look_up(first.host, first.port, timeout_s)
    result = Reach(name_lookup_ms=_ms_since(begun) if addresses is not None else None)
    if not addresses:
        return result
    begun = time.perf_counter()
    connected = connect(addresses, first.port, deadline)
    if connected is None:
        return result
    with connected:
        is_ipv6 = connected.family == socket.AF_INET6
        result = replace(result, tcp_connect_ms=_ms_since(begun), is_ipv6=is_ipv6)
        if proxy and not _tunnel(connected, server, deadline):
            return result
        result = _shake_hands(connected, server.host, deadline, result)

    def again() -> socket.socket | None:
        fresh = connect(addresses, first.port, deadline)
        return fresh if fresh and (proxy is None or _tunnel(fresh, server, deadline)) else None

    if result.certificate is None:
        begun = time.perf_counter()
        asked = asks_for_certificate(again(), server.host, deadline)
        return replace(result, tls_handshake_ms=_ms_since(begun), certificate="ok") if asked else result
    if result.certificate not in ("expired", "not_yet_valid", "other"):
        return result
    return replace(result, certificate=own_problem(again, server.host, deadline) or "unknown_issuer")


def connect(addresses: Iterable[str], port: int, deadline: float) -> socket.socket | None:
    """Return a socket connected to the address that answers first; None if none does. Set its timeout before using it.

    Args:
        addresses: all are tried concurrently, so that broken IPv6 does not delay IPv4 (RFC 8305).
        port: the port.
        deadline: latest time, `time.monotonic`.
    """
    with contextlib.ExitStack() as begun, selectors.DefaultSelector() as waiting:
        for one in filter(None, (_begin(address, port) for address in [*addresses][:_MAX_ADDRESSES])):
            waiting.register(begun.enter_context(one), selectors.EVENT_WRITE, one)
        while waiting.get_map() and (left := deadline - time.monotonic()) > 0:
            for key, _ in waiting.select(left):
                answered: socket.socket = key.data
                waiting.unregister(answered)
                if answered.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
                    return answered.dup()
    return None


def _begin(address: str, port: int) -> socket.socket | None:
    try:
        one = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    except OSError:  # this system has no IPv6
        return None
    one.setblocking(False)  # noqa: FBT003  (the library's own signature)
    try:
        one.connect((address, port))
    except (BlockingIOError, InterruptedError):
        return one
    except OSError:  # no route for this address family; another address may have one
        one.close()
        return None
    return one


def _tunnel(connected: socket.socket, server: ServerAddress, deadline: float) -> bool:
    """Request a tunnel to the server from a proxy (RFC 9110, CONNECT); return whether it was granted."""
    answer = exchange(connected, f"CONNECT {server} HTTP/1.1\r\nHost: {server}\r\n\r\n", deadline)
    return answer.partition(" ")[2].startswith("2")


def exchange(connected: socket.socket, request: str, deadline: float) -> str:
    """Send a request and return the response's head; empty if it does not arrive in time."""
    answer = b""
    try:
        _set_deadline(connected, deadline)
        connected.sendall(request.encode("latin-1", "replace"))
        while b"\r\n\r\n" not in answer and len(answer) < _MAX_ANSWER_BYTES:
            _set_deadline(connected, deadline)
            piece = connected.recv(4096)
            if not piece:
                break
            answer += piece
    except OSError:
        return ""
    return answer.partition(b"\r\n\r\n")[0].decode("latin-1")


def _set_deadline(connected: socket.socket, deadline: float) -> None:
    connected.settimeout(max(0.01, deadline - time.monotonic()))


def _shake_hands(connected: socket.socket, host: str, deadline: float, result: Reach) -> Reach:
    import truststore

    trusting = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    begun = time.perf_counter()
    try:
        _set_deadline(connected, deadline)
        with trusting.wrap_socket(connected, server_hostname=host) as shaken:
            named = _ALTERNATIVE_NAMES in (shaken.getpeercert(binary_form=True) or b"")
            return replace(result, tls_handshake_ms=_ms_since(begun), certificate="ok" if named else "wrong_host")
    except ssl.SSLCertVerificationError as refused:
        return replace(result, tls_handshake_ms=_ms_since(begun), certificate=certificate_problem(refused.verify_code))
    except (OSError, ValueError):  # closed, reset, not TLS, or timed out
        return result


def asks_for_certificate(connected: socket.socket | None, host: str, deadline: float) -> bool:
    """Whether a server ends the handshake because this program shows no certificate; Chrome asks the person for a card.

    TLS 1.2 gives no other sign of it: the server has chosen a cipher and sent its own certificate, and then refuses
    (RFC 5246, 7.4.6). Under TLS 1.3 the handshake is over by then.
    """
    if connected is None:
        return False
    with connected:
        try:
            _set_deadline(connected, deadline)
            secure = _unverified().wrap_socket(connected, server_hostname=host, do_handshake_on_connect=False)
        except (OSError, ValueError):
            return False
    with secure:
        try:
            secure.do_handshake()
        except ssl.SSLError as refused:
            return "ALERT" in str(refused.reason) and secure.cipher() is not None
        except OSError:
            return False
    return False


def _unverified() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def certificate_problem(verify_code: int) -> Certificate:
    """Translate a verification error code; Windows' codes may be signed or unsigned."""
    return _PROBLEMS.get(verify_code, _PROBLEMS.get(verify_code & 0xFFFFFFFF, "other"))


def own_problem(connect_again: Callable[[], socket.socket | None], host: str, deadline: float) -> Certificate | None:
    """Return what is wrong with the server's own certificate, regardless of its issuer; None if nothing or unknown.

    Connects twice more: to fetch the certificate, and to verify it with itself as the only trust anchor (RFC 5280's
    path validation ending there). OpenSSL checks the dates of what the server sends besides, too, so the certificate's
    own are compared here.
    """
    self_trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    self_trusting.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _NO_CHECK_TIME
    try:
        certificate = _handshake(_unverified(), connect_again(), host, deadline)
        if certificate is None:
            return None
        self_trusting.load_verify_locations(cadata=certificate[0])
        trusted = _handshake(self_trusting, connect_again(), host, deadline)
    except ssl.SSLCertVerificationError as refused:
        return certificate_problem(refused.verify_code)
    return _date_problem(trusted[1], time.time()) if trusted else None


def _handshake(
    context: ssl.SSLContext, connected: socket.socket | None, host: str, deadline: float
) -> tuple[bytes, Mapping[str, object]] | None:
    """Return the server's certificate, as DER and decoded (empty if not verified); None if the connection failed.

    Raises:
        ssl.SSLCertVerificationError: the certificate is refused.
    """
    if connected is None:
        return None
    with connected:
        try:
            _set_deadline(connected, deadline)
            with context.wrap_socket(connected, server_hostname=host) as shaken:
                return shaken.getpeercert(binary_form=True) or b"", shaken.getpeercert() or {}
        except ssl.SSLCertVerificationError:
            raise
        except (OSError, ValueError):
            return None


def _date_problem(certificate: Mapping[str, object], now_s: float) -> Certificate | None:
    if now_s < ssl.cert_time_to_seconds(str(certificate["notBefore"])):
        return "not_yet_valid"
    return "expired" if now_s > ssl.cert_time_to_seconds(str(certificate["notAfter"])) else None


def _ms_since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000

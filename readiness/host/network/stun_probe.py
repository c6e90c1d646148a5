"""Measuring latency, jitter and loss to a STUN server with binding requests over UDP (RFC 8489).

Requests are never retransmitted, since that would hide packet loss.
"""

from __future__ import annotations

import itertools
import math
import os
import socket
import statistics
import struct
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from readiness.host.network.dns import look_up
from readiness.host.network.tls_probe import connect
from readiness.server_address import ServerAddress

REQUESTS = 50
PACE_S = 0.02
"""One packet every 20 ms for a second, like speech (RFC 7874, Opus' usual frame)."""

LAST_RESPONSE_S = 0.6
"""Wait for the last response; anything later is useless in a conversation."""

_HEADER = struct.Struct(">HHI12s")
"""Type, length of the attributes, magic cookie, transaction id: section 5."""

_BINDING_REQUEST, _BINDING_RESPONSE, _MAGIC_COOKIE = 0x0001, 0x0101, 0x2112A442

Udp = Literal["open", "blocked", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Quality of the path to one server; without any response only `udp` is meaningful."""

    udp: Udp
    rtt_ms: float | None = None
    rtt_p95_ms: float | None = None
    jitter_ms: float | None = None
    packet_loss_percent: float | None = None


def measure_path(server: ServerAddress, timeout_s: float) -> Path:
    """Send the requests to a server and evaluate the responses.

    If there are none, the server is tried over TCP: if it answers, UDP is blocked; if not, nothing is known.
    """
    deadline = time.monotonic() + timeout_s
    for address in look_up(server.host, server.port, timeout_s) or ():
        try:
            link = _connected(address, server.port)
        except OSError:  # no route with this family, or this system has no IPv6
            continue
        with link:
            round_trips_s = _exchange(link, deadline)
        if any(each is not None for each in round_trips_s):
            return figures(round_trips_s)
        is_there = connect((address,), server.port, deadline) if round_trips_s else None
        if is_there is not None:
            is_there.close()
        return Path(udp="blocked" if is_there is not None else "unknown")
    return Path(udp="unknown")


def _connected(address: str, port: int) -> socket.socket:
    link = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
    try:
        link.connect((address, port))
    except OSError:
        link.close()
        raise
    return link


def _exchange(link: socket.socket, deadline: float) -> list[float | None]:
    """Return round-trip times in sending order, None for lost packets; empty if the host or this computer refuses."""
    unsent = [(transaction, binding_request(transaction)) for transaction in map(os.urandom, REQUESTS * [12])]
    sent: dict[bytes, float] = {}
    answered: dict[bytes, float] = {}
    begun = last_sent = time.monotonic()
    try:
        while unsent or len(answered) < len(sent):
            now = time.monotonic()
            due = begun + len(sent) * PACE_S if unsent else last_sent + LAST_RESPONSE_S
            if now >= deadline or (now >= due and not unsent):
                _read_waiting(link, sent, answered)
                break
            if now >= due:
                key, packet = unsent.pop()
                sent[key], last_sent = time.perf_counter(), now
                link.send(packet)
            else:
                _receive(link, min(due, deadline) - now, sent, answered)
    except OSError:  # nobody listens there, or this computer's firewall lets nothing out
        return []
    return [answered[key] - begun_at if key in answered else None for key, begun_at in sent.items()]


def _read_waiting(link: socket.socket, sent: Mapping[bytes, float], answered: dict[bytes, float]) -> None:
    """Record what has arrived but was not read: on a busy computer that is not lost. A flood is not read to its end."""
    for _ in range(2 * REQUESTS):
        if not _receive(link, 0, sent, answered):
            return


def _receive(link: socket.socket, patience_s: float, sent: Mapping[bytes, float], answered: dict[bytes, float]) -> bool:
    """Record the arrival of the next response to one of our requests, ignoring other packets; False if none came."""
    link.settimeout(max(0.001, patience_s))
    try:
        packet = link.recv(2048)
    except TimeoutError:
        return False
    received_at = time.perf_counter()
    transaction = answered_transaction(packet)
    if transaction in sent:
        answered.setdefault(transaction, received_at)
    return True


def binding_request(transaction: bytes) -> bytes:
    """Encode a binding request without attributes (20 bytes). `transaction` is its id, 12 random bytes."""
    return _HEADER.pack(_BINDING_REQUEST, 0, _MAGIC_COOKIE, transaction)


def answered_transaction(packet: bytes) -> bytes:
    """Return the transaction id of a success response; empty for any other packet."""
    if len(packet) < _HEADER.size:
        return b""
    kind, length, cookie, transaction = _HEADER.unpack_from(packet)
    is_answer = kind == _BINDING_RESPONSE and cookie == _MAGIC_COOKIE and length == len(packet) - _HEADER.size
    return transaction if is_answer and length % 4 == 0 else b""


def figures(round_trips_s: Sequence[float | None]) -> Path:
    """Compute round trip (median and 95th percentile), jitter and loss; at least one packet must have been answered.

    Jitter is the mean difference between consecutive round trips: RFC 3550's without its smoothing, which needs more
    packets than are sent in a second.
    """
    answered_ms = [each * 1000 for each in round_trips_s if each is not None]
    steps = [abs(after - before) for before, after in itertools.pairwise(answered_ms)]
    place = min(len(answered_ms) - 1, math.ceil(0.95 * len(answered_ms)) - 1)
    return Path(
        udp="open",
        rtt_ms=round(statistics.median(answered_ms), 1),
        rtt_p95_ms=round(sorted(answered_ms)[place], 1),
        jitter_ms=round(statistics.fmean(steps), 1) if steps else None,
        packet_loss_percent=round(100 * (len(round_trips_s) - len(answered_ms)) / len(round_trips_s), 1),
    )

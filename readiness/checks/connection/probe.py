"""The probe of the check `connection`: looks at the adapters and the route, in a live run again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Generic, TypeVar

from msgspec.structs import replace

from readiness.checks.connection import MEASURED_WITHIN_S
from readiness.checks.connection.measurement import Measurement, measurement_of
from readiness.checks.keep_alive import alive_while, pause
from readiness.host.network.adapter import carrier
from readiness.host.network.adapters import adapters
from readiness.host.network.route import local_addresses
from readiness.host.network.wifi_signal import wifi_bars
from readiness.host.system.remote_session import in_remote_session
from readiness.meeting_policy import Service
from readiness.model import Alive, Measured, Request

MEASURE_AGAIN_S = 2.0

SIGNAL_SHARE = 0.1
"""On macOS, reading the Wi-Fi signal takes seconds."""

T = TypeVar("T")


class Throttled(Generic[T]):
    """A query that takes at most `max_share` of the time; in between, its last answer for the same name is returned.

    Args:
        question: called with a name.
        max_share: the largest share of the time, above 0.
        clock: monotonic, seconds.
    """

    def __init__(
        self, question: Callable[[str], T], max_share: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._question, self._max_share, self._clock = question, max_share, clock
        self._answers: dict[str, tuple[float, T]] = {}

    def __call__(self, about: str) -> T:
        """Return the answer, a new one if it is due."""
        began_s = self._clock()
        if about in self._answers:
            due_s, last = self._answers[about]
            if began_s < due_s:
                return last
        answer = self._question(about)
        ended_s = self._clock()
        self._answers[about] = (ended_s + (ended_s - began_s) * (1 / self._max_share - 1), answer)
        return answer


def measure(host: str, bars_of: Callable[[str], int | None]) -> Measurement:
    """Measure the connection to `host`, and whether this is a remote session, in which another computer's counts.

    The connection is measured once more if the route changed between the two reads.
    """
    found, addresses = adapters(), local_addresses(host)
    if addresses and carrier(found, addresses) is None:
        found, addresses = adapters(), local_addresses(host)
    return replace(measurement_of(found, addresses, bars_of), is_remote_session=in_remote_session())


def run(request: Request) -> Iterator[Measured | Alive]:
    """Measure once; in a live run every `MEASURE_AGAIN_S`, so that plugging in a cable is noticed."""
    again = partial(measure, request.policy.of(Service).host, Throttled(wifi_bars, SIGNAL_SHARE))
    yield Measured(again())
    while request.live:
        yield from pause(MEASURE_AGAIN_S)
        measurement = yield from alive_while(again, MEASURED_WITHIN_S)
        yield Measured(measurement)

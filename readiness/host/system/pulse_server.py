"""A connection to PulseAudio, or to PipeWire's PulseAudio side, that gives up when the server does not answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from readiness.host.system import sound_libraries
from readiness.host.system.pulse_poll_timeout import PollTimeout

ANSWER_S = 3.0
"""How long the sound server may take to answer; a healthy one needs milliseconds."""


class NoServerError(Exception):
    """There is no sound server to ask."""


@contextmanager
def connect(server: str | None = None, answer_s: float = ANSWER_S) -> Iterator[Any]:
    """A `pulsectl.Pulse`, connected.

    Args:
        server: a PulseAudio address; None for the one in the environment.
        answer_s: how long the whole conversation may take.

    Raises:
        NoServerError: none is running, or it refuses.
        OSError: one is there and does not answer in time.
    """
    try:
        with sound_libraries.by_soname():
            import pulsectl
            from pulsectl._pulsectl import LibPulse
    except OSError as error:  # no libpulse on this machine, so no server either
        raise NoServerError from error
    deadline = PollTimeout(time.monotonic() + answer_s)
    try:
        with pulsectl.Pulse("readiness", server=server, connect=False) as pulse:
            # connect(timeout=…) of pulsectl 24.12 always waits the whole time-out, so the poll function keeps it.
            pulse.set_poll_func(deadline.poll, deadline.note)
            pulse.connect()
            yield pulse
    except (pulsectl.PulseError, LibPulse.CallError) as error:
        if deadline.error is not None:
            raise OSError(f"the sound server did not answer in {answer_s:g} s: {error}") from deadline.error
        raise NoServerError from error

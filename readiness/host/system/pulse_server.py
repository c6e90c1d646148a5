"""A connection to PulseAudio, or PipeWire's PulseAudio interface, with a time limit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from readiness.host.system import sound_libraries
from readiness.host.system.pulse_poll_timeout import PollTimeout

ANSWER_S = 3.0
"""Default time limit for the sound server; a healthy one answers in milliseconds."""


class NoServerError(Exception):
    """No sound server is running."""


@contextmanager
def connect(server: str | None = None, answer_s: float = ANSWER_S) -> Iterator[Any]:
    """Yield a connected `pulsectl.Pulse`.

    Args:
        server: a PulseAudio address; None for the one in the environment.
        answer_s: time limit for the whole block.

    Raises:
        NoServerError: no server is running, or it refuses the connection.
        OSError: the server does not answer in time.
    """
    try:
        with sound_libraries.by_soname():
            import pulsectl
            from pulsectl._pulsectl import LibPulse
    except OSError as error:  # without libpulse there is no server either
        raise NoServerError from error
    deadline = PollTimeout(time.monotonic() + answer_s)
    try:
        with pulsectl.Pulse("readiness", server=server, connect=False) as pulse:
            # connect(timeout=…) of pulsectl 24.12 always waits for the full timeout, so the poll function enforces it.
            pulse.set_poll_func(deadline.poll, deadline.note)
            pulse.connect()
            yield pulse
    except (pulsectl.PulseError, LibPulse.CallError) as error:
        if deadline.error is not None:
            raise OSError(f"the sound server did not answer in {answer_s:g} s: {error}") from deadline.error
        raise NoServerError from error

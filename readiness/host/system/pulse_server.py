"""A connection to PulseAudio, or PipeWire's PulseAudio interface, with a time limit."""

from __future__ import annotations

import select
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from readiness.host.system import sound_libraries

ANSWER_S = 3.0
"""Default time limit for the sound server; a healthy one answers in milliseconds."""


class Volume(Protocol):
    """The volume of each channel: 1.0 is the hardware's full gain."""

    values: list[float]


class SoundDevice(Protocol):
    """A source (an input, or the monitor of an output) or a sink (an output)."""

    index: int
    name: str
    mute: int
    volume: Volume
    proplist: Mapping[str, str]


class Recording(Protocol):
    """A program's stream from a source; `source` is the source's index."""

    source: int
    resample_method: str | None
    proplist: Mapping[str, str]


class ServerInfo(Protocol):
    """The server's defaults, by name."""

    default_source_name: str
    default_sink_name: str


class Pulse(Protocol):
    """What is used of `pulsectl.Pulse`, which declares no types."""

    def server_info(self) -> ServerInfo:
        """Return the defaults."""

    def source_list(self) -> list[SoundDevice]:
        """Return all inputs and monitors."""

    def sink_list(self) -> list[SoundDevice]:
        """Return all outputs."""

    def source_output_list(self) -> list[Recording]:
        """Return the programs that record."""

    def get_source_by_name(self, name: str) -> SoundDevice:
        """Return that source; `pulsectl.PulseIndexError` if there is none."""

    def mute(self, device: SoundDevice, mute: bool) -> None:  # noqa: FBT001  (the library's own signature)
        """Mute or unmute a device."""

    def volume_set(self, device: SoundDevice, volume: Volume) -> None:
        """Set the volume of a device."""

    def default_set(self, device: SoundDevice) -> None:
        """Make a device the default."""


class NoServerError(Exception):
    """No sound server is running."""


@contextmanager
def connect(server: str | None = None, answer_s: float = ANSWER_S) -> Iterator[Pulse]:
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
    deadline = _PollWithDeadline(time.monotonic() + answer_s)
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


class _Waiting(Protocol):
    """A descriptor that libpulse waits for, as in poll(2)."""

    fd: int
    events: int
    revents: int


class _PollWithDeadline:
    """A poll(2) with a deadline for libpulse's main loop, which would wait for ever for a server that hangs."""

    def __init__(self, deadline_s: float) -> None:
        self._deadline_s = deadline_s
        self.error: BaseException | None = None

    def poll(self, waiting: Sequence[_Waiting], timeout_s: float) -> int:
        """Wait for the descriptors that libpulse names, but never past the deadline."""
        assert sys.platform != "win32"  # noqa: S101  (mypy reads this line: Windows has no poll)
        poller = select.poll()
        for each in waiting:
            poller.register(each.fd, each.events)
        left_s = max(self._deadline_s - time.monotonic(), 0.0)
        ready = dict(poller.poll(1000 * (left_s if timeout_s < 0 else min(timeout_s, left_s))))
        for each in waiting:
            each.revents = ready.get(each.fd, 0)
        if not ready and time.monotonic() >= self._deadline_s:
            raise TimeoutError
        return len(ready)

    def note(self, _kind: type[BaseException], error: BaseException, _trace: object) -> None:
        """Keep the exception: libpulse turns it into an answer of −1."""
        self.error = error

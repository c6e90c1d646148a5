"""Playing a few seconds of sound from memory through an output; PortAudio, at the output's own rate."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from readiness.host.audio.portaudio import Device, SoundError, choose, devices, endpoint, fault_in, load

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples

FIRST_BLOCK_S = 4.0
MOST_CHANNELS = 2

BUFFER_S = 0.4
"""What is played was made beforehand, so it may wait: a busy computer then leaves no holes in it."""


class LoudspeakerStream:
    """An open output; silent until `play`."""

    def __init__(self, name: str, rate_hz: int) -> None:
        self.name = name
        self.rate_hz = rate_hz
        self.left_at_s: float | None = None
        """When the first sample was handed to PortAudio, on `time.monotonic`; None before that."""

        self.ahead_s = 0.0
        """How long before it is heard PortAudio expects what it is handed; its own guess."""
        self.broken = False
        """Whether the output ran dry while it played."""

        self._samples: Samples | None = None
        self._played = 0
        self._heard_at_s = 0.0
        self._ended = threading.Event()

    def play(self, samples: Samples) -> None:
        """Play samples (full scale −1 to 1) at `rate_hz`: mono on all channels, or frames × 2, left and right.

        Returns at once; once a stream. An output with one channel gives both sides together.
        """
        self._samples = samples

    @property
    def ended(self) -> bool:
        """Whether everything was handed over."""
        return self._ended.is_set()

    def fill(self, block: Any, ahead_s: float, *, ran_dry: bool) -> None:
        """Give PortAudio's own thread its next block, frames × channels."""
        block.fill(0)
        if self._samples is None:
            return
        if self.left_at_s is None:
            self.left_at_s, self.ahead_s = time.monotonic(), ahead_s
        elif not self.ended:
            self.broken = self.broken or ran_dry
        part = self._samples[self._played : self._played + len(block)]
        block[: len(part)] = _for_channels(part, block.shape[1])
        self._played += len(part)
        if not len(part) and not self.ended:
            self._heard_at_s = time.monotonic() + min(max(ahead_s, 0.0), FIRST_BLOCK_S)
            self._ended.set()

    def wait(self) -> None:
        """Until everything was heard, as far as the output knows: what it still holds when it is closed is lost.

        Raises:
            SoundError: `no_signal`: the output does not take it.
        """
        length_s = 0.0 if self._samples is None else len(self._samples) / self.rate_hz
        if not self._ended.wait(FIRST_BLOCK_S + length_s):
            raise SoundError("no_signal", self.name)
        time.sleep(max(0.0, self._heard_at_s - time.monotonic()))


def _for_channels(part: Samples, channels: int) -> Samples:
    if part.ndim == 1:
        return part[:, None]
    if channels == 1:
        together: Samples = part.sum(axis=1, keepdims=True, dtype="float32")
        return together
    sides: Samples = part[:, [min(channel, 1) for channel in range(channels)]]
    return sides


@contextmanager
def open_loudspeaker(wanted: str | None = None) -> Iterator[LoudspeakerStream]:
    """The wanted output, or the one that a meeting would get.

    Args:
        wanted: a name, a part of a name or the system's id.

    Raises:
        SoundError: it cannot be opened.
    """
    known = endpoint("output", wanted)
    sounddevice = load(known)
    sink = choose(devices(sounddevice, "output"), known, wanted)
    stream = LoudspeakerStream(known.name if known else sink.name, sink.rate_hz)
    opened = _open(sounddevice, sink, stream)
    try:
        yield stream
        opened.stop()  # waits until what was handed over is heard
    finally:
        opened.close()


def _open(sounddevice: Any, sink: Device, stream: LoudspeakerStream) -> Any:
    for channels in dict.fromkeys([min(MOST_CHANNELS, sink.channels), sink.channels]):
        try:
            opened = sounddevice.OutputStream(
                device=sink.index,
                samplerate=sink.rate_hz,
                channels=channels,
                dtype="float32",
                latency=BUFFER_S,
                callback=lambda block, _frames, at, status: stream.fill(
                    block, at.outputBufferDacTime - at.currentTime, ran_dry=status.output_underflow
                ),
            )
            opened.start()
        except sounddevice.PortAudioError as error:
            fault = fault_in(error)
            if fault != "refused":
                raise SoundError(fault, stream.name) from error
        else:
            return opened
    raise SoundError("refused", stream.name)

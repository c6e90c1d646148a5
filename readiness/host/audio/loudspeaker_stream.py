"""Playing a few seconds of sound from memory through an output, with PortAudio at the output's native rate."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from readiness.host.audio.portaudio import Device, SoundError, choose_device, devices, endpoint, fault_in, load

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples

FIRST_BLOCK_S = 4.0
MAX_CHANNELS = 2

BUFFER_S = 0.4
"""Latency is harmless for prepared sound, and a large buffer prevents dropouts on a busy computer."""


class LoudspeakerStream:
    """An open output, silent until `play` is called."""

    def __init__(self, name: str, rate_hz: int) -> None:
        self.name = name
        self.rate_hz = rate_hz
        self.started_at_s: float | None = None
        """Time at which the first sample was handed to PortAudio, `time.monotonic`; None before that."""

        self.latency_s = 0.0
        """PortAudio's estimate of the output latency, seconds."""
        self.broken = False
        """Whether the output underran during playback."""

        self._samples: Samples | None = None
        self._played = 0
        self._finished_at_s = 0.0
        self._ended = threading.Event()

    def play(self, samples: Samples) -> None:
        """Start playing samples (full scale −1 to 1) at `rate_hz`; returns immediately and may be called only once.

        Args:
            samples: mono for all channels, or frames × 2 for left and right. A mono output plays the sum of both.
        """
        self._samples = samples

    @property
    def ended(self) -> bool:
        """Whether all samples have been handed to PortAudio."""
        return self._ended.is_set()

    def fill(self, block: Samples, latency_s: float, *, underrun: bool) -> None:
        """Fill the next block, frames × channels; called on PortAudio's thread."""
        block.fill(0)
        if self._samples is None:
            return
        if self.started_at_s is None:
            self.started_at_s, self.latency_s = time.monotonic(), latency_s
        elif not self.ended:
            self.broken = self.broken or underrun
        part = self._samples[self._played : self._played + len(block)]
        block[: len(part)] = _for_channels(part, block.shape[1])
        self._played += len(part)
        if not len(part) and not self.ended:
            self._finished_at_s = time.monotonic() + min(max(latency_s, 0.0), FIRST_BLOCK_S)
            self._ended.set()

    def wait(self) -> None:
        """Wait until playback has finished; closing the stream earlier would cut it off.

        Raises:
            SoundError: `no_signal`: the output does not consume the samples.
        """
        length_s = 0.0 if self._samples is None else len(self._samples) / self.rate_hz
        if not self._ended.wait(FIRST_BLOCK_S + length_s):
            raise SoundError("no_signal", self.name)
        time.sleep(max(0.0, self._finished_at_s - time.monotonic()))


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
    """Open an output.

    Args:
        wanted: a name, part of a name or the system's id; None for the one that a meeting would use.

    Raises:
        SoundError: it cannot be opened.
    """
    known = endpoint("output", wanted)
    sounddevice = load(known)
    sink = choose_device(devices(sounddevice, "output"), known, wanted)
    stream = LoudspeakerStream(known.name if known else sink.name, sink.rate_hz)
    opened = _open(sounddevice, sink, stream)
    try:
        yield stream
        opened.stop()  # waits until the buffered samples have been played
    finally:
        opened.close()


def _open(sounddevice: Any, sink: Device, stream: LoudspeakerStream) -> Any:
    for channels in dict.fromkeys([min(MAX_CHANNELS, sink.channels), sink.channels]):
        try:
            opened = sounddevice.OutputStream(
                device=sink.index,
                samplerate=sink.rate_hz,
                channels=channels,
                dtype="float32",
                latency=BUFFER_S,
                callback=lambda block, _frames, at, status: stream.fill(
                    block, at.outputBufferDacTime - at.currentTime, underrun=status.output_underflow
                ),
            )
            opened.start()
        except sounddevice.PortAudioError as error:
            fault = fault_in(error, sounddevice)
            if fault != "refused":
                raise SoundError(fault, stream.name) from error
        else:
            return opened
    raise SoundError("refused", stream.name)

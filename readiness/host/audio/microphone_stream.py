"""What does this microphone hear now? A PortAudio stream at the device's own rate; samples stay in this process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.portaudio import Device, SoundError, choose, devices, endpoint, fault_in, load

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples

BLOCKS_PER_S = 30
FIRST_BLOCK_S = 4.0
"""A Bluetooth headset needs seconds to change to its call profile."""

STOPPED_S = 1.5
"""So long without a block, when there were blocks before: the device is gone. PortAudio itself says nothing."""

OTHER_RATES_HZ = (48_000, 44_100, 16_000)
"""Tried in turn when a device refuses the rate that it calls its own."""


class MicrophoneStream:
    """An open microphone."""

    def __init__(self, name: str, rate_hz: int, known: AudioEndpoint | None = None) -> None:
        self.name = name
        self.rate_hz = rate_hz
        self._known = known
        self._blocks: SimpleQueue[tuple[Samples, float]] = SimpleQueue()
        self._heard = False
        self.came_at_s = 0.0
        """When the block that was read last came from PortAudio, on `time.monotonic`."""
        self.lost = False
        """Whether PortAudio has ever had to throw sound away, because nobody took it in time."""

    def put(self, block: Samples, *, lost: bool = False) -> None:
        """Take a block from PortAudio's own thread."""
        self.lost = self.lost or lost
        self._blocks.put((finite(block), time.monotonic()))

    def read(self) -> Samples:
        """The next block, a thirtieth of a second; waits for it.

        Raises:
            SoundError: nothing comes: `no_signal` when nothing ever came, else `unplugged`.
        """
        try:
            block, self.came_at_s = self._blocks.get(timeout=STOPPED_S if self._heard else FIRST_BLOCK_S)
        except Empty as error:
            raise SoundError("unplugged" if self._heard else "no_signal", self.name) from error
        self._heard = True
        return block

    @property
    def device(self) -> str:
        """The system's id of it; empty when the system told of none."""
        return self._known.id if self._known is not None else ""

    def muted_in_system(self) -> bool | None:
        """Whether the system has it muted now; None when the system does not say.

        Raises:
            SoundError: `unplugged`. A sound server gives the sound of another microphone then, and goes on.
        """
        if self._known is None or not self._known.id:
            return None
        now = endpoint("input", self._known.id)
        if now is None or now.id != self._known.id:
            raise SoundError("unplugged", self.name)
        return now.muted


def finite(block: Samples) -> Samples:
    """The block with silence where a broken driver gives no number."""
    import numpy as np

    return block if np.isfinite(block).all() else np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)


@contextmanager
def open_microphone(wanted: str | None = None) -> Iterator[MicrophoneStream]:
    """The wanted microphone, or the one that a meeting would get.

    Args:
        wanted: a name, a part of a name or the system's id.

    Raises:
        SoundError: it cannot be opened.
    """
    known = endpoint("input", wanted)
    sounddevice = load(known)
    source = choose(devices(sounddevice, "input"), known, wanted)
    name = known.name if known else source.name
    portaudio_stream, stream = _open(sounddevice, source, name, known)
    try:
        yield stream
    finally:
        portaudio_stream.close()


def ways(source: Device) -> Iterator[tuple[int, int]]:
    """Channels and rates to try: its own rate first, one channel before all, which are averaged."""
    for rate_hz in dict.fromkeys([source.rate_hz, *OTHER_RATES_HZ]):
        for channels in dict.fromkeys([1, source.channels]):
            yield channels, rate_hz


def _open(sounddevice: Any, source: Device, name: str, known: AudioEndpoint | None) -> tuple[Any, MicrophoneStream]:
    """The first way that the device takes, started."""
    for channels, rate_hz in ways(source):
        stream = MicrophoneStream(name, rate_hz, known)
        try:
            opened = sounddevice.InputStream(
                device=source.index,
                samplerate=rate_hz,
                channels=channels,
                dtype="float32",
                blocksize=rate_hz // BLOCKS_PER_S,
                latency="high",
                callback=lambda block, _frames, _time, status, stream=stream: stream.put(
                    block.mean(axis=1), lost=status.input_overflow
                ),
            )
            opened.start()
        except sounddevice.PortAudioError as error:
            fault = fault_in(error)
            if fault != "refused":
                raise SoundError(fault, name) from error
        else:
            return opened, stream
    raise SoundError("refused", name)

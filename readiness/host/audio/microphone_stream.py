"""Capturing from a microphone with PortAudio at the device's native rate; samples never leave this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.endpoints import is_input_muted
from readiness.host.audio.portaudio import Device, SoundError, choose_device, devices, endpoint, fault_in, load

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples

BLOCKS_PER_S = 15
"""As often as a level meter needs to move."""
FIRST_BLOCK_S = 4.0
"""A Bluetooth headset takes seconds to switch to its call profile."""

STOPPED_S = 1.5
"""After this long without a block the device counts as unplugged, since PortAudio does not report it."""

OTHER_RATES_HZ = (48_000, 44_100, 16_000)
"""Fallbacks for a device that refuses its own native rate."""


class MicrophoneStream:
    """An open microphone. `is_muted` asks the system about an input, by its id."""

    def __init__(
        self,
        name: str,
        rate_hz: int,
        known: AudioEndpoint | None = None,
        is_muted: Callable[[str], bool | None] = is_input_muted,
    ) -> None:
        self.name = name
        self.rate_hz = rate_hz
        self._known = known
        self._is_muted = is_muted
        self._blocks: SimpleQueue[tuple[Samples, float]] = SimpleQueue()
        self._heard = False
        self.received_at_s = 0.0
        """Time at which PortAudio delivered the block that was read last, `time.monotonic`."""
        self.overflowed = False
        """Whether PortAudio has ever dropped samples because they were not read in time."""

    def put(self, block: Samples, *, overflowed: bool = False) -> None:
        """Queue a block; called on PortAudio's thread."""
        self.overflowed = self.overflowed or overflowed
        self._blocks.put((finite(block), time.monotonic()))

    def read(self) -> Samples:
        """Wait for and return the next block, a fifteenth of a second.

        Raises:
            SoundError: no block arrived: `no_signal` if there never was one, else `unplugged`.
        """
        try:
            block, self.received_at_s = self._blocks.get(timeout=STOPPED_S if self._heard else FIRST_BLOCK_S)
        except Empty as error:
            raise SoundError("unplugged" if self._heard else "no_signal", self.name) from error
        self._heard = True
        return block

    @property
    def device(self) -> str:
        """The system's id of the device; empty if unknown."""
        return self._known.id if self._known is not None else ""

    def muted_in_system(self) -> bool | None:
        """Return whether the system has muted the device; None if unknown, or if the system does not answer.

        Raises:
            SoundError: `unplugged`; the sound server would silently continue with another microphone.
        """
        if self._known is None or not self._known.id:
            return None
        try:
            return self._is_muted(self._known.id)
        except LookupError as error:
            raise SoundError("unplugged", self.name) from error
        except OSError:
            return None  # whether the device is there shows in the sound itself


def finite(block: Samples) -> Samples:
    """Replace non-finite samples from broken drivers by silence."""
    import numpy as np

    return block if np.isfinite(block).all() else np.nan_to_num(block, nan=0.0, posinf=0.0, neginf=0.0)


@contextmanager
def open_microphone(wanted: str | None = None) -> Iterator[MicrophoneStream]:
    """Open a microphone.

    Args:
        wanted: a name, part of a name or the system's id; None for the one that a meeting would use.

    Raises:
        SoundError: it cannot be opened.
    """
    known = endpoint("input", wanted)
    sounddevice = load(known)
    source = choose_device(devices(sounddevice, "input"), known, wanted)
    name = known.name if known else source.name
    portaudio_stream, stream = _open(sounddevice, source, name, known)
    try:
        yield stream
    finally:
        portaudio_stream.close()


def stream_settings(source: Device) -> Iterator[tuple[int, int]]:
    """Yield channel count and rate to try: the native rate first, mono before all channels (which are averaged)."""
    for rate_hz in dict.fromkeys([source.rate_hz, *OTHER_RATES_HZ]):
        for channels in dict.fromkeys([1, source.channels]):
            yield channels, rate_hz


def _open(sounddevice: Any, source: Device, name: str, known: AudioEndpoint | None) -> tuple[Any, MicrophoneStream]:
    """Open and start the stream with the first settings that the device accepts."""
    for channels, rate_hz in stream_settings(source):
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
                    block.mean(axis=1), overflowed=status.input_overflow
                ),
            )
            opened.start()
        except sounddevice.PortAudioError as error:
            fault = fault_in(error, sounddevice)
            if fault != "refused":
                raise SoundError(fault, name) from error
        else:
            return opened, stream
    raise SoundError("refused", name)

"""What does this microphone hear now? A PortAudio stream at the device's own rate; samples stay in this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal

from readiness.host.audio_endpoint import AudioEndpoint, choose
from readiness.host.audio_endpoints import list_endpoints

if TYPE_CHECKING:
    from readiness.measures.levels import Samples

Fault = Literal["no_audio_system", "absent", "not_found", "denied", "busy", "refused", "no_signal", "unplugged"]

BLOCKS_PER_S = 30
FIRST_BLOCK_S = 4.0
"""A Bluetooth headset needs seconds to change to its call profile."""

STOPPED_S = 1.5
"""So long without a block, when there were blocks before: the device is gone. PortAudio itself says nothing."""

_WINDOWS_FAULTS: dict[int, Fault] = {
    0x80070005: "denied",  # E_ACCESSDENIED: the privacy switch
    0x8889000A: "busy",  # AUDCLNT_E_DEVICE_IN_USE: another program has it for itself
    0x88890004: "unplugged",  # AUDCLNT_E_DEVICE_INVALIDATED
    0x88890008: "refused",  # AUDCLNT_E_UNSUPPORTED_FORMAT
}
_PORTAUDIO_FAULTS: dict[int, Fault] = {
    -9998: "refused",  # paInvalidChannelCount
    -9997: "refused",  # paInvalidSampleRate
    -9996: "not_found",  # paInvalidDevice
    -9985: "busy",  # paDeviceUnavailable
}


class MicrophoneError(Exception):
    """There is no sound to be had from the microphone; `fault` says why."""

    def __init__(self, fault: Fault, name: str = "") -> None:
        super().__init__(fault)
        self.fault: Fault = fault
        self.name = name


@dataclass(frozen=True, slots=True)
class Input:
    """One of PortAudio's inputs. `shared_server`: it stands for whatever source the sound server is asked for."""

    index: int
    name: str
    rate_hz: int
    channels: int
    is_default: bool = False
    shared_server: bool = False


class MicrophoneStream:
    """An open microphone."""

    def __init__(self, name: str, rate_hz: int, endpoint: AudioEndpoint | None = None) -> None:
        self.name = name
        self.rate_hz = rate_hz
        self._endpoint = endpoint
        self._blocks: SimpleQueue[Samples] = SimpleQueue()
        self._heard = False

    def put(self, block: Samples) -> None:
        """Take a block from PortAudio's own thread."""
        self._blocks.put(block)

    def read(self) -> Samples:
        """The next block, a thirtieth of a second; waits for it.

        Raises:
            MicrophoneError: nothing comes: `no_signal` when nothing ever came, else `unplugged`.
        """
        try:
            block = self._blocks.get(timeout=STOPPED_S if self._heard else FIRST_BLOCK_S)
        except Empty as error:
            raise MicrophoneError("unplugged" if self._heard else "no_signal", self.name) from error
        self._heard = True
        return block

    def muted_in_system(self) -> bool | None:
        """Whether the system has it muted now; None when the system does not say.

        Raises:
            MicrophoneError: `unplugged`. A sound server gives the sound of another microphone then, and goes on.
        """
        if self._endpoint is None or not self._endpoint.id:
            return None
        now = _endpoint(self._endpoint.id)
        if now is None or now.id != self._endpoint.id:
            raise MicrophoneError("unplugged", self.name)
        return now.muted


@contextmanager
def open_microphone(wanted: str | None = None) -> Iterator[MicrophoneStream]:
    """The wanted microphone, or the one that a meeting would get.

    Args:
        wanted: a name, a part of a name or the system's id.

    Raises:
        MicrophoneError: it cannot be opened.
    """
    endpoint = _endpoint(wanted)
    sounddevice = _portaudio(endpoint)
    source = _choose(_inputs(sounddevice), endpoint, wanted)
    name = endpoint.name if endpoint else source.name
    stream = MicrophoneStream(name, source.rate_hz, endpoint)
    portaudio_stream = _open(sounddevice, source, stream)
    try:
        yield stream
    finally:
        portaudio_stream.close()


def fault_of(code: int, host_code: int | None = None) -> Fault:
    """What PortAudio's code, and the system's own under it, mean to a person."""
    if host_code is not None and (fault := _WINDOWS_FAULTS.get(host_code & 0xFFFFFFFF)):
        return fault
    return _PORTAUDIO_FAULTS.get(code, "refused")


def match(inputs: list[Input], names: list[str]) -> Input | None:
    """The input that has one of these names: whole before part, in the order of the names."""
    for name in names:
        key = name.casefold()
        for same in (str.__eq__, str.__contains__):
            for each in inputs:
                if same(each.name.casefold(), key):
                    return each
    return None


def _endpoint(wanted: str | None) -> AudioEndpoint | None:
    try:
        return choose(list_endpoints(), wanted)
    except OSError:
        # No sound server to ask: PortAudio's own list is all there is.
        return None


def _portaudio(endpoint: AudioEndpoint | None) -> ModuleType:
    """PortAudio, told beforehand which source the sound server shall give: it reads that when it starts."""
    if sys.platform == "linux" and endpoint is not None and endpoint.id:
        os.environ["PULSE_SOURCE"] = endpoint.id
    try:
        import sounddevice
    except OSError as error:
        raise MicrophoneError("no_audio_system") from error
    module: ModuleType = sounddevice
    return module


def _inputs(sounddevice: ModuleType) -> list[Input]:
    apis = sounddevice.query_hostapis()
    # Windows shows each microphone once a host API; only WASAPI gives whole names and the real rate.
    chosen = [index for index, api in enumerate(apis) if api["name"] == "Windows WASAPI"] or list(range(len(apis)))
    defaults = {apis[index]["default_input_device"] for index in chosen}
    return [
        Input(
            index=device["index"],
            name=device["name"],
            rate_hz=int(device["default_samplerate"]),
            channels=device["max_input_channels"],
            is_default=device["index"] in defaults,
            shared_server=apis[device["hostapi"]]["name"] == "ALSA" and device["name"] == "pulse",
        )
        for device in sounddevice.query_devices()
        if device["max_input_channels"] > 0 and device["hostapi"] in chosen
    ]


def _choose(inputs: list[Input], endpoint: AudioEndpoint | None, wanted: str | None) -> Input:
    if not inputs:
        raise MicrophoneError("absent")
    server = next((each for each in inputs if each.shared_server), None)
    if server is not None and endpoint is not None:
        return server
    if server is not None and wanted is None:
        # The server would give the monitor of an output, which is no microphone.
        raise MicrophoneError("absent")
    names = [each for each in (endpoint.name if endpoint else None, wanted) if each]
    if found := match(inputs, names):
        return found
    if wanted is not None:
        raise MicrophoneError("not_found", wanted)
    return next((each for each in inputs if each.is_default), inputs[0])


def _open(sounddevice: ModuleType, source: Input, stream: MicrophoneStream) -> Any:
    """A started stream of one channel, or of all where the device gives no single one; those are averaged."""

    def hear(block: Any, _frames: int, _time: Any, _status: Any) -> None:
        stream.put(block.mean(axis=1))

    for channels in dict.fromkeys([1, source.channels]):
        try:
            opened = sounddevice.InputStream(
                device=source.index,
                samplerate=source.rate_hz,
                channels=channels,
                dtype="float32",
                blocksize=source.rate_hz // BLOCKS_PER_S,
                latency="high",
                callback=hear,
            )
            opened.start()
        except sounddevice.PortAudioError as error:
            fault = _fault(error)
            if fault != "refused" or channels == source.channels:
                raise MicrophoneError(fault, stream.name) from error
        else:
            return opened
    raise MicrophoneError("refused", stream.name)


def _fault(error: Exception) -> Fault:
    code = error.args[1] if len(error.args) > 1 else 0
    host = error.args[2] if len(error.args) > 2 else None
    return fault_of(code, host[1] if host else None)

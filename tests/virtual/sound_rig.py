"""A virtual sound card: a private PulseAudio or PipeWire with virtual microphones, for tests on Linux without hardware.

A microphone is a null sink (the sound fed in) whose monitor is remapped to a source that carries the name and the
properties of a real device.

PortAudio's ALSA side shows the quoted name of a PCM word for word, so `portaudio_name` can be any name that Windows or
macOS would show; processes see it when started with `SoundRig.environment`.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sound_devices import Microphone, Output
from sound_server import SoundServer

SILENCE_BYTES = 8820
"""A twentieth of a second."""


class SoundRig:
    """A private sound server for the length of a `with` block; it starts with no microphone and one silent output.

    Args:
        server: the kind of server; PulseAudio by default.

    Raises:
        RuntimeError: the server is not installed, or did not start.
    """

    def __init__(self, server: type[SoundServer] = SoundServer) -> None:
        self._server = server()
        self._modules: dict[Microphone | Output, list[str]] = {}

    @property
    def server(self) -> str:
        """The address that a PulseAudio client connects to."""
        return self._server.address

    @property
    def directory(self) -> Path:
        """The server's folder, which is deleted when it ends."""
        return self._server.directory

    @property
    def environment(self) -> dict[str, str]:
        """The environment for child processes that see these devices only."""
        return self._server.environment

    def __enter__(self) -> Self:
        self._write_alsa_names()
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()

    def signal(self, number: int) -> None:
        """Send the server itself a signal."""
        self._server.signal(number)

    def plug(self, device: Microphone | Output, *, default: bool = False) -> None:
        """Connect the device, and make it the system's default if `default`."""
        if isinstance(device, Output):
            self._modules[device] = [
                self._server.load(
                    "module-null-sink", f"sink_name={device.sink}", "norewinds=1", _sink_properties(device)
                )
            ]
        else:
            self._modules[device] = self._load_microphone(device)
        if self._server.mutes_only_what_was_used:
            self._use_once(device)
        self._write_alsa_names()
        if default:
            self.make_default(device)

    def unplug(self, device: Microphone | Output) -> None:
        """Pull the device out, also while it is being recorded."""
        for module in reversed(self._modules.pop(device)):
            self._server.pactl("unload-module", module)
        self._write_alsa_names()

    def make_default(self, device: Microphone | Output) -> None:
        """Choose the device in the system's sound settings."""
        if isinstance(device, Output):
            self._server.pactl("set-default-sink", device.sink)
        else:
            self._server.pactl("set-default-source", device.source)

    def mute(self, microphone: Microphone, *, muted: bool = True) -> None:
        """Mute in the system: the stream continues with samples of zero."""
        self._server.pactl("set-source-mute", microphone.source, "1" if muted else "0")

    def is_muted(self, microphone: Microphone) -> bool:
        """Whether the microphone is muted in the system."""
        return self._server.pactl("get-source-mute", microphone.source).endswith("yes")

    def mute_output(self, output: Output, *, muted: bool = True) -> None:
        """Mute an output in the system."""
        self._server.pactl("set-sink-mute", output.sink, "1" if muted else "0")

    def set_output_level(self, output: Output, slider: float) -> None:
        """Move the output's slider, 1 for 100 %."""
        self._server.pactl("set-sink-volume", output.sink, str(round(65536 * slider)))

    def set_level(self, microphone: Microphone, slider: float) -> None:
        """Move the microphone's slider, 1 for 100 %."""
        self._server.pactl("set-source-volume", microphone.source, str(round(65536 * slider)))

    def level_db(self, microphone: Microphone) -> float:
        """The microphone's level, 0 dB at 100 %; −inf at 0 %."""
        answer = self._server.pactl("get-source-volume", microphone.source)
        return float(answer.partition(" dB")[0].rpartition("/")[2])

    def default_output(self) -> str:
        """The default sink."""
        return self._server.pactl("get-default-sink")

    def feed(self, microphone: Microphone, wav: Path) -> subprocess.Popen[bytes]:
        """Play a file into the microphone; returns at once. The rig stops players that are left."""
        return self._server.run("paplay", f"--device={microphone.feed}", str(wav))

    def is_listened_to(self, microphone: Microphone) -> bool:
        """Whether any program records from the microphone."""
        sources = [line.split("\t") for line in self._server.pactl("list", "short", "sources").splitlines()]
        number = next((each[0] for each in sources if each[1] == microphone.source), None)
        taken = [line.split("\t")[1] for line in self._server.pactl("list", "short", "source-outputs").splitlines()]
        return number in taken

    @contextmanager
    def another_listens(self, microphone: Microphone) -> Iterator[None]:
        """Let another program record from the microphone, as in a meeting."""
        command = ["parec", "--raw", f"--device={microphone.source}"]
        with subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE) as other:
            assert other.stdout
            other.stdout.read(4)
            yield
            other.kill()

    def couple(self, output: Output, microphone: Microphone, *, loss_db: float, delay_ms: int) -> str:
        """Route the output's sound to the microphone; returns the handle for `uncouple`."""
        module = self._server.load(
            "module-loopback",
            f"source={output.sink}.monitor",
            f"sink={microphone.feed}",
            f"latency_msec={delay_ms}",
        )
        answer = self._server.pactl("list", "sink-inputs").split("Sink Input #")
        number = next(each for each in answer if f"Owner Module: {module}\n" in each).splitlines()[0]
        # PulseAudio's volumes are cubic.
        self._server.pactl("set-sink-input-volume", number, str(round(65536 * 10 ** (-loss_db / 60))))
        return module

    def uncouple(self, module: str) -> None:
        """Undo `couple`."""
        self._server.pactl("unload-module", module)

    def _use_once(self, device: Microphone | Output) -> None:
        if isinstance(device, Output):
            command = ["pacat", "--raw", f"--device={device.sink}"]
            subprocess.run(command, env=self.environment, input=bytes(SILENCE_BYTES), check=True)
        else:
            with self.another_listens(device):
                pass

    def _load_microphone(self, device: Microphone) -> list[str]:
        # Without norewinds=1 a recording starts late and loses the pause before the speech.
        feed = self._server.load(
            "module-null-sink",
            f"sink_name={device.feed}",
            f"rate={device.rate_hz}",
            f"channels={device.channels}",
            "norewinds=1",
            "sink_properties=" + _quoted({"device.description": "feed"}),
        )
        source = self._server.load(
            "module-remap-source",
            f"source_name={device.source}",
            f"master={device.feed}.monitor",
            f"channels={device.channels}",
            "remix=no",
            "source_properties=" + _quoted({**device.properties, "device.class": "sound"}),
        )
        return [feed, source]

    def _write_alsa_names(self) -> None:
        lines = ["</usr/share/alsa/alsa.conf>"]
        for device in self._modules:
            name = device.sink if isinstance(device, Output) else device.source
            lines.append(
                f'pcm."{device.portaudio_name}" {{ type pulse server "{self._server.address}" device "{name}" '
                f'handle_underrun 0 hint {{ show on description "{device.portaudio_name}" }} }}'
            )
        (self._server.directory / "asound.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _sink_properties(device: Output) -> str:
    return "sink_properties=" + _quoted({**device.properties, "device.class": "sound"})


def _quoted(properties: Mapping[str, str]) -> str:
    """A property list for a module's arguments: double quotes around it all keep the single ones around a value."""
    return '"' + " ".join(f"{key}='{value}'" for key, value in properties.items()) + '"'

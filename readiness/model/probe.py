"""Probes: the code that runs in a child process, its request, the messages it yields, and the engine's events."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping

import msgspec

from readiness.model.finding import Finding
from readiness.model.measurement import CheckMeasurement
from readiness.model.policy import Policy


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters of a probe run.

    Attributes:
        camera: a camera's id, name or index, or the address or file of a video source.
        microphone: a microphone's name or key, or a WAV file.
        output: name of the output device to play on; None means the one a meeting would use.
        heard: the recording to play back.
        headset_answers: the person's answers for devices that could not be classified, by device key; True: a headset.
        tone_answers: the person's answers about the test tone, by the output's device key; True: heard on both sides.
        devices_only: refuse addresses and files, because camera and microphone come from preferences or a list.
        live: measure until stopped, for a person who watches.
        so_far: the last measurement of an interrupted live run; kept until there is a better one.
        policy: the limits in force.
    """

    camera: str | None = None
    microphone: str | None = None
    output: str | None = None
    heard: Heard | None = None
    headset_answers: Mapping[str, bool] = msgspec.field(default_factory=dict)
    tone_answers: Mapping[str, bool] = msgspec.field(default_factory=dict)
    devices_only: bool = False
    live: bool = False
    so_far: CheckMeasurement | None = None
    policy: Policy = msgspec.field(default_factory=Policy)


class Activity(msgspec.Struct, frozen=True):
    """What the probe is doing right now, a message id to show to the person who waits."""

    text: str


class Preview(msgspec.Struct, frozen=True):
    """A frame for the self-view: `bgr` is `height` × `width` × 3 bytes, top row first, not mirrored."""

    width: int
    height: int
    bgr: bytes


class Level(msgspec.Struct, frozen=True):
    """The current sound level for a meter, dBFS; 0 is a full-scale square wave."""

    rms_dbfs: float
    peak_dbfs: float


class Heard(msgspec.Struct, frozen=True):
    """The last seconds of the person's voice for playback: 16-bit mono PCM, little-endian. Never written to disk."""

    rate_hz: int
    pcm: bytes

    def __repr__(self) -> str:
        return f"Heard(rate_hz={self.rate_hz})"


class Measured(msgspec.Struct, frozen=True):
    """A new measurement. `settled`: reliable enough to decide on without waiting longer."""

    measurement: msgspec.Struct
    settled: bool = True


class Alive(msgspec.Struct, frozen=True):
    """A live probe's heartbeat: nothing has changed, and the last measurement still holds."""


ProbeMessage = Activity | Preview | Level | Heard | Measured | Alive
"""The messages a probe may yield."""


class LateImport(msgspec.Struct, frozen=True):
    """A probe's generator function, imported only when called, that is, in the probe's own process.

    The window lists every probe before its first paint and must not import their code.

    Args:
        module: for example `readiness.checks.leak.probe`.
        function: its name there.
    """

    module: str
    function: str

    def __call__(self, request: Request) -> Iterator[ProbeMessage]:
        """Import the module and run its function."""
        run: Callable[[Request], Iterator[ProbeMessage]] = getattr(importlib.import_module(self.module), self.function)
        return run(request)


MeasurementTypes = tuple[type[msgspec.Struct], ...]
"""What a probe may measure: a check's measurement, or another struct, as a list of devices (`engine.runner.listen`)."""


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """Code that queries hardware or the operating system, run in a child process of its own.

    Attributes:
        name: its name in events.
        run: a module-level generator function, or a `LateImport` of one.
        yields: every measurement type it may yield.
        deadline_s: the longest silence, in seconds, before it is killed. In a live run a measurement expires after two
            seconds without a message, so a waiting probe must yield `Alive`.
    """

    name: str
    run: Callable[[Request], Iterator[ProbeMessage]]
    yields: MeasurementTypes
    deadline_s: Callable[[Policy], float]


class Started(msgspec.Struct, frozen=True):
    """The probe's process has started; `checks` have no finding yet."""

    checks: tuple[str, ...]


class Judged(msgspec.Struct, frozen=True):
    """A finding and the measurement it was derived from (None if there was none)."""

    finding: Finding
    measurement: CheckMeasurement | None
    settled: bool


class Ended(msgspec.Struct, frozen=True):
    """The probe's process has exited and released its device."""


class Event(msgspec.Struct, frozen=True):
    """A message or state change of one probe's run."""

    probe: str
    what: Started | Activity | Preview | Level | Heard | Judged | Ended

"""What runs in a child process, what it is asked, and what it may say."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from readiness.model.finding import Finding
from readiness.model.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a probe is asked.

    Attributes:
        camera: an id, name, index, address or file.
        microphone: a name, key or WAV file.
        output: a name, for what plays; None for what a meeting would use.
        heard: what to play back.
        headset_answers: what a person said of devices that could not be told, by device key: it is a headset, or not.
        tone_answers: what a person said of the tone through an output, by its device key: heard on both sides, or not.
        devices_only: camera and microphone were remembered or chosen from a list: no address and no file is opened.
        live: go on measuring until stopped, for a person who watches.
        so_far: what a live run had measured when it was interrupted; it holds until there is something better.
        policy: the limits in force.
    """

    camera: str | None = None
    microphone: str | None = None
    output: str | None = None
    heard: Heard | None = None
    headset_answers: Mapping[str, bool] = field(default_factory=dict)
    tone_answers: Mapping[str, bool] = field(default_factory=dict)
    devices_only: bool = False
    live: bool = False
    so_far: object | None = None
    policy: Policy = field(default_factory=Policy)


@dataclass(frozen=True, slots=True)
class Activity:
    """What the probe is doing just now, in words for the person who waits (a message id)."""

    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A picture to look at: `bgr` is `height` × `width` × 3 bytes, rows from the top, not mirrored."""

    width: int
    height: int
    bgr: bytes


@dataclass(frozen=True, slots=True)
class Level:
    """Sound just heard, for a meter; dBFS, a full-scale square wave is 0."""

    rms_dbfs: float
    peak_dbfs: float


@dataclass(frozen=True, slots=True)
class Heard:
    """The last seconds of a voice, for the person to hear: 16-bit mono samples, little-endian. Never kept on disk."""

    rate_hz: int
    pcm: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Measured:
    """A fresh measurement. `settled`: good enough to decide on without waiting longer."""

    measurement: object
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Alive:
    """A live probe's sign that its last answer still holds, when it has nothing else to say."""


ProbeMessage = Activity | Preview | Level | Heard | Measured | Alive
"""What a probe may say while it runs."""


@dataclass(frozen=True, slots=True)
class LateImport:
    """A probe's generator function whose module is imported when it is called: in the probe's own process.

    The window lists every probe before it has painted, and needs none of their code.

    Args:
        module: for example `readiness.checks.leak_probe`.
        function: its name there.
    """

    module: str
    function: str

    def __call__(self, request: Request) -> Iterator[ProbeMessage]:
        """Import the module and run its function."""
        run: Callable[[Request], Iterator[ProbeMessage]] = getattr(importlib.import_module(self.module), self.function)
        return run(request)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """The code that asks hardware or the operating system, run in a child process of its own.

    Attributes:
        name: its name in events.
        run: a module-level generator function, or a `LateImport` of one.
        yields: the measurement types that it gives; it may give no other.
        deadline_s: how long it may be silent before it is killed. In a live run an answer stops counting after two
            seconds without a message, so a probe that waits says `Alive`.
    """

    name: str
    run: Callable[[Request], Iterator[ProbeMessage]]
    yields: tuple[type, ...]
    deadline_s: Callable[[Policy], float]


@dataclass(frozen=True, slots=True)
class Started:
    """The probe's process has been started; its checks have no finding yet."""

    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and the measurement behind it (None when there was none)."""

    finding: Finding
    measurement: object | None
    settled: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """The probe's process is gone and its device is free."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a run tells, and which probe it comes from."""

    probe: str
    what: Started | Activity | Preview | Level | Heard | Judged | Ended

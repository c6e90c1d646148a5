"""The words every part of the program shares: outcome, finding, rule, check, probe, event, verdict.

Nothing here touches hardware, the clock, a file or a screen. Everything is frozen and can be pickled, because
measurements and events travel from the process that measures to the process that shows.
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

import msgspec

from readiness.i18n import N_


class Outcome(enum.IntEnum):
    """How a check went; ordered, so that `max()` is the worst."""

    PASS = 0
    WARN = 1
    FAIL = 2
    NOT_ASSESSED = 3

    @property
    def word(self) -> str:
        """The name in reports: `pass`, `warn`, `fail` or `not_assessed`."""
        return self.name.lower()


class Verdict(enum.Enum):
    """The answer for the whole workstation; the value is the word in reports."""

    GO = "go"
    GO_WITH_REMARKS = "go_with_remarks"
    NO_GO = "no_go"


class Place(enum.Enum):
    """Somewhere in the system that a button can open; `host.system.settings_pages` knows how on each system."""

    CAMERA_PRIVACY = "camera_privacy"
    MICROPHONE_PRIVACY = "microphone_privacy"
    SOUND = "sound"
    NETWORK = "network"
    CHROME_DOWNLOAD = "chrome_download"
    CHROME_SITE_SETTINGS = "chrome_site_settings"
    DEFAULT_APPS = "default_apps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check (or one checklist item) says. `headline` and `remedy` are message ids with places for facts.

    `subject` is what the person calls the thing ("HD Pro Webcam C920"); it is shown, never reported.

    Raises:
        ValueError: a problem without a remedy.
    """

    check: str
    code: str
    outcome: Outcome
    headline: str
    remedy: str = ""
    measured: Mapping[str, object] = field(default_factory=dict)
    subject: str = ""
    place: Place | None = None

    def __post_init__(self) -> None:
        if self.outcome is not Outcome.PASS and not self.remedy:
            raise ValueError(f"{self.code}: a problem needs a remedy")


OutcomeWord = Literal["pass", "warn", "fail", "not_assessed"]


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of the policy file: limits with defaults; each says its source in `msgspec.Meta(description=…)`."""


LOWER_IS_STRICTER, HIGHER_IS_STRICTER = {"stricter": "lower"}, {"stricter": "higher"}
"""For a limit's `msgspec.Meta(extra=…)`: which way a person's own policy file may move it."""

ONLY_IT = {"stricter": "never"}
"""For `msgspec.Meta(extra=…)`: a person's own policy file may not change it. So it is for limits that say nothing."""

PRIVATE_LIMIT = {"private": True}
"""For `msgspec.Meta(extra=…)`: names a host or a place, and is left out of reports."""


class CheckSection(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The table of one check: its limits, and another weight for any of its codes (`{webcam = "warn"}`)."""

    outcomes: dict[str, OutcomeWord] = msgspec.field(default_factory=dict)


S = TypeVar("S", bound=Section)
M = TypeVar("M")
P = TypeVar("P", bound=CheckSection)


@dataclass(frozen=True, slots=True)
class Policy:
    """Every section that is in force. A section that was not given has its defaults."""

    sections: tuple[Section, ...] = ()

    def of(self, kind: type[S]) -> S:
        """The section of that type."""
        return next((section for section in self.sections if isinstance(section, kind)), kind())


def fact(label: str, *, private: bool = False) -> Any:
    """A measurement's field: None until measured. `private` facts are shown on the screen, never reported."""
    return field(default=None, metadata={"label": label, "private": private})


def measured(measurement: Any) -> dict[str, object]:
    """The facts of a measurement that may stand in a report, by field name."""
    return {
        each.name: getattr(measurement, each.name)
        for each in dataclasses.fields(measurement)
        if not each.metadata.get("private")
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[M, P]):
    """`what` applies `when` the measurement, held against the policy, says so."""

    what: str
    outcome: Outcome
    when: Callable[[M, P], bool]
    headline: str
    remedy: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Generic[M, P]):
    """One question to the workstation.

    `rules` are tried in order, worst first; the first that applies is the finding. `guideline` names the sentences
    of the guideline (ids in `assets/guideline.toml`) that the check carries out. `subject` names the thing judged.
    `nothing_to_judge` is headline and remedy when no rule applies. `applies` tells if a policy asks for the check at
    all; one that does not apply is left out, unless somebody asks for it by name.
    """

    id: str
    title: str
    question: str
    measurement: type[M]
    policy: type[P]
    rules: tuple[Rule[M, P], ...]
    guideline: tuple[str, ...] = ()
    subject: Callable[[M], str] = lambda _: ""
    nothing_to_judge: tuple[str, str] = (N_("Not tested yet."), N_("Test again."))
    applies: Callable[[Policy], bool] = lambda _: True

    def judge(self, measurement: M, policy: P) -> Finding:
        """The finding: the first rule that applies. When none does, nothing is known, and that is said."""
        facts = measured(measurement)
        for rule in self.rules:
            if rule.when(measurement, policy):
                word = policy.outcomes.get(rule.what, rule.outcome.word)
                return Finding(
                    check=self.id,
                    code=f"{self.id}.{rule.what}",
                    outcome=Outcome[word.upper()],
                    headline=rule.headline,
                    remedy=rule.remedy,
                    measured=facts,
                    subject=self.subject(measurement),
                    place=rule.place,
                )
        return self.not_assessed("not_assessed", facts)

    def not_assessed(self, why: str = "not_assessed", facts: Mapping[str, object] | None = None) -> Finding:
        """The finding when there is nothing to judge; `why` is a key of `UNASSESSED`, or `not_assessed`."""
        headline, remedy = UNASSESSED.get(why, self.nothing_to_judge)
        return Finding(
            check=self.id,
            code=f"{self.id}.{why}",
            outcome=Outcome.NOT_ASSESSED,
            headline=headline,
            remedy=remedy,
            measured=facts or {},
        )


UNASSESSED: Mapping[str, tuple[str, str]] = {
    "timed_out": (N_("The test took too long."), N_("Unplug the device, plug it in and test again.")),
    "crashed": (N_("The test stopped unexpectedly."), N_("Test again. If it happens again, call IT support.")),
}
"""Codes that every check has besides its rules': headline and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a probe is asked. `camera` is an id, name, index, address or file; `microphone` a name, key or WAV file.

    `output`: a name, for what plays; None for what a meeting would use. `heard`: what to play back.
    `headset_answers`: what a person said of devices that could not be told, by device key: it is a headset, or not.
    `live`: go on measuring until stopped, for a person who watches. `so_far`: what such a run had measured when it was
    interrupted; it holds until there is something better.
    """

    camera: str | None = None
    microphone: str | None = None
    output: str | None = None
    heard: Heard | None = None
    headset_answers: Mapping[str, bool] = field(default_factory=dict)
    live: bool = False
    so_far: object | None = None
    policy: Policy = Policy()


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


ProbeMessage = Activity | Preview | Level | Heard | Measured
"""What a probe may say while it runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """The code that asks hardware or the operating system, run in a child process of its own.

    `run` is a module-level generator function. `yields` lists the measurement types it gives. `deadline_s` is how
    long it may take to settle, and in a live run how long it may be silent, before it is killed.
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


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Go, go with remarks or no-go. Nothing found at all is no-go: silence is never go."""
    worst = max((finding.outcome for finding in findings), default=Outcome.NOT_ASSESSED)
    if worst is Outcome.PASS:
        return Verdict.GO
    return Verdict.GO_WITH_REMARKS if worst is Outcome.WARN else Verdict.NO_GO

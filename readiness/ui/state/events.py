"""What can happen to the window besides what the runner tells: time, and what the person does. No Qt."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from readiness.guideline.checklist import Answer, Situation
from readiness.guideline.data import Group
from readiness.host.audio.mend import Mend, Undo
from readiness.model import Device, Event
from readiness.service import Reason


class Step(enum.IntEnum):
    """The three pages, by the key that opens them."""

    EQUIPMENT = 1
    ROOM = 2
    START = 3


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


@dataclass(frozen=True, slots=True)
class ProbeStarting:
    """The probe is being started.

    `afresh`: what its checks said before no longer counts. `again`: by itself, because it gave no usable answer.
    """

    probe: str
    afresh: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class ProbePaused:
    """The probe was told to let go for now; it goes on when the first step is open again."""

    probe: str


@dataclass(frozen=True, slots=True)
class StepChanged:
    """The person went to another step."""

    step: Step


@dataclass(frozen=True, slots=True)
class RowToggled:
    """The person opened or closed a row."""

    check: str


@dataclass(frozen=True, slots=True)
class DeviceChosen:
    """The person chose a device; `wanted` is what opens it."""

    device: Device
    wanted: str


@dataclass(frozen=True, slots=True)
class HeadsetAnswered:
    """The person said whether the microphone with that key is a headset; None takes it back.

    `passing`: the key is only a socket's, so the answer holds until the plug is pulled out, or for the day.
    """

    key: str
    is_headset: bool | None
    passing: bool


@dataclass(frozen=True, slots=True)
class ToneAnswered:
    """The person said whether the tone was heard on both sides of the output with that key; None: nothing is said."""

    output_key: str
    heard: bool | None


@dataclass(frozen=True, slots=True)
class ProbeRequested:
    """The person wants what only runs when asked for, by its probe's name; an empty one stops it."""

    probe: str


@dataclass(frozen=True, slots=True)
class ComparedWithGo:
    """What is connected was held against today's go, which was at that time; None: something is not as it was."""

    unchanged_since: datetime | None


@dataclass(frozen=True, slots=True)
class Answered:
    """The person answered a question of the checklist."""

    item: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class GroupAnswered:
    """The person answered yes to what is left of a group, all of which is in view."""

    group: Group


@dataclass(frozen=True, slots=True)
class RepeatedAnswers:
    """The person said "same as last time"."""


@dataclass(frozen=True, slots=True)
class MeetingTypeChanged:
    """The person told what kind of meeting it is."""

    situation: Situation


@dataclass(frozen=True, slots=True)
class LanguageChanged:
    """The person chose another language."""

    language: str


@dataclass(frozen=True, slots=True)
class MeetingRequested:
    """The person asked for the meeting (or took it back): devices are to be let go first."""

    now: bool


@dataclass(frozen=True, slots=True)
class OverrideChosen:
    """The person will start despite what blocks, for that reason; None takes it back."""

    reason: Reason | None


@dataclass(frozen=True, slots=True)
class MeetingOpened:
    """The meeting is open in Chrome."""


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """Another meeting is to be prepared, on that day: what belonged to the last one is forgotten."""

    day: date


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """Something to tell in one sentence, once (a message id and its facts); an empty one takes it away."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeetingRefused:
    """The meeting did not open, and why (a message id)."""

    reason: str


@dataclass(frozen=True, slots=True)
class WindowHidden:
    """The window was minimised, or came back."""

    hidden: bool


@dataclass(frozen=True, slots=True)
class AllConfirmed:
    """The person said yes to the whole list of assurances."""


@dataclass(frozen=True, slots=True)
class MendLookedInto:
    """The system was asked whether it lets us set right what that check found; `possible` is None before it answers."""

    check: str
    mend: Mend
    possible: bool | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """What that check found was set right; `undo` is what was before."""

    check: str
    undo: Undo


@dataclass(frozen=True, slots=True)
class MendUndone:
    """The last thing that was set right for that check is as it was before."""

    check: str


UserEvent = (
    StepChanged
    | RowToggled
    | DeviceChosen
    | HeadsetAnswered
    | ToneAnswered
    | ProbeRequested
    | LanguageChanged
    | NoticeShown
    | Answered
    | GroupAnswered
    | RepeatedAnswers
    | MeetingTypeChanged
    | AllConfirmed
    | WindowHidden
    | MeetingRefused
    | OverrideChosen
    | MeetingRequested
    | MeetingOpened
    | NextMeeting
    | MendLookedInto
    | Mended
    | MendUndone
)
"""What the person does, and what comes of it."""

WindowEvent = Event | Tick | ProbeStarting | ProbePaused | ComparedWithGo | UserEvent

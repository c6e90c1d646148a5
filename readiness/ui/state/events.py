"""Events of the window besides the runner's: time passing, and what the person does. No Qt."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from readiness.guideline.checklist import Answer, Situation
from readiness.guideline.data import Group
from readiness.host.audio.mend_types import Mend, Undo
from readiness.meeting_service import Reason
from readiness.model import Device, Event


class Step(enum.IntEnum):
    """The three pages; the value is the key that opens the page."""

    EQUIPMENT = 1
    ROOM = 2
    START = 3


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed."""


@dataclass(frozen=True, slots=True)
class ProbeStarting:
    """A probe is being started.

    `afresh`: earlier findings of its checks are discarded. `again`: an automatic retry after an unusable result.
    """

    probe: str
    afresh: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class ProbePaused:
    """A probe was asked to release its device for now; it resumes when step 1 is opened again."""

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
    """The person selected a device; `wanted` is the key or address that opens it."""

    device: Device
    wanted: str


@dataclass(frozen=True, slots=True)
class HeadsetAnswered:
    """The person answered whether the microphone with that key is a headset; None withdraws the answer.

    `passing`: the key identifies only a socket, so the answer is valid until the plug is pulled out, or for the day.
    """

    key: str
    is_headset: bool | None
    passing: bool


@dataclass(frozen=True, slots=True)
class ToneAnswered:
    """The person answered whether the tone was heard on both sides of the output with that key; None: no answer."""

    output_key: str
    heard: bool | None


@dataclass(frozen=True, slots=True)
class AllRetested:
    """Everything is tested again on that day: the tone must be heard anew, and answers that have expired are asked."""

    day: date


@dataclass(frozen=True, slots=True)
class ProbeRequested:
    """The person started a probe that runs only on request; an empty name stops it."""

    probe: str


@dataclass(frozen=True, slots=True)
class ComparedWithGo:
    """The equipment was compared with the day's last go: the go's time if unchanged, else None."""

    unchanged_since: datetime | None


@dataclass(frozen=True, slots=True)
class Answered:
    """The person answered a question of the checklist."""

    item: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class GroupAnswered:
    """The person answered yes to all open questions of a group, which are all in view."""

    group: Group


@dataclass(frozen=True, slots=True)
class RepeatedAnswers:
    """The person chose "same as last time"."""


@dataclass(frozen=True, slots=True)
class MeetingTypeChanged:
    """The person selected the kind of meeting."""

    situation: Situation


@dataclass(frozen=True, slots=True)
class LanguageChanged:
    """The person chose another language."""

    language: str


@dataclass(frozen=True, slots=True)
class MeetingRequested:
    """The person requested the meeting (or cancelled it); devices must be released first."""

    now: bool


@dataclass(frozen=True, slots=True)
class OverrideChosen:
    """The person overrides the no-go for that reason; None withdraws it."""

    reason: Reason | None


@dataclass(frozen=True, slots=True)
class MeetingOpened:
    """The meeting is open in Chrome."""


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """Another meeting is to be prepared on that day; everything about the last one is discarded."""

    day: date


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """A message to show once (a message id and its facts); an empty one removes it."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeetingRefused:
    """The meeting could not be opened; the reason is a message id."""

    reason: str


@dataclass(frozen=True, slots=True)
class WindowHidden:
    """The window was minimised or restored."""

    hidden: bool


@dataclass(frozen=True, slots=True)
class AllConfirmed:
    """The person confirmed all assurances."""


@dataclass(frozen=True, slots=True)
class MendAvailability:
    """It was queried whether the program can mend a check's fault; `possible` is None until that is known."""

    check: str
    mend: Mend
    possible: bool | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """A check's fault was mended; `undo` restores the previous state."""

    check: str
    undo: Undo


@dataclass(frozen=True, slots=True)
class MendUndone:
    """The last mend for the check was undone."""

    check: str


UserEvent = (
    StepChanged
    | RowToggled
    | DeviceChosen
    | HeadsetAnswered
    | ToneAnswered
    | AllRetested
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
    | MendAvailability
    | Mended
    | MendUndone
)
"""Actions of the person, and their results."""

WindowEvent = Event | Tick | ProbeStarting | ProbePaused | ComparedWithGo | UserEvent

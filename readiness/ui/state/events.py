"""Events of the window besides the runner's: time passing, and what the person does. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from readiness.guideline.checklist import Answer, Situation
from readiness.guideline.data import Group
from readiness.host.audio.mend_types import Mend, Undo
from readiness.meeting_policy import Reason
from readiness.model import Device, Event, Judged
from readiness.ui.state.step import Step


class Tick(msgspec.Struct, frozen=True):
    """Time has passed."""


class TestsExpired(msgspec.Struct, frozen=True):
    """The window was left for so long that what was tested no longer counts, and nobody needs camera and microphone."""


class ProbeStarting(msgspec.Struct, frozen=True):
    """A probe is being started.

    `afresh`: earlier findings of its checks are discarded. `again`: an automatic retry after an unusable result.
    """

    probe: str
    afresh: bool
    again: bool = False


class ProbePaused(msgspec.Struct, frozen=True):
    """A probe was asked to release its device for now; it resumes when step 1 is opened again."""

    probe: str


class StepChanged(msgspec.Struct, frozen=True):
    """The person went to another step."""

    step: Step


class RowToggled(msgspec.Struct, frozen=True):
    """The person opened or closed a row."""

    check: str


class DeviceChosen(msgspec.Struct, frozen=True):
    """The person selected a device; `wanted` is the key or address that opens it."""

    device: Device
    wanted: str


class HeadsetAnswered(msgspec.Struct, frozen=True):
    """The person answered whether the microphone with that key is a headset; None withdraws the answer.

    `passing`: the key identifies only a socket, so the answer is valid until the plug is pulled out, or for the day.
    """

    key: str
    is_headset: bool | None
    passing: bool


class ToneAnswered(msgspec.Struct, frozen=True):
    """The person answered whether the tone was heard on both sides of the output with that key; None: no answer."""

    output_key: str
    heard: bool | None


class AllRetested(msgspec.Struct, frozen=True):
    """Everything is tested again on that day: the tone must be heard again, and expired answers are asked for."""

    day: date


class ProbeRequested(msgspec.Struct, frozen=True):
    """The person started a probe that runs only on request; an empty name stops it."""

    probe: str


class CameraChanged(msgspec.Struct, frozen=True):
    """The tested camera was unplugged while its picture was not measured, or another one has taken its place.

    `judged`: what the check says of the cameras that are left.
    """

    judged: Judged


class RepeatRequested(msgspec.Struct, frozen=True):
    """The person wants a probe that runs afterwards once more, when the others have released their devices."""

    probe: str


class ComparedWithGo(msgspec.Struct, frozen=True):
    """The equipment was compared with the day's last go: the go's time if unchanged, else None."""

    unchanged_since: datetime | None


class Answered(msgspec.Struct, frozen=True):
    """The person answered a question of the checklist."""

    item: str
    answer: Answer


class GroupAnswered(msgspec.Struct, frozen=True):
    """The person answered yes to all open questions of a group, which are all in view."""

    group: Group


class RepeatedAnswers(msgspec.Struct, frozen=True):
    """The person chose "same as last time"."""


class MeetingTypeChanged(msgspec.Struct, frozen=True):
    """The person selected the kind of meeting."""

    situation: Situation


class LanguageChanged(msgspec.Struct, frozen=True):
    """The person chose another language."""

    language: str


class MeetingRequested(msgspec.Struct, frozen=True):
    """The person requested the meeting (or cancelled it); devices must be released first."""

    now: bool


class OverrideChosen(msgspec.Struct, frozen=True):
    """The person overrides the no-go for that reason; None withdraws it."""

    reason: Reason | None


class MeetingOpened(msgspec.Struct, frozen=True):
    """The meeting is open in Chrome."""


class NextMeeting(msgspec.Struct, frozen=True):
    """Another meeting is to be prepared on that day; everything about the last one is discarded."""

    day: date


class NoticeShown(msgspec.Struct, frozen=True):
    """A message to show once (a message id and its facts); an empty one removes it."""

    text: str
    facts: Mapping[str, object] = msgspec.field(default_factory=dict)


class MeetingRefused(msgspec.Struct, frozen=True):
    """The meeting could not be opened; the reason is a message id."""

    reason: str


class WindowHidden(msgspec.Struct, frozen=True):
    """The window was minimised or restored."""

    hidden: bool


class AllConfirmed(msgspec.Struct, frozen=True):
    """The person confirmed all assurances."""


class MendAvailability(msgspec.Struct, frozen=True):
    """It was queried whether the program can mend a check's fault; `possible` is None until that is known."""

    check: str
    mend: Mend
    possible: bool | None = None


class Mended(msgspec.Struct, frozen=True):
    """A check's fault was mended; `undo` restores the previous state."""

    check: str
    undo: Undo


class MendUndone(msgspec.Struct, frozen=True):
    """The last mend for the check was undone."""

    check: str


ProbeEvent = Event | ProbeStarting | ProbePaused | RepeatRequested | CameraChanged
DeviceEvent = DeviceChosen | HeadsetAnswered | ToneAnswered
ChecklistEvent = Answered | GroupAnswered | RepeatedAnswers | MeetingTypeChanged | AllConfirmed
MeetingEvent = MeetingRequested | MeetingRefused | MeetingOpened | NextMeeting | OverrideChosen
MendEvent = MendAvailability | Mended | MendUndone
PageEvent = StepChanged | RowToggled | ProbeRequested | LanguageChanged | NoticeShown | WindowHidden
TestsEvent = Tick | TestsExpired | AllRetested | ComparedWithGo

WindowEvent = ProbeEvent | DeviceEvent | ChecklistEvent | MeetingEvent | MendEvent | PageEvent | TestsEvent

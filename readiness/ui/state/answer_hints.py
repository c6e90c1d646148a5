"""Hints from camera and microphone beside the checklist's questions; only the person answers them. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from readiness.checks import alone, framing, headset, leak, microphone
from readiness.guideline.data import Evidence, Item
from readiness.i18n import N_
from readiness.model import Outcome
from readiness.ui.state.state import State, finding_of, newest


class AnswerHint(msgspec.Struct, frozen=True):
    """`text` is a message id with placeholders for `facts`. `against`: it contradicts a yes."""

    text: str
    facts: Mapping[str, object] = msgspec.field(default_factory=dict)
    against: bool = False


def answer_hints(state: State, item: Item) -> tuple[AnswerHint, ...]:
    """Return the current hints about an item, those against a yes first; none if nothing was measured."""
    hints = [clue for each in item.evidence if (clue := _HINTS[each](state))]
    return tuple(sorted(hints, key=lambda clue: not clue.against))


def doubtful(state: State, item: Item) -> bool:
    """Whether a hint contradicts a yes, so that the question must be answered individually."""
    return any(clue.against for clue in answer_hints(state, item))


def _second_face(state: State) -> AnswerHint | None:
    measured = newest(state, alone.CHECK.id)
    if not isinstance(measured, alone.Measurement) or not measured.faces_count:
        return None
    if measured.faces_count > 1:
        return AnswerHint(N_("The camera saw {count} faces."), {"count": measured.faces_count}, against=True)
    if measured.doubtful_count:
        return AnswerHint(N_("There may be somebody else in the picture."), against=True)
    return AnswerHint(N_("The camera saw no other face."))


def _chest_in_view(state: State) -> AnswerHint | None:
    measured = newest(state, framing.CHECK.id)
    if not isinstance(measured, framing.Measurement) or measured.chest_in_view is None:
        return None
    if measured.chest_in_view:
        return AnswerHint(N_("Your chest is in the picture, so a badge there can be seen."))
    return AnswerHint(N_("Your chest is not in the picture. Move back or tilt the camera down."), against=True)


def _voice_in_room(state: State) -> AnswerHint | None:
    """Return a hint about other sounds; another voice is mentioned even if the finding is about something worse."""
    heard, finding = newest(state, microphone.CHECK.id), finding_of(state, microphone.CHECK.id)
    code = finding.code if finding else ""
    voices = isinstance(heard, microphone.Measurement) and heard.room_voices_dbfs is not None
    if voices or code == microphone.OTHER_VOICE:
        return AnswerHint(N_("The microphone heard another voice."), against=True)
    if code == microphone.OTHER_SOUNDS:
        return AnswerHint(N_("The microphone heard other sounds around you."), against=True)
    return None


def _loudspeaker(state: State) -> AnswerHint | None:
    """Return a hint if the patient may be heard in the room, by the leak test if it was run, else by the headset."""
    leaking, worn = finding_of(state, leak.CHECK.id), finding_of(state, headset.CHECK.id)
    codes = {finding.code for finding in (leaking, worn) if finding}
    if codes & (leak.HEARD_BY_OTHERS | headset.HEARD_BY_OTHERS):
        return AnswerHint(N_("The patient's voice comes out of a loudspeaker."), against=True)
    if leaking and leaking.outcome is Outcome.PASS:
        return AnswerHint(N_("The test sound stayed in your headset."))
    if worn and worn.outcome is Outcome.PASS:
        return AnswerHint(N_("You use a headset, so the patient's voice stays with you."))
    if worn and worn.outcome is Outcome.FAIL:
        return AnswerHint(N_("Without a headset the patient may be heard in the room."), against=True)
    return None


_HINTS: Mapping[Evidence, Callable[[State], AnswerHint | None]] = {
    Evidence.SECOND_FACE: _second_face,
    Evidence.CHEST_IN_VIEW: _chest_in_view,
    Evidence.VOICE_IN_ROOM: _voice_in_room,
    Evidence.LOUDSPEAKER: _loudspeaker,
}

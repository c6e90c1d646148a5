"""Texts of the self-view: the message without an image, and the sentence that the person is asked to say."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from readiness.checks import camera, microphone
from readiness.i18n import N_, Words
from readiness.model import Outcome
from readiness.ui.state.check_rows import RowState
from readiness.ui.state.state import State, waits

SENTENCE = N_("“Hello, can you hear me well? Let us begin.”")
READ = N_("Read this aloud, as you would to the patient:")
SAY = N_("Say something, anything, as you would to the patient.")
PLAYS = N_("This is how the patient hears you.")
LISTEN, STOP = N_("Listen (L)"), N_("Stop (L)")


def message_of(state: State, words: Words) -> tuple[str, bool]:
    """Return why there is no image, and whether the existing one is useless (black or covered)."""
    if state.meeting_open:
        return words(N_("Chrome has the camera now.")), False
    if state.expired:
        return words(N_("The camera is off.")), True
    row = _row_of(state, camera.Measurement)
    if row and row.shown and row.finding.blocks and not waits(state, row):
        return words(row.finding.headline, row.finding.measured), True
    return words(N_("Here you will see yourself.")), False


class MeterWords(msgspec.Struct, frozen=True):
    """Message ids: the request, the sentence to read, and the text of the playback button."""

    ask: str
    sentence: str = ""
    button: str = LISTEN
    facts: Mapping[str, object] = msgspec.field(default_factory=dict)

    @property
    def asks(self) -> bool:
        """Whether the texts ask the person to speak."""
        return self.ask in (READ, SAY)


def meter_words(state: State, *, plays: bool) -> MeterWords:
    """Return the meter's texts; `plays`: the voice is being played back."""
    if plays:
        return MeterWords(PLAYS, button=STOP)
    if state.meeting_open:
        return MeterWords(N_("Chrome has the microphone now."))
    if state.expired:
        return MeterWords(N_("The microphone is off."))
    row = _row_of(state, microphone.Measurement)
    if row is None or waits(state, row) or _asks_for_voice(row):
        return MeterWords(SAY) if state.unchanged_since else MeterWords(READ, SENTENCE)
    if row.finding.outcome is Outcome.PASS:
        return MeterWords(N_("You are heard well. Nothing is recorded."))
    return MeterWords(row.finding.headline, facts=row.finding.measured)  # row and banner say what to do


def _asks_for_voice(row: RowState) -> bool:
    """Whether the check only waits for the person to speak."""
    measured = row.latest
    spoke = isinstance(measured, microphone.Measurement) and bool(measured.speech_s)
    return not spoke and isinstance(measured, microphone.Measurement) and measured.fault is None


def _row_of(state: State, measurement: type) -> RowState | None:
    return next((row for row in state.rows if row.check.measurement is measurement), None)

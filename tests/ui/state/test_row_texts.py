"""What a row says, and that banner, row and meter give the same instruction."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from rule_findings import finding_of, rule_of

from readiness.checks import browser, microphone, rehearsal
from readiness.checks.microphone import READ_ALOUD
from readiness.checks.registry import AFTERWARDS, AT_ONCE
from readiness.host.audio.mend_types import Mend
from readiness.i18n import Words
from readiness.model import Activity, Event, Judged, Policy, Started
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.events import MendAvailability, ProbeStarting, Tick
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.preview_texts import SENTENCE, meter_words
from readiness.ui.state.reducer import apply
from readiness.ui.state.row_texts import MENDABLE, SAY_ANYTHING, TRIED_MEANWHILE, texts_of
from readiness.ui.state.state import LONG_S, State, row_of

VOICE = microphone.CHECK
EN = Words("en")
TODAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def listening() -> State:
    """Only the voice is still awaited."""
    state = initial_state(AT_ONCE, Policy(), None, "en")
    rows = tuple(
        row
        if row.check.id == VOICE.id
        else replace(row, shown=Judged(replace(row.check.not_assessed(), outcome=0), None, settled=True))
        for row in state.rows
    )
    state = replace(state, rows=rows)
    for event in (
        ProbeStarting("microphone", afresh=True),
        Event("microphone", Started((VOICE.id,))),
        Event("microphone", Activity(READ_ALOUD)),
    ):
        state = apply(state, event, 1.0)
    return state


@pytest.mark.parametrize(("since", "said"), [(None, READ_ALOUD), (TODAY, SAY_ANYTHING)])
def test_sentence_is_asked_for_only_where_it_is_shown(since: datetime | None, said: str) -> None:
    state = replace(listening(), unchanged_since=since)
    assert texts_of(state, row_of(state, VOICE.id), EN) == (said, "")
    assert banner_of(state).headline == said
    assert bool(meter_words(state, plays=False).sentence) is (since is None)
    assert (banner_of(state).advice == SENTENCE) is (since is None)


def test_what_the_program_can_mend_sends_nobody_to_the_settings() -> None:
    measured = microphone.Measurement(device="a", speech_level_dbfs=-50.0, speech_s=3.0, finished=True)
    finding = finding_of(VOICE, rule_of(VOICE, "quiet"))
    state = apply(listening(), Event("microphone", Judged(finding, measured, settled=True)), 2.0)
    row = row_of(state, VOICE.id)
    assert texts_of(state, row, EN) == (EN(finding.headline), EN(finding.remedy))
    mend = Mend(kind="level", device="a", change_db=20.0)
    for possible in (None, True):
        state = apply(state, MendAvailability(VOICE.id, mend, possible=possible), 3.0)
    assert texts_of(state, row, EN) == (EN(finding.headline), MENDABLE)


def test_meter_says_what_is_wrong_in_one_line() -> None:
    finding = finding_of(VOICE, rule_of(VOICE, "quiet"))
    measured = microphone.Measurement(speech_s=3.0, finished=True)
    state = apply(listening(), Event("microphone", Judged(finding, measured, settled=True)), 2.0)
    said = meter_words(state, plays=False)
    assert (said.ask, said.sentence) == (finding.headline, ""), "a remedy on two lines would make the meter higher"


def test_of_the_rows_that_wait_for_the_camera_one_says_how_long_it_may_take() -> None:
    state = initial_state(AT_ONCE, Policy(), None, "en")
    camera = state.rows[0].probe
    state = apply(apply(state, ProbeStarting(camera, afresh=True), 1.0), Tick(), 1.0 + LONG_S)
    said = [texts_of(state, row, EN)[1] for row in state.rows if row.probe == camera]
    assert len(said) > 1
    assert said[0].startswith("May take up to")
    assert not any(said[1:])


def test_a_rehearsal_that_has_no_chrome_to_come_says_so_at_once() -> None:
    state = initial_state(AT_ONCE, Policy(), None, "en", afterwards=AFTERWARDS)
    assert texts_of(state, row_of(state, rehearsal.CHECK.id), EN) == (TRIED_MEANWHILE, "")
    missing = finding_of(browser.CHECK, rule_of(browser.CHECK, "missing"))
    state = apply(state, Event("browser", Judged(missing, None, settled=True)), 1.0)
    state = apply(state, Tick(), 5.0)
    assert texts_of(state, row_of(state, rehearsal.CHECK.id), EN) == ("Waits for Google Chrome.", "")

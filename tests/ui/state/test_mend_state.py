"""When the window offers to correct a setting, and which corrections can be undone. No Qt."""

from __future__ import annotations

from datetime import date

from readiness.checks import microphone
from readiness.checks.mends import MendPolicy
from readiness.checks.registry import AT_ONCE, CheckGroup
from readiness.host.audio.mend_types import Mend, Undo
from readiness.model import Event, Judged, Place, Policy
from readiness.ui.state.banner import Action
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.events import MendAvailability, Mended, MendUndone, NextMeeting, NoticeShown, ProbeStarting
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.mend_state import availability_to_check, mend_offered
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State, row_of

CHECK = microphone.CHECK
PROBE = next(each for each in AT_ONCE.probes if microphone.Measurement in each.yields)
QUIET = {"speech_s": 4.0, "snr_db": 30.0, "clipping_per_s": 0.0, "dropouts_count": 0, "bandwidth_hz": 8000.0}
UNMUTE = Mend(kind="unmute", device="mic")


def measured(state: State, now_s: float, **facts: object) -> State:
    measured = microphone.Measurement(device="mic", finished=True, **facts)  # type: ignore[arg-type]
    judged = Judged(CHECK.judge(measured, microphone.Policy()), measured, settled=True)
    return apply(state, Event(PROBE.name, judged), now_s)


def muted(policy: Policy | None = None) -> State:
    made = initial_state(CheckGroup((CHECK,), (PROBE,)), policy or Policy(), None, "en")
    return measured(made, 1.0, muted_in_system=True)


def offered(state: State) -> Mend | None:
    return mend_offered(state, row_of(state, CHECK.id))


def answered(state: State, *, possible: bool) -> State:
    (wanted,) = availability_to_check(state)
    requested = apply(state, wanted, state.now_s)
    assert not list(availability_to_check(requested))
    assert offered(requested) is None
    return apply(requested, MendAvailability(CHECK.id, wanted.mend, possible=possible), state.now_s)


def test_mend_is_offered_if_the_system_allows_it() -> None:
    state = answered(muted(), possible=True)
    assert offered(state) == UNMUTE
    banner = banner_of(state)
    assert (banner.action, banner.button) == (Action.MEND, "Switch on the microphone")


def test_settings_page_is_offered_if_the_system_does_not_allow_it() -> None:
    state = answered(muted(), possible=False)
    assert offered(state) is None
    assert banner_of(state).action is Action.OPEN_PLACE
    assert row_of(state, CHECK.id).finding.place is Place.SOUND


def test_mend_is_not_offered_if_it_forbids_it() -> None:
    state = muted(Policy((MendPolicy(allowed=("level",)),)))
    assert not list(availability_to_check(state))


def test_restarted_test_queries_the_system_again() -> None:
    state = answered(muted(), possible=False)
    state = apply(state, ProbeStarting(PROBE.name, afresh=True), 2.0)
    assert not state.mend_offers
    assert len(list(availability_to_check(measured(state, 3.0, muted_in_system=True)))) == 1


def test_late_answer_of_the_system_is_ignored_without_the_fault() -> None:
    state = muted()
    (wanted,) = availability_to_check(state)
    state = apply(state, wanted, 1.0)
    state = apply(state, ProbeStarting(PROBE.name, afresh=True), 2.0)
    assert not apply(state, MendAvailability(CHECK.id, wanted.mend, possible=True), 3.0).mend_offers


def test_level_follows_the_voice_and_is_queried_once() -> None:
    state = initial_state(CheckGroup((CHECK,), (PROBE,)), Policy(), None, "en")
    state = answered(measured(state, 1.0, **QUIET, speech_level_dbfs=-56.0), possible=True)
    state = measured(state, 2.0, **QUIET, speech_level_dbfs=-45.0)
    assert not list(availability_to_check(state))
    assert offered(state) == Mend(kind="level", device="mic", change_db=19.0)


def test_mends_are_undone_last_first_and_forgotten_at_the_next_meeting() -> None:
    first, second = Undo(mend=UNMUTE, muted=True), Undo(mend=Mend(kind="level", device="mic", change_db=5))
    state = apply(apply(muted(), Mended(CHECK.id, first), 2.0), Mended(CHECK.id, second), 3.0)
    assert state.undos[CHECK.id] == (first, second)
    assert row_of(state, CHECK.id).opened
    state = apply(state, MendUndone(CHECK.id), 4.0)
    assert state.undos[CHECK.id] == (first,)
    assert not apply(state, NextMeeting(date(2026, 11, 28)), 5.0).undos


CONFIRMED = "The microphone is switched on."
SILENT_ROOM = {"level_dbfs": -60.0, "speech_s": 0.0}


def mended_and_told() -> State:
    """Switched on, reported, and tested again: nobody speaks."""
    state = apply(answered(muted(), possible=True), Mended(CHECK.id, Undo(mend=UNMUTE, muted=True)), 2.0)
    state = apply(state, ProbeStarting(PROBE.name, afresh=True), 2.0)
    state = apply(state, NoticeShown(CONFIRMED), 2.0)
    return measured(state, 3.0, **SILENT_ROOM)


def test_mend_may_be_undone_when_the_next_meeting_has_begun() -> None:
    state = apply(muted(), Mended(CHECK.id, Undo(mend=UNMUTE, muted=True)), 2.0)
    state = apply(state, NextMeeting(date(2026, 11, 24)), 3.0)
    assert not any(apply(state, MendUndone(CHECK.id), 4.0).undos.values())


def test_confirmation_stays_while_it_gets_no_worse() -> None:
    state = mended_and_told()
    assert row_of(state, CHECK.id).finding.code == "microphone.no_speech"
    assert state.notice == CONFIRMED
    state = measured(measured(state, 4.0, **QUIET, speech_level_dbfs=-26.0), 6.0, **QUIET, speech_level_dbfs=-26.0)
    assert row_of(state, CHECK.id).finding.code == "microphone.ok"
    assert state.notice == CONFIRMED


def test_confirmation_is_taken_away_when_somebody_mutes_again() -> None:
    state = measured(measured(mended_and_told(), 4.0, muted_in_system=True), 6.0, muted_in_system=True)
    assert row_of(state, CHECK.id).finding.code == "microphone.muted"
    assert state.notice == ""


def test_other_notices_stay_when_a_finding_changes() -> None:
    state = apply(mended_and_told(), NoticeShown("Copied."), 3.5)
    state = measured(measured(state, 4.0, muted_in_system=True), 6.0, muted_in_system=True)
    assert state.notice == "Copied."

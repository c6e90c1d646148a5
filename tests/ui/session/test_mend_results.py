"""What became of the faults that the program mended, by the checks' findings since."""

from __future__ import annotations

from readiness import __version__
from readiness.checks import headset, microphone
from readiness.checks.registry import AT_ONCE, CheckGroup
from readiness.host.audio.mend_types import Mend, Undo
from readiness.model import Event, Judged, Policy
from readiness.storage.mend_log import MadeMend
from readiness.ui.session.mend_results import MendResults
from readiness.ui.state.events import Mended, MendUndone, ProbeStarting
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State

VOICE, DEVICE = microphone.CHECK, headset.CHECK
PROBE_OF = {kind: probe for probe in AT_ONCE.probes for kind in probe.yields}
MUTED = microphone.Measurement(device="mic", muted_in_system=True, finished=True)
HEARD = microphone.Measurement(
    device="mic", speech_s=4.0, speech_level_dbfs=-26.0, snr_db=30.0, clipping_per_s=0.0, dropouts_count=0,
    bandwidth_hz=8000.0, finished=True,
)  # fmt: skip
QUIET = microphone.Measurement(
    device="mic", speech_s=4.0, speech_level_dbfs=-56.0, snr_db=30.0, clipping_per_s=0.0, dropouts_count=0,
    bandwidth_hz=8000.0, finished=True,
)  # fmt: skip
UNMUTE = Undo(mend=Mend(kind="unmute", device="mic"), muted=True)
LOUDER = Undo(mend=Mend(kind="level", device="mic", change_db=12.0))


def begun() -> State:
    probes = tuple(dict.fromkeys((PROBE_OF[DEVICE.measurement], PROBE_OF[VOICE.measurement])))
    return initial_state(CheckGroup((DEVICE, VOICE), probes), Policy(), None, "en")


def found(state: State, measured: object) -> State:
    check = VOICE if isinstance(measured, microphone.Measurement) else DEVICE
    judged = Judged(check.judge(measured, check.policy()), measured, settled=True)  # type: ignore[arg-type]
    return apply(state, Event(PROBE_OF[check.measurement].name, judged), state.now_s + 1)


def mended(state: State, undo: Undo, then: object) -> State:
    state = apply(state, Mended(VOICE.id, undo), state.now_s + 1)
    state = apply(state, ProbeStarting(PROBE_OF[VOICE.measurement].name, afresh=True), state.now_s + 1)
    return found(state, then)


def taken(state: State) -> tuple[MadeMend, ...]:
    results = MendResults()
    results.update(state)
    return results.take()


def test_mend_followed_by_a_failure_did_not_help() -> None:
    assert taken(mended(found(begun(), MUTED), UNMUTE, MUTED)) == (
        MadeMend(check="microphone", kind="unmute", helped=False, version=__version__),
    )
    (quiet,) = taken(mended(found(begun(), MUTED), UNMUTE, QUIET))
    assert not quiet.helped
    (louder,) = taken(mended(found(begun(), QUIET), LOUDER, HEARD))
    assert (louder.kind, louder.helped) == ("louder", True)


def test_the_headset_in_use_is_named_by_make_and_kind() -> None:
    device = headset.Measurement(id="mic", name="Anna's headset", family="Jabra Evolve2", vid_pid="0b0e:2412")
    (made,) = taken(mended(found(found(begun(), device), MUTED), UNMUTE, HEARD))
    assert (made.product, made.version) == ("Jabra Evolve2 0b0e:2412", __version__)


def test_mends_are_reported_once_and_only_after_a_retest() -> None:
    results, state = MendResults(), mended(found(begun(), MUTED), UNMUTE, HEARD)
    results.update(state)
    assert len(results.take()) == 1
    results.update(found(state, HEARD))
    assert results.take() == ()
    untested = apply(found(begun(), MUTED), Mended(VOICE.id, LOUDER), 9.0)
    results.update(apply(untested, ProbeStarting(PROBE_OF[VOICE.measurement].name, afresh=True), 9.0))
    assert results.take() == ()


def test_mend_that_helped_once_counts_as_helpful() -> None:
    results, state = MendResults(), mended(found(begun(), MUTED), UNMUTE, HEARD)
    results.update(state)
    state = apply(state, ProbeStarting(PROBE_OF[VOICE.measurement].name, afresh=True), 9.0)
    results.update(found(state, MUTED))
    assert [each.helped for each in results.take()] == [True]


def test_undone_mends_are_not_reported() -> None:
    results, state = MendResults(), mended(found(begun(), MUTED), UNMUTE, HEARD)
    results.update(state)
    results.update(found(apply(state, MendUndone(VOICE.id), 9.0), MUTED))
    assert results.take() == ()

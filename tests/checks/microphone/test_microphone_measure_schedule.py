"""How often a live voice is measured: seldom while it stays as it was, soon after any change."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from speech import RATE_HZ, noise, speech

from readiness.checks.microphone.measure_schedule import (
    BREAKS_EVERY_S,
    GLANCE_EVERY_S,
    SELDOM_WINDOWS,
    SOON_S,
    MeasureSchedule,
)
from readiness.measures.audio.levels import Samples
from readiness.model import Finding, Outcome

BLOCK = RATE_HZ // 30
WINDOW_S, CHANGES_S, LASTS_S = 8.0, 30.0, 45.0
VOICE = np.tile(speech(), 5)[: round(LASTS_S * RATE_HZ)] + noise(round(LASTS_S * RATE_HZ), -65)
GOOD = Finding(check="microphone", code="microphone.ok", outcome=Outcome.PASS, headline="You sound good.")
BAD = replace(GOOD, code="microphone.quiet", outcome=Outcome.FAIL, remedy="Speak up.")


def measured_at_s(sound: Samples, finding: Callable[[float], Finding] = lambda _: GOOD) -> list[float]:
    """When the schedule asks for measurements, which find what `finding` says for that time."""
    schedule, asked = MeasureSchedule(WINDOW_S), []
    for end in range(BLOCK, sound.size + 1, BLOCK):
        at_s = end / RATE_HZ
        schedule.add(sound[end - BLOCK : end], at_s)
        if at_s >= SOON_S and schedule.is_due(at_s):
            asked.append(at_s)
            schedule.measured(finding(at_s), at_s)
    return asked


def changed(how: Callable[[Samples], Samples]) -> Samples:
    at = round(CHANGES_S * RATE_HZ)
    return np.concatenate([VOICE[:at], how(VOICE[at:])]).astype(np.float32)


def test_steady_voice_is_measured_seldom() -> None:
    intervals = np.diff(measured_at_s(VOICE))
    assert intervals[0] == pytest.approx(SOON_S, abs=0.1), "the first finding is confirmed soon"
    assert intervals[1:].min() == pytest.approx(SELDOM_WINDOWS * WINDOW_S, abs=0.1)
    assert intervals.max() <= SELDOM_WINDOWS * WINDOW_S + 0.1, "no fault that the glances miss stays longer"


def settled_on_good() -> tuple[MeasureSchedule, float]:
    """A schedule whose voice has been measured twice and found good, and when."""
    schedule = MeasureSchedule(WINDOW_S)
    schedule.add(VOICE[:BLOCK], 0.0)
    schedule.measured(GOOD, 3.0)
    schedule.measured(GOOD, 6.0)
    return schedule, 6.0


def test_what_changes_no_level_is_found_by_a_glance() -> None:
    schedule, at_s = settled_on_good()
    assert not schedule.is_glance_due(at_s + GLANCE_EVERY_S - 0.1)
    assert schedule.is_glance_due(at_s + GLANCE_EVERY_S)
    schedule.glanced(GOOD.code, at_s + GLANCE_EVERY_S)
    assert not schedule.is_due(at_s + GLANCE_EVERY_S), "the same as before"
    schedule.glanced(BAD.code, at_s + 2 * GLANCE_EVERY_S)
    assert schedule.is_due(at_s + 2 * GLANCE_EVERY_S), "the whole window decides"


def test_glance_that_the_whole_window_refutes_asks_again_ever_more_seldom() -> None:
    schedule, at_s = settled_on_good()
    asked = []
    for glance in range(1, 10):
        now_s = at_s + glance * GLANCE_EVERY_S
        schedule.glanced(BAD.code, now_s)
        if schedule.is_due(now_s):
            asked.append(glance)
            schedule.measured(GOOD, now_s)
    assert asked == [1, 2, 4, 8]
    schedule.glanced("microphone.hum", now_s)
    assert schedule.is_due(now_s + SOON_S), "but another finding asks at once"


def test_breaks_are_searched_for_every_second_and_the_whole_window_decides_at_once() -> None:
    schedule, at_s = settled_on_good()
    assert not schedule.is_search_due(at_s + 0.9 * BREAKS_EVERY_S)
    assert schedule.is_search_due(at_s + BREAKS_EVERY_S)
    schedule.searched("", at_s + BREAKS_EVERY_S)
    assert not schedule.is_due(at_s + BREAKS_EVERY_S)
    schedule.searched("microphone.broken", at_s + 2 * BREAKS_EVERY_S)
    assert schedule.is_due(at_s + 2 * BREAKS_EVERY_S), "sooner than anything else"


def test_what_was_glanced_at_is_not_searched_as_well() -> None:
    schedule, at_s = settled_on_good()
    glanced_s = at_s + GLANCE_EVERY_S
    schedule.glanced(GOOD.code, glanced_s)
    assert not schedule.is_search_due(glanced_s + BREAKS_EVERY_S / 2)
    assert schedule.is_search_due(glanced_s + BREAKS_EVERY_S)


def test_silence_before_the_first_word_is_measured_seldom_until_something_is_heard() -> None:
    schedule, quiet = MeasureSchedule(WINDOW_S), noise(BLOCK, -60)
    for at_s in (8.0, 11.0):
        schedule.add(quiet, at_s)
        schedule.measured(BAD, at_s, has_voice=False)
    assert not schedule.is_due(20.0)
    assert schedule.is_due(20.0, spoke_since=True)
    schedule.add(np.zeros_like(quiet), 20.0)
    assert schedule.is_due(20.0), "the microphone was switched off"


def test_no_glance_while_the_finding_is_new_or_blocks() -> None:
    schedule, at_s = settled_on_good()
    schedule.measured(BAD, at_s + 4)
    assert not schedule.is_glance_due(at_s + 20), "the whole window is measured often"


def test_blocking_finding_is_measured_often() -> None:
    assert np.diff(measured_at_s(VOICE, lambda _: BAD)).max() == pytest.approx(SOON_S, abs=0.1)


def gaps(sound: Samples) -> Samples:
    broken = sound.copy()
    for at in range(0, broken.size, RATE_HZ):
        broken[at : at + 3 * BLOCK] = 0
    return broken


@pytest.mark.parametrize(
    "how",
    [
        lambda sound: 0.2 * sound,
        lambda sound: 5 * sound,
        lambda sound: sound + noise(sound.size, -40),
        lambda sound: np.clip(20 * sound, -1, 1),
        gaps,
    ],
    ids=["softer", "louder", "noise", "clipped", "gaps"],
)
def test_changed_sound_is_measured_soon(how: Callable[[Samples], Samples]) -> None:
    later = [at_s for at_s in measured_at_s(changed(how)) if at_s > CHANGES_S]
    assert later[0] <= CHANGES_S + SOON_S + 0.1


def test_new_finding_is_confirmed_soon() -> None:
    asked = measured_at_s(VOICE, lambda at_s: GOOD if at_s < CHANGES_S else BAD)
    first, second = [at_s for at_s in asked if at_s >= CHANGES_S][:2]
    assert second - first == pytest.approx(SOON_S, abs=0.1)

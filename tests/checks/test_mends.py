"""Which fault gets which button; pure."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from readiness.checks import headset, microphone
from readiness.checks.mends import (
    LOW_SLIDER,
    MendPolicy,
    mend_for,
    mend_texts,
)
from readiness.host.audio.mend_types import TO_FULL_DB, Mend
from readiness.model import Finding, Outcome

EVERYTHING = MendPolicy()


def found(code: str) -> Finding:
    return Finding(check=code.partition(".")[0], code=code, outcome=Outcome.FAIL, headline="h", remedy="r")


def voice(level_dbfs: float | None = None) -> microphone.Measurement:
    return microphone.Measurement(device="mic", speech_level_dbfs=level_dbfs)


@pytest.mark.parametrize(
    ("code", "level_dbfs", "change_db"),
    [
        ("microphone.quiet", -40.0, 14.0),
        ("microphone.quiet", -64.0, 38.0),
        ("microphone.too_loud", 0.0, -20.0),
        ("microphone.too_loud", -8.0, -18.0),
        ("microphone.clipping", -14.0, -12.0),
        ("microphone.clipping", -28.0, -6.0),
    ],
)
def test_level_is_set_for_normal_speech(code: str, level_dbfs: float, change_db: float) -> None:
    assert mend_for(found(code), voice(level_dbfs), EVERYTHING) == Mend(kind="level", device="mic", change_db=change_db)


def test_muted_microphone_is_unmuted() -> None:
    assert mend_for(found("microphone.muted"), voice(), EVERYTHING) == Mend(kind="unmute", device="mic")


def test_microphone_that_is_not_heard_is_raised_to_full() -> None:
    silent, unheard = (mend_for(found(f"microphone.{what}"), voice(), EVERYTHING) for what in ("silent", "no_speech"))
    assert silent == Mend(kind="level", device="mic", change_db=TO_FULL_DB)
    assert mend_texts(silent).button == "Raise the microphone's volume"
    assert unheard == msgspec.structs.replace(silent, only_under=LOW_SLIDER)
    assert mend_for(found("microphone.silent"), voice(), MendPolicy(allowed=("unmute", "input"))) is None


def test_headset_is_offered_only_instead_of_the_systems_default() -> None:
    chosen = headset.Measurement(is_default=True, better_input="jabra")
    assert mend_for(found("headset.webcam"), chosen, EVERYTHING) == Mend(kind="input", device="jabra")
    by_hand = headset.Measurement(is_default=False, better_input="jabra")
    assert mend_for(found("headset.webcam"), by_hand, EVERYTHING) is None


def test_headset_is_made_the_default() -> None:
    measured = headset.Measurement(id="jabra", own_output="ears")
    assert mend_for(found("headset.not_chosen"), measured, EVERYTHING) == Mend(kind="input", device="jabra")
    assert mend_for(found("headset.sound_elsewhere"), measured, EVERYTHING) == Mend(kind="output", device="ears")
    assert mend_for(found("headset.loudspeaker"), measured, EVERYTHING) == Mend(kind="output", device="ears")


def test_inaudible_tone_offers_to_move_the_sound_to_the_headset() -> None:
    measured = headset.Measurement(id="jabra", own_output="ears", same_device=False)
    assert mend_for(found("headset.tone_not_heard"), measured, EVERYTHING) == Mend(kind="output", device="ears")
    there = replace(measured, same_device=True)
    assert mend_for(found("headset.tone_not_heard"), there, EVERYTHING) is None


def test_muted_output_is_turned_on() -> None:
    measured = headset.Measurement(output="ears", output_muted=True)
    assert mend_for(found("headset.output_muted"), measured, EVERYTHING) == Mend(kind="sound_on", device="ears")
    assert mend_for(found("headset.output_muted"), measured, MendPolicy(allowed=("unmute",))) is None


@pytest.mark.parametrize("code", ["microphone.ok", "microphone.noisy", "headset.ok", "camera.black"])
def test_problem_without_a_setting_gets_no_button(code: str) -> None:
    assert mend_for(found(code), voice(-40), EVERYTHING) is None


def test_nothing_is_offered_without_a_device() -> None:
    for code in ("microphone.muted", "microphone.quiet", "microphone.silent", "microphone.no_speech"):
        assert mend_for(found(code), microphone.Measurement(speech_level_dbfs=-40), EVERYTHING) is None
    for code in ("headset.webcam", "headset.not_chosen", "headset.loudspeaker"):
        assert mend_for(found(code), headset.Measurement(), EVERYTHING) is None


def test_policy_decides_what_may_be_changed() -> None:
    assert mend_for(found("microphone.quiet"), voice(-40), MendPolicy(allowed=("unmute",))) is None
    assert mend_for(found("microphone.muted"), voice(), MendPolicy(allowed=("unmute",))) is not None


def test_button_names_the_direction() -> None:
    louder, softer = (Mend(kind="level", device="mic", change_db=each) for each in (6.0, -6.0))
    assert "Raise" in mend_texts(louder).button
    assert "Lower" in mend_texts(softer).button
    assert mend_texts(louder).confirmation != mend_texts(softer).confirmation

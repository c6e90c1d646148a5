"""Mute, level and default device, corrected and restored on a real PulseAudio and a real PipeWire."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pipewire_server import BOTH_SERVERS
from sound_devices import BUILT_IN, EARPHONE, LOUDSPEAKERS, USB_HEADSET, WEBCAM
from sound_rig import SoundRig

from readiness.checks import headset
from readiness.checks.headset.measure import measure
from readiness.checks.mends import LOW_SLIDER, MendPolicy, mend_for
from readiness.host.audio.endpoints import list_endpoints
from readiness.host.audio.mend import apply, is_possible, undo
from readiness.host.audio.mend_types import TO_FULL_DB, Mend, MendError, MendKind

JABRA = USB_HEADSET.source


@pytest.fixture(scope="module", params=BOTH_SERVERS)
def shared_rig(request: pytest.FixtureRequest) -> Iterator[SoundRig]:
    with SoundRig(request.param) as rig:
        for each in (WEBCAM, USB_HEADSET, LOUDSPEAKERS, EARPHONE):
            rig.plug(each)
        yield rig


@pytest.fixture
def rig(shared_rig: SoundRig, monkeypatch: pytest.MonkeyPatch) -> SoundRig:
    for name in ("PULSE_SERVER", "PULSE_COOKIE", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, shared_rig.environment[name])
    shared_rig.make_default(WEBCAM)
    shared_rig.make_default(LOUDSPEAKERS)
    shared_rig.set_level(USB_HEADSET, 1.0)
    shared_rig.mute(USB_HEADSET, muted=False)
    return shared_rig


def code_and_mend() -> tuple[str, Mend | None]:
    measured = measure(list_endpoints())
    finding = headset.CHECK.judge(measured, headset.Policy())
    return finding.code, mend_for(finding, measured, MendPolicy())


def test_default_input_and_output_move_to_the_headset_and_back(rig: SoundRig) -> None:
    code, mend = code_and_mend()
    assert code == "headset.webcam"
    assert mend is not None
    assert is_possible(mend)
    microphone = apply(mend)
    assert not is_possible(mend)
    code, mend = code_and_mend()
    assert code == "headset.sound_elsewhere"
    assert mend is not None
    sound = apply(mend)
    assert code_and_mend()[0] == "headset.ok"
    undo(sound)
    undo(microphone)
    assert code_and_mend()[0] == "headset.webcam"
    assert rig.default_output() == LOUDSPEAKERS.sink


def test_microphone_is_unmuted_and_muted_again(rig: SoundRig) -> None:
    on = Mend(kind="unmute", device=JABRA)
    assert not is_possible(on)
    rig.mute(USB_HEADSET)
    assert is_possible(on)
    before = apply(on)
    assert not rig.is_muted(USB_HEADSET)
    undo(before)
    assert rig.is_muted(USB_HEADSET)


def test_level_of_zero_counts_as_muted(rig: SoundRig) -> None:
    rig.set_level(USB_HEADSET, 0.0)
    on = Mend(kind="unmute", device=JABRA)
    assert is_possible(on)
    before = apply(on)
    assert rig.level_db(USB_HEADSET) == pytest.approx(0, abs=0.1)
    undo(before)
    assert rig.level_db(USB_HEADSET) < -100


def test_level_changes_by_decibels_and_back(rig: SoundRig) -> None:
    softer = Mend(kind="level", device=JABRA, change_db=-12)
    assert is_possible(softer)
    before = apply(softer)
    assert rig.level_db(USB_HEADSET) == pytest.approx(-12, abs=0.1)
    louder = apply(Mend(kind="level", device=JABRA, change_db=5))
    assert rig.level_db(USB_HEADSET) == pytest.approx(-7, abs=0.1)
    assert undo(louder)
    assert rig.level_db(USB_HEADSET) == pytest.approx(-12, abs=0.1)
    assert undo(before)
    assert rig.level_db(USB_HEADSET) == pytest.approx(0, abs=0.1)


def test_taking_back_a_level_leaves_a_microphone_muted_that_was_muted_meanwhile(rig: SoundRig) -> None:
    before = apply(Mend(kind="level", device=JABRA, change_db=-12))
    rig.mute(USB_HEADSET)
    undo(before)
    assert rig.is_muted(USB_HEADSET)
    assert rig.level_db(USB_HEADSET) == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize(("was", "kind", "change_db"), [(1.0, "level", -12), (0.0, "unmute", 0)])
def test_taking_back_a_level_leaves_one_that_was_set_by_hand_meanwhile(
    rig: SoundRig, was: float, kind: MendKind, change_db: float
) -> None:
    rig.set_level(USB_HEADSET, was)
    before = apply(Mend(kind=kind, device=JABRA, change_db=change_db))
    rig.set_level(USB_HEADSET, 0.5)
    assert not undo(before)
    assert rig.level_db(USB_HEADSET) == pytest.approx(-18.1, abs=0.2)


def test_muting_again_leaves_a_level_that_was_set_meanwhile(rig: SoundRig) -> None:
    rig.mute(USB_HEADSET)
    before = apply(Mend(kind="unmute", device=JABRA))
    rig.set_level(USB_HEADSET, 0.5)
    undo(before)
    assert rig.is_muted(USB_HEADSET)
    assert rig.level_db(USB_HEADSET) == pytest.approx(-18.1, abs=0.2)


def test_level_is_not_raised_above_the_hardware_maximum(rig: SoundRig) -> None:
    rig.set_level(USB_HEADSET, 0.9)
    apply(Mend(kind="level", device=JABRA, change_db=20))
    assert rig.level_db(USB_HEADSET) == pytest.approx(0, abs=0.1)
    louder = Mend(kind="level", device=JABRA, change_db=20)
    assert not is_possible(louder)
    with pytest.raises(MendError, match="at its end"):
        apply(louder)
    rig.set_level(USB_HEADSET, 1.3)
    assert not is_possible(louder)


@pytest.mark.parametrize("slider", [0.12, 0.0])
def test_level_at_which_nothing_is_heard_is_raised_to_full_and_put_back(rig: SoundRig, slider: float) -> None:
    rig.set_level(USB_HEADSET, slider)
    was_db = rig.level_db(USB_HEADSET)
    louder = Mend(kind="level", device=JABRA, change_db=TO_FULL_DB)
    assert is_possible(louder)
    before = apply(louder)
    assert rig.level_db(USB_HEADSET) == pytest.approx(0, abs=0.1)
    undo(before)
    assert rig.level_db(USB_HEADSET) == pytest.approx(was_db, abs=0.1)


def test_level_that_is_high_enough_is_not_blamed(rig: SoundRig) -> None:
    louder = Mend(kind="level", device=JABRA, change_db=TO_FULL_DB, only_under=LOW_SLIDER)
    rig.set_level(USB_HEADSET, 0.6)
    assert not is_possible(louder)
    rig.set_level(USB_HEADSET, 0.3)
    assert is_possible(louder)


def test_level_is_not_lowered_to_zero(rig: SoundRig) -> None:
    rig.set_level(USB_HEADSET, 0.15)
    apply(Mend(kind="level", device=JABRA, change_db=-20))
    assert rig.level_db(USB_HEADSET) == pytest.approx(-60, abs=0.2)


@pytest.mark.parametrize("muted", [True, False], ids=["muted", "slider at zero"])
def test_output_that_is_off_is_turned_on_and_off_again(rig: SoundRig, *, muted: bool) -> None:
    rig.make_default(USB_HEADSET)
    rig.make_default(EARPHONE)
    rig.set_output_level(EARPHONE, 0.35)
    assert measure(list_endpoints()).output_level_percent == 35
    assert code_and_mend()[0] == "headset.ok"
    if muted:
        rig.mute_output(EARPHONE)
    else:
        rig.set_output_level(EARPHONE, 0)
    code, mend = code_and_mend()
    assert code == "headset.output_muted"
    assert mend == Mend(kind="sound_on", device=EARPHONE.sink)
    assert is_possible(mend)
    before = apply(mend)
    assert not is_possible(mend)
    assert measure(list_endpoints()).output_level_percent == (35 if muted else 40)
    undo(before)
    assert code_and_mend()[0] == "headset.output_muted"
    rig.mute_output(EARPHONE, muted=False)


def test_missing_device_changes_nothing(rig: SoundRig) -> None:
    rig.plug(BUILT_IN)
    chosen = Mend(kind="input", device=BUILT_IN.source)
    assert is_possible(chosen)
    rig.unplug(BUILT_IN)
    assert not is_possible(chosen)
    with pytest.raises(MendError, match="gone"):
        apply(chosen)


@pytest.mark.linux
def test_no_remedy_is_offered_without_a_sound_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere/native")
    mend = Mend(kind="unmute", device=JABRA)
    assert not is_possible(mend)
    with pytest.raises(MendError, match="no sound server"):
        apply(mend)

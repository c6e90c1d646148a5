"""Mute and level through IAudioEndpointVolume in a Windows Python; the default device is left unchanged."""

from __future__ import annotations

import threading

import pytest

from readiness.host.audio.endpoint import choose_endpoint
from readiness.host.audio.endpoints import list_endpoints
from readiness.host.audio.mend import apply, is_possible, undo
from readiness.host.audio.mend_types import TO_FULL_DB, Mend, MendError
from readiness.host.audio.mend_windows import limited_level_db


@pytest.fixture
def device() -> str:
    found = choose_endpoint(list_endpoints(), "Evolve2")
    assert found is not None
    return found.id


@pytest.mark.sound_rig
def test_level_is_lowered_and_restored(device: str) -> None:
    softer = Mend(kind="level", device=device, change_db=-12)
    assert is_possible(softer)
    before = apply(softer)
    assert before.levels[0] <= 0
    assert not before.muted
    undo(before)
    assert is_possible(softer)


@pytest.mark.sound_rig
def test_a_level_at_its_end_is_not_raised(device: str) -> None:
    louder = Mend(kind="level", device=device, change_db=12)
    assert not is_possible(louder)
    with pytest.raises(MendError, match="at its end"):
        apply(louder)


@pytest.mark.sound_rig
def test_a_slider_that_is_high_enough_is_not_blamed(device: str) -> None:
    softer = Mend(kind="level", device=device, change_db=-12, only_under=0.5)
    assert not is_possible(softer)
    assert not is_possible(Mend(kind="level", device=device, change_db=TO_FULL_DB))


@pytest.mark.sound_rig
def test_a_microphone_that_is_on_is_not_switched_on(device: str) -> None:
    assert not is_possible(Mend(kind="unmute", device=device))
    before = apply(Mend(kind="unmute", device=device))
    assert not before.muted
    undo(before)


@pytest.mark.sound_rig
def test_output_that_is_on_is_not_turned_on() -> None:
    """Wine forgets mute and level as soon as the endpoint is let go, so that turning on cannot be shown there."""
    (output,) = (each for each in list_endpoints() if each.direction == "output" and each.is_default)
    assert output.muted is False
    assert output.level is not None
    on = Mend(kind="sound_on", device=output.id)
    assert not is_possible(on)
    before = apply(on)
    assert not before.muted
    undo(before)


@pytest.mark.sound_rig
def test_also_from_another_thread(device: str) -> None:
    results: list[bool] = []
    asking = threading.Thread(
        target=lambda: results.append(is_possible(Mend(kind="level", device=device, change_db=-12)))
    )
    asking.start()
    asking.join()
    assert results == [True]


@pytest.mark.sound_rig
def test_default_device_is_not_changed_on_windows(device: str) -> None:
    for kind in ("input", "output"):
        mend = Mend(kind=kind, device=device)
        assert not is_possible(mend)
        with pytest.raises(MendError, match="default"):
            apply(mend)


def test_missing_device_changes_nothing() -> None:
    gone = Mend(kind="unmute", device="{0.0.1.00000000}.{00000000-0000-0000-0000-000000000000}")
    assert not is_possible(gone)
    with pytest.raises(MendError):
        apply(gone)


@pytest.mark.parametrize(
    ("now_db", "change_db", "kept_db"),
    [(-20.0, 14.0, -6.0), (-6.0, 14.0, 0.0), (12.0, 6.0, 12.0), (12.0, -20.0, -8.0), (-90.0, -20.0, -96.0)],
)
def test_amplification_is_only_lowered(now_db: float, change_db: float, kept_db: float) -> None:
    assert limited_level_db(now_db, change_db, -96.0, 30.0) == kept_db

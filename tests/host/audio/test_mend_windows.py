"""What a mend on Windows puts back: only what it changed."""

from __future__ import annotations

import pytest

from readiness.host.audio.mend_types import Mend, Undo
from readiness.host.audio.mend_windows import put_back


class Volume:
    """The part of an `IAudioEndpointVolume` that is read and set."""

    def __init__(self) -> None:
        self.level_db = -6.0
        self.is_muted = 0

    def GetMasterVolumeLevel(self) -> float:  # noqa: N802  (Windows' own name)
        return self.level_db

    def SetMasterVolumeLevel(self, level_db: float, _context: None) -> None:  # noqa: N802  (Windows' own name)
        self.level_db = level_db

    def SetMute(self, is_muted: int, _context: None) -> None:  # noqa: N802  (Windows' own name)
        self.is_muted = is_muted


@pytest.mark.parametrize("is_muted", [0, 1])
def test_taking_back_a_level_leaves_the_mute_as_it_is_now(is_muted: int) -> None:
    volume = Volume()
    volume.is_muted = is_muted
    assert put_back(volume, Undo(mend=Mend(kind="level", device="x"), levels=(-20.0,), set_levels=(-6.0,)))
    assert (volume.level_db, volume.is_muted) == (-20.0, is_muted)


def test_taking_back_a_level_leaves_one_that_was_set_by_hand_meanwhile() -> None:
    volume = Volume()
    assert not put_back(volume, Undo(mend=Mend(kind="level", device="x"), levels=(-20.0,), set_levels=(-12.0,)))
    assert volume.level_db == -6.0


def test_muting_again_leaves_the_level_as_it_is_now() -> None:
    volume = Volume()
    put_back(volume, Undo(mend=Mend(kind="unmute", device="x"), muted=True))
    assert (volume.level_db, volume.is_muted) == (-6.0, 1)


def test_microphone_that_was_on_stays_on() -> None:
    volume = Volume()
    put_back(volume, Undo(mend=Mend(kind="unmute", device="x")))
    assert (volume.level_db, volume.is_muted) == (-6.0, 0)

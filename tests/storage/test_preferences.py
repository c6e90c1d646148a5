from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from readiness.storage.preferences import (
    HeadsetAnswer,
    ItemAnswer,
    Preferences,
    StoredPreferences,
    merge,
    preferences_file,
    read,
    write,
)

SOMETHING = Preferences(
    camera="usb-046d:082d-1",
    microphone="k3y",
    headsets={"k3y": HeadsetAnswer(is_headset=True, on=date(2026, 11, 20))},
    checklist={"training": ItemAnswer(answer="yes", on=date(2026, 11, 20))},
)


def test_preferences_are_empty_before_the_first_write(tmp_path: Path) -> None:
    assert read(preferences_file(tmp_path / "not there yet")) == StoredPreferences(Preferences())


def test_preferences_survive_the_round_trip(tmp_path: Path) -> None:
    path = preferences_file(tmp_path / "made when missing")
    write(path, Preferences())
    write(path, SOMETHING)
    assert read(path) == StoredPreferences(SOMETHING)
    assert [each.name for each in path.parent.iterdir()] == ["remembered.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"camera": 7}',
        b'{"headsets": {"k": {}}}',
        b"\xff\xfe{",
        b"\x00" * 50,
        b" " * 1_000_001,
    ],
    ids=["empty", "torn", "list", "null", "wrong type", "wrong depth", "wrong code page", "zeroes", "huge"],
)
def test_damaged_file_is_set_aside_and_reported(tmp_path: Path, content: bytes) -> None:
    path = preferences_file(tmp_path)
    path.write_bytes(content)
    stored = read(path)
    assert stored.preferences == Preferences()
    assert stored.set_aside is not None
    assert stored.set_aside.read_bytes() == content
    assert not path.exists()


def test_file_of_a_newer_version_is_read(tmp_path: Path) -> None:
    path = preferences_file(tmp_path)
    path.write_bytes(b'{"camera": "usb-1", "something_new": [1, 2]}')
    assert read(path).preferences == Preferences(camera="usb-1")


def test_deep_nesting_counts_as_damage(tmp_path: Path) -> None:
    path = preferences_file(tmp_path)
    path.write_bytes(b'{"camera":' + b"[" * 200_000)
    assert read(path).set_aside == path.with_suffix(".damaged")


def test_named_pipe_does_not_block(tmp_path: Path) -> None:
    path = preferences_file(tmp_path)
    os.mkfifo(path)
    assert read(path) == StoredPreferences(Preferences(), path.with_suffix(".damaged"))


TODAY = date(2026, 11, 28)
YES, NO = HeadsetAnswer(is_headset=True, on=TODAY), HeadsetAnswer(is_headset=False, on=TODAY)


def test_changes_of_two_windows_are_merged() -> None:
    before = Preferences(camera="a", headsets={"old": YES, "both": NO})
    stored = Preferences(camera="b", microphone="m", headsets={"old": YES, "both": NO, "theirs": NO})
    after = Preferences(camera="a", headsets={"both": YES, "mine": YES})
    wanted = {"both": YES, "theirs": NO, "mine": YES}
    assert merge(stored, before, after) == Preferences(camera="b", microphone="m", headsets=wanted)

"""What the window remembers, in a file that others write to as well."""

from __future__ import annotations

import errno
import threading
import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from readiness.guideline.answer_retention import StoredAnswer
from readiness.guideline.checklist import Answer
from readiness.storage.preferences import ItemAnswer, Preferences, read, write
from readiness.ui.session.preferences_store import PreferencesStore

DAY = date(2026, 11, 23)
PATIENCE_S = 20


def test_answers_survive_and_other_preferences_stay(tmp_path: Path) -> None:
    file = tmp_path / "remembered.json"
    write(file, Preferences(camera="usb-1", microphone="jabra"))
    store = PreferencesStore(file)
    store.keep_answers({"training": StoredAnswer(Answer.YES, DAY)})
    store.close(PATIENCE_S)
    assert PreferencesStore(file).answers == {"training": StoredAnswer(Answer.YES, DAY)}
    assert read(file).preferences.camera == "usb-1"


def test_answer_of_a_newer_version_is_ignored(tmp_path: Path) -> None:
    file = tmp_path / "remembered.json"
    write(file, Preferences(checklist={"training": ItemAnswer(answer="perhaps", on=DAY)}))
    assert PreferencesStore(file).answers == {}


def failures_of(store: PreferencesStore) -> list[bool]:
    """Return a list that gets an entry for each failed write."""
    failures: list[bool] = []
    store.storage_failed.connect(lambda: failures.append(True), Qt.ConnectionType.DirectConnection)
    return failures


def test_damaged_file_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "remembered.json"
    file.write_text("{")
    assert PreferencesStore(file).answers == {}
    assert (tmp_path / "remembered.damaged").read_text() == "{"


def test_unwritable_folder_is_reported_and_the_answer_counts_for_now(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    preferences = PreferencesStore(tmp_path / "file" / "remembered.json")
    failed = failures_of(preferences)
    preferences.keep_answers({"training": StoredAnswer(Answer.YES, DAY)})
    preferences.close(PATIENCE_S)
    assert failed == [True]
    assert preferences.answers == {"training": StoredAnswer(Answer.YES, DAY)}


def test_without_a_file_nothing_is_written() -> None:
    preferences = PreferencesStore()
    preferences.keep_answers({"training": StoredAnswer(Answer.YES, DAY)})
    assert preferences.answers == {"training": StoredAnswer(Answer.YES, DAY)}


def test_concurrent_changes_of_another_window_are_merged(tmp_path: Path) -> None:
    file = tmp_path / "remembered.json"
    first, second = PreferencesStore(file), PreferencesStore(file)
    first.keep(camera="usb-1")
    first.close(PATIENCE_S)
    second.keep(microphone="jabra")
    second.close(PATIENCE_S)
    assert read(file).preferences == Preferences(camera="usb-1", microphone="jabra")


def test_temporarily_unreadable_file_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "remembered.json"
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    store = PreferencesStore(loop / "remembered.json")
    failed = failures_of(store)
    assert store.unreadable
    store.keep(camera="usb-1")
    store.close(PATIENCE_S)
    assert failed == [True]
    assert store.current.camera == "usb-1"
    assert not file.exists()


def test_hanging_disk_blocks_neither_changes_nor_exit(tmp_path: Path) -> None:
    answers = threading.Event()

    def hangs(_path: Path, _remembered: Preferences) -> None:
        answers.wait(30)

    store = PreferencesStore(tmp_path / "remembered.json", write=hangs)
    begun_s = time.monotonic()
    store.keep(camera="usb-1")
    assert time.monotonic() - begun_s < 0.2
    store.close()
    assert time.monotonic() - begun_s < 2
    assert store.current.camera == "usb-1"
    answers.set()


def test_unsaved_change_is_saved_with_the_next(tmp_path: Path) -> None:
    file, full = tmp_path / "remembered.json", [True]

    def sometimes(path: Path, preferences: Preferences) -> None:
        if full:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(path, preferences)

    store = PreferencesStore(file, write=sometimes)
    failed = failures_of(store)
    store.keep(camera="usb-1")
    store.close(PATIENCE_S)
    assert failed == [True]
    full.clear()
    store.keep(microphone="jabra")
    store.close(PATIENCE_S)
    assert failed == [True]
    assert not store.unreadable
    assert read(file).preferences == Preferences(camera="usb-1", microphone="jabra")

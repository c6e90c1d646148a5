"""What the window remembers, in a file that others write to as well."""

from __future__ import annotations

import errno
import threading
import time
from datetime import date
from pathlib import Path

from readiness.guideline.answer_retention import StoredAnswer
from readiness.guideline.checklist import Answer
from readiness.storage.preferences import ItemAnswer, Remembered, read, write
from readiness.ui.session.preferences_store import PreferencesStore

DAY = date(2026, 11, 23)
PATIENCE_S = 20


def test_answers_come_back_and_nothing_else_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "remembered.json"
    write(file, Remembered(camera="usb-1", microphone="jabra"))
    store = PreferencesStore(file)
    store.keep_answers({"training": StoredAnswer(Answer.YES, DAY)})
    store.close(PATIENCE_S)
    assert PreferencesStore(file).answers == {"training": StoredAnswer(Answer.YES, DAY)}
    assert read(file).remembered.camera == "usb-1"


def test_an_answer_of_a_later_program_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "remembered.json"
    write(file, Remembered(checklist={"training": ItemAnswer(answer="perhaps", on=DAY)}))
    assert PreferencesStore(file).answers == {}


def test_a_damaged_file_is_like_none_and_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "remembered.json"
    file.write_text("{")
    assert PreferencesStore(file).answers == {}
    assert (tmp_path / "remembered.damaged").read_text() == "{"


def test_a_place_that_cannot_be_written_is_told_and_the_answer_counts_for_now(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    preferences = PreferencesStore(tmp_path / "file" / "remembered.json")
    preferences.keep_answers({"training": StoredAnswer(Answer.YES, DAY)})
    preferences.close(PATIENCE_S)
    assert preferences.trouble
    assert preferences.answers == {"training": StoredAnswer(Answer.YES, DAY)}


def test_without_a_file_nothing_is_written() -> None:
    preferences = PreferencesStore()
    preferences.keep_answers({"training": StoredAnswer(Answer.YES, DAY)})
    assert preferences.answers == {"training": StoredAnswer(Answer.YES, DAY)}


def test_what_another_window_keeps_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "remembered.json"
    first, second = PreferencesStore(file), PreferencesStore(file)
    first.keep(camera="usb-1")
    first.close(PATIENCE_S)
    second.keep(microphone="jabra")
    second.close(PATIENCE_S)
    assert read(file).remembered == Remembered(camera="usb-1", microphone="jabra")


def test_a_file_that_cannot_be_read_just_now_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "remembered.json"
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    store = PreferencesStore(loop / "remembered.json")
    assert store.trouble
    store.keep(camera="usb-1")
    store.close(PATIENCE_S)
    assert store.trouble
    assert store.remembered.camera == "usb-1"
    assert not file.exists()


def test_a_disk_that_hangs_holds_up_neither_a_change_nor_the_end(tmp_path: Path) -> None:
    answers = threading.Event()

    def hangs(_path: Path, _remembered: Remembered) -> None:
        answers.wait(30)

    store = PreferencesStore(tmp_path / "remembered.json", write=hangs)
    begun_s = time.monotonic()
    store.keep(camera="usb-1")
    assert time.monotonic() - begun_s < 0.2
    store.close()
    assert time.monotonic() - begun_s < 2
    assert store.remembered.camera == "usb-1"
    answers.set()


def test_what_could_not_be_kept_is_kept_with_the_next_change(tmp_path: Path) -> None:
    file, full = tmp_path / "remembered.json", [True]

    def sometimes(path: Path, remembered: Remembered) -> None:
        if full:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(path, remembered)

    store = PreferencesStore(file, write=sometimes)
    store.keep(camera="usb-1")
    store.close(PATIENCE_S)
    assert store.trouble == "No space left on device"
    full.clear()
    store.keep(microphone="jabra")
    store.close(PATIENCE_S)
    assert read(file).remembered == Remembered(camera="usb-1", microphone="jabra")

"""An unknown microphone gets a question in its row; the answer is stored and can be withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fake_audio_probes import ON_USB, hearing_aids, in_a_remote_desktop, in_the_jack, on_usb
from fake_device_probes import seconds
from opened_window import window_config
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from readiness.checks import headset
from readiness.checks.headset.measure import measure as measure_headset
from readiness.checks.registry import CheckGroup
from readiness.model import Policy, Probe, ProbeMessage, Request
from readiness.storage.preferences import HeadsetAnswer, Preferences, read
from readiness.ui.equipment.classification_section import ClassificationSection
from readiness.ui.equipment.headset_drawing import HeadsetDrawing, Thing
from readiness.ui.equipment.headset_question import HeadsetQuestion
from readiness.ui.session.preferences_store import PreferencesStore
from readiness.ui.state.banner import Action
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.outcome_tone import Tone
from readiness.ui.state.state import row_of
from readiness.ui.theme import theme
from readiness.ui.window.main_window import MainWindow

pytestmark = pytest.mark.slow

PATIENCE_MS = 15_000
TODAY = date(2026, 11, 23)


class Station:
    """A workstation with one microphone, and what the person does there."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.file = qtbot, folder / "remembered.json"
        self.window: MainWindow | None = None
        self.today = TODAY

    def open(self, run: Callable[[Request], Iterator[ProbeMessage]], policy: Policy = Policy()) -> MainWindow:  # noqa: B008  (frozen)
        """Start the program again."""
        self.close()
        self.preferences = PreferencesStore(self.file)
        probe = Probe(name="headset", run=run, yields=(headset.Measurement,), deadline_s=seconds)
        window = MainWindow(
            window_config(
                policy=policy,
                at_once=CheckGroup((headset.CHECK,), (probe,)),
                preferences=self.preferences,
                now=lambda: datetime.combine(self.today, datetime.min.time(), UTC),
            )
        )
        self.window = window
        self.qtbot.addWidget(window)
        with self.qtbot.waitExposed(window):
            window.show()
        window.store.test_all()
        return window

    def wait_for(self, code: str) -> None:
        """Wait until the headset's row shows this code."""
        window = self.window
        assert window is not None
        self.qtbot.waitUntil(lambda: row_of(window.store.state, "headset").finding.code == code, timeout=PATIENCE_MS)

    def close(self) -> None:
        """End the program."""
        if self.window:
            self.window.close()
            self.preferences.close(PATIENCE_MS / 1000)

    def stored(self) -> Preferences:
        """The content of the preferences file, which is written in the background."""
        self.preferences.close(PATIENCE_MS / 1000)
        return read(self.file).preferences


@pytest.fixture
def station(qtbot: QtBot, tmp_path: Path) -> Iterator[Station]:
    made = Station(qtbot, tmp_path)
    yield made
    made.close()


def question(window: MainWindow) -> HeadsetQuestion:
    (part,) = (part for part in window.equipment.rows["headset"].details.parts if isinstance(part, HeadsetQuestion))
    return part


def test_the_question_opens_by_itself_and_is_answered_by_keyboard_alone(station: Station) -> None:
    window = station.open(on_usb)
    station.wait_for("headset.ask")
    assert row_of(window.store.state, "headset").opened
    assert banner_of(window.store.state).action is Action.ANSWER
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is question(window).yes
    QTest.keyClick(question(window).yes, Qt.Key.Key_Return)
    station.wait_for("headset.ok")
    assert station.stored().headsets == {measure_headset((ON_USB,)).key: HeadsetAnswer(is_headset=True, on=TODAY)}
    assert window.equipment.rows["headset"].header.below.text() == "Model X7, as you have answered"
    assert question(window).change.isVisible()
    assert not question(window).yes.isVisible()


def test_answer_is_remembered_and_can_be_withdrawn(station: Station) -> None:
    QTest.mouseClick(question(answered(station)).yes, Qt.MouseButton.LeftButton)
    station.wait_for("headset.ok")
    window = station.open(on_usb)
    station.wait_for("headset.ok")
    QTest.mouseClick(window.equipment.rows["headset"].header, Qt.MouseButton.LeftButton)
    QTest.mouseClick(question(window).change, Qt.MouseButton.LeftButton)
    station.wait_for("headset.ask")
    assert station.stored().headsets == {}


def answered(station: Station) -> MainWindow:
    window = station.open(on_usb)
    station.wait_for("headset.ask")
    return window


def test_negative_answer_is_no_go_and_is_stored(station: Station) -> None:
    window = answered(station)
    QTest.mouseClick(question(window).no, Qt.MouseButton.LeftButton)
    station.wait_for("headset.answered_no")
    assert [answer.is_headset for answer in station.stored().headsets.values()] == [False]


def test_unsure_answer_shows_help_and_stores_nothing(station: Station) -> None:
    window = answered(station)
    QTest.mouseClick(question(window).unsure, Qt.MouseButton.LeftButton)
    assert any("arm with a microphone in front of your mouth" in each.text() for each in labels(window))
    assert not window.store.state.choices.answers
    assert row_of(window.store.state, "headset").finding.code == "headset.ask"


def labels(window: MainWindow) -> list[QLabel]:
    return [each for each in question(window).findChildren(QLabel) if each.isVisible()]


def test_the_answers_are_named_and_reached_by_tab(station: Station) -> None:
    window = answered(station)
    section = question(window)
    section.take_focus()
    for button in (section.yes, section.no, section.unsure):
        focused = QApplication.focusWidget()
        assert focused is button
        assert button.accessibleName() == f"Is this a headset with a microphone arm? {button.text()}"
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    parts = window.equipment.rows["headset"].details.parts
    assert all(each.accessibleName() for part in parts for each in part.findChildren(QPushButton) if each.isVisible())


@pytest.mark.parametrize(
    ("run", "unseen"),
    [
        (in_the_jack, "In the socket sits something that we cannot see."),
        (in_a_remote_desktop, "It is plugged into the computer in front of you, which we cannot see."),
    ],
)
def test_answer_about_what_cannot_be_seen_is_valid_for_the_day(
    station: Station, run: Callable[[Request], Iterator[ProbeMessage]], unseen: str
) -> None:
    window = station.open(run)
    station.wait_for("headset.ask")
    assert any(unseen in each.text() for each in labels(window))
    QTest.mouseClick(question(window).yes, Qt.MouseButton.LeftButton)
    station.wait_for("headset.ok")
    station.open(run)
    station.wait_for("headset.ok")
    station.today += timedelta(days=1)
    station.open(run)
    station.wait_for("headset.ask")


def test_hearing_aids_get_their_own_question(station: Station) -> None:
    window = station.open(hearing_aids)
    station.wait_for("headset.ask")
    assert "Do you hear and speak through this in the meeting?" in [each.text() for each in labels(window)]
    assert not any(each.isVisible() for each in question(window).findChildren(HeadsetDrawing))


def test_nothing_is_asked_if_only_it_may_decide(station: Station) -> None:
    window = station.open(on_usb, Policy((headset.Policy(trust_answers=False),)))
    station.wait_for("headset.ask")
    QTest.mouseClick(window.equipment.rows["headset"].header, Qt.MouseButton.LeftButton)
    assert not question(window).isVisible()
    assert banner_of(window.store.state).action is Action.OPEN_PLACE


def test_reasons_of_the_question_are_sentences(station: Station) -> None:
    window = answered(station)
    (reasons,) = (
        part for part in window.equipment.rows["headset"].details.parts if isinstance(part, ClassificationSection)
    )
    lines = reasons.lines.text().splitlines()
    assert len(lines) == len(measure_headset((ON_USB,)).evidence or ())
    assert all(each.startswith("•  ") and each[3].isupper() for each in lines)


@pytest.mark.parametrize("thing", list(Thing))
def test_the_drawings_show_the_microphone_in_a_colour_of_its_own(thing: Thing, qtbot: QtBot) -> None:
    drawing = HeadsetDrawing(thing)
    qtbot.addWidget(drawing)
    image = drawing.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    microphone = theme.colours().tone(Tone.GOOD if thing is Thing.HEADSET else Tone.PROBLEM)
    assert {QColor(theme.colours().text).name(), microphone.name()} <= colours

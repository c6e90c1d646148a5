"""Makes the README's pictures of the window from the real program: `python docs/make_screenshots.py [FOLDER]`.

Light and framing are measured for real on the portrait that scikit-image ships; the picture shown in its place is
drawn here, so that no photograph becomes part of the project. The other findings are given, since headset, Chrome and
cable are not there on every machine that builds documents. No display is needed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).parents[1]}/tests/virtual/screen.json")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication

from readiness.assets import asset
from readiness.checks import camera, framing, headset
from readiness.checks.registry import AFTERWARDS, AT_ONCE
from readiness.door_sign import Sign
from readiness.engine.runner import run
from readiness.guideline.answer_retention import StoredAnswer
from readiness.guideline.checklist import Answer
from readiness.guideline.loader import load
from readiness.meeting_policy import Service
from readiness.model import (
    AnyCheck,
    Event,
    Finding,
    Judged,
    Level,
    Outcome,
    Place,
    Policy,
    Preview,
    Request,
    Started,
)
from readiness.ui.help.reading_dialog import ReadingDialog
from readiness.ui.session.preferences_store import PreferencesStore
from readiness.ui.session.system_actions import SystemActions
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.sign.sign_renderer import paint_sign
from readiness.ui.state.events import Answered, ProbeStarting, StepChanged
from readiness.ui.state.step import Step
from readiness.ui.theme import theme
from readiness.ui.theme.theme import Theme
from readiness.ui.window.main_window import MainWindow
from readiness.ui.window.window_geometry import DEFAULT_SIZE

MEASURED = ("lighting", "framing")
GIVEN = {"connection": "wireless"}
"""Codes to show instead of the good one."""

MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""A Monday morning, when the support answers."""

POLICY = Policy((Service(url="https://video.example.se/"),))

PICTURES = (
    (Step.EQUIPMENT, "sv", Theme.LIGHT),
    (Step.ROOM, "sv", Theme.LIGHT),
    (Step.START, "sv", Theme.LIGHT),
    (Step.EQUIPMENT, "en", Theme.LIGHT),
    (Step.EQUIPMENT, "sv", Theme.DARK),
)
PHONE_PX = (390, 780)
WALK_WIDTH_PX, WALK_MS = 720, 1800
"""The animated walk: how wide it is, and how long each page is shown."""

DEVICES: dict[str, object] = {
    "camera": camera.Measurement(cameras=(("c", "HD Pro Webcam C920"),), camera_id="c", cameras_count=1),
    "headset": headset.Measurement(
        microphones=(headset.Microphone(id="m", key="m", name="Jabra Evolve2 40"),), id="m", name="Jabra Evolve2 40"
    ),
}
NAMES = {"camera": "HD Pro Webcam C920", "headset": "Jabra Evolve2 40", "microphone": "Jabra Evolve2 40"}


def portrait(path: Path) -> None:
    """Write a picture as from a webcam: a person in the middle, well lit."""
    import cv2
    from skimage import data

    rgb: Any = data.astronaut()  # type: ignore[no-untyped-call]
    square = cv2.resize(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), (1460, 1460), interpolation=cv2.INTER_CUBIC)
    cv2.imwrite(str(path), square[:720, :1280])


def given(check: AnyCheck) -> Judged:
    """The finding of that check's rule for a good workstation, or the one in `GIVEN`."""
    wanted = GIVEN.get(check.id)
    fits = [rule for rule in check.rules if (rule.what == wanted if wanted else rule.outcome is Outcome.PASS)]
    rule = fits[-1]
    finding = Finding(
        check=check.id,
        code=f"{check.id}.{rule.what}",
        outcome=rule.outcome,
        headline=rule.headline,
        remedy=rule.remedy,
        subject=NAMES.get(check.id, ""),
        place=rule.place,
    )
    return Judged(finding, DEVICES.get(check.id), settled=True)


def drawn(face: framing.Measurement) -> Preview:
    """A person drawn in place of the one that was measured: head and shoulders before a plain wall."""
    width, height = 1280, 720
    left, top = (face.left_share or 0) * width, (face.top_share or 0) * height
    wide, high = (face.width_share or 0) * width, (face.height_share or 0) * height
    middle = left + wide / 2
    image = QImage(width, height, QImage.Format.Format_BGR888)
    wall = QLinearGradient(0, 0, width, height)
    wall.setColorAt(0, QColor("#dfe6ea"))
    wall.setColorAt(1, QColor("#aebdc6"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(image.rect(), wall)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, box in (
        ("#2f6f8f", QRectF(middle - 1.6 * wide, top + 1.12 * high, 3.2 * wide, 3 * high)),
        ("#c99a7c", QRectF(middle - 0.24 * wide, top + 0.8 * high, 0.48 * wide, 0.5 * high)),
        ("#4a362b", QRectF(middle - 0.62 * wide, top - 0.28 * high, 1.24 * wide, 1.1 * high)),
        ("#d9ac8d", QRectF(middle - 0.47 * wide, top - 0.02 * high, 0.94 * wide, 1.02 * high)),
    ):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(box)
    painter.end()
    return Preview(width, height, bytes(image.constBits()))


def seen(picture: Path) -> Iterator[Event]:
    """What the real probe and the real rules say of the portrait."""
    wanted = [check for check in AT_ONCE.checks if check.id in MEASURED]
    needed = [probe for probe in AT_ONCE.probes if any(check.measurement in probe.yields for check in wanted)]
    for event in run(needed, wanted, Request(camera=str(picture))):
        if isinstance(event.what, Started | Judged):
            yield event
        if isinstance(event.what, Judged) and isinstance(event.what.measurement, framing.Measurement):
            yield Event(event.probe, drawn(event.what.measurement))


def show(window: MainWindow, picture: Path, *, finished: bool) -> None:
    """Bring the window to where a clinician has it after a few seconds."""
    probe_of = {kind: probe.name for probe in (*AT_ONCE.probes, *AFTERWARDS.probes) for kind in probe.yields}
    for name, status in window.store.state.probes.items():
        if not status.on_request:
            window.store.dispatch(ProbeStarting(name, afresh=True))
    for event in seen(picture):
        window.store.dispatch(event)
    for check in (*AT_ONCE.checks, *AFTERWARDS.checks):
        if check.id not in MEASURED:
            window.store.dispatch(Event(probe_of[check.measurement], given(check)))
    questions = list(window.room.checklist.questions) if window.room.checklist else []
    for item in questions if finished else questions[:3]:
        window.store.dispatch(Answered(item, Answer.YES))


def remembering() -> PreferencesStore:
    """As on a station where somebody has worked before."""
    preferences = PreferencesStore()
    preferences.keep_answers(
        {
            "training": StoredAnswer(Answer.YES, date(2026, 9, 3)),
            "work_clothes": StoredAnswer(Answer.YES, MOMENT.date()),
        }
    )
    return preferences


def paint_sign_to(path: Path, sign: Sign) -> None:
    """Write the sign as a picture."""
    image = QImage(420, 594, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_sign(painter, QRectF(image.rect()), sign)
    painter.end()
    image.save(str(path))
    print(path)


def save_help(window: MainWindow, path: Path) -> None:
    """Write the help page as on a phone."""
    window.help()
    page = next(each for each in QApplication.topLevelWidgets() if isinstance(each, ReadingDialog) and each.isVisible())
    page.resize(*PHONE_PX)
    QApplication.processEvents()
    page.page.scrollToAnchor("camera.black")
    page.grab().save(str(path))
    page.close()
    print(path)


def walk(folder: Path) -> None:
    """Write the three steps, one after the other, as a moving picture."""
    from PIL import Image

    pages = [Image.open(folder / f"{step.name.lower()}-sv.png").convert("RGB") for step in Step]
    height = round(pages[0].height * WALK_WIDTH_PX / pages[0].width)
    small = [page.resize((WALK_WIDTH_PX, height)).quantize(64) for page in pages]
    small[0].save(folder / "walk-sv.gif", save_all=True, append_images=small[1:], duration=WALK_MS, loop=0)
    print(folder / "walk-sv.gif")


def main(folder: Path) -> None:
    """Write the pictures, which the README shows."""
    application = QApplication([])
    application.setStyle("Fusion")
    if "Inter" in QFontDatabase.families():  # nearer to what Windows shows than the fonts of a bare machine
        application.setFont(QFont("Inter", 10))
    theme.apply_theme(application)
    folder.mkdir(parents=True, exist_ok=True)
    system_actions = SystemActions(places=frozenset(Place), open_place=lambda _: "", open_meeting=str)
    with tempfile.TemporaryDirectory() as temporary:
        picture = Path(temporary) / "portrait.png"
        portrait(picture)
        for step, language, scheme in PICTURES:
            theme.choose_theme(application, scheme)
            theme.apply_theme(application)
            setup = WindowConfig(
                policy=POLICY,
                language=language,
                system_actions=system_actions,
                guideline=load(asset("guideline.toml")),
                preferences=remembering(),
                now=lambda: MOMENT,
            )
            window = MainWindow(setup)
            window.resize(DEFAULT_SIZE)
            window.show()
            show(window, picture, finished=step is Step.START)
            window.store.dispatch(StepChanged(step))
            application.processEvents()
            dark = "-dark" if scheme is Theme.DARK else ""
            path = folder / f"{step.name.lower()}-{language}{dark}.png"
            window.show_now()
            window.equipment.meter.show_level(Level(-22.0, -13.0))  # last: a bar without new levels empties
            application.processEvents()
            window.grab().save(str(path))
            print(path)
            if dark:
                save_help(window, folder / "help-sv-dark.png")
            window.close()
        walk(folder)
    paint_sign_to(folder / "sign-sv.png", Sign(until=time(10, 45), room="Rum 3", unit="Barnmottagningen"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "screenshots")

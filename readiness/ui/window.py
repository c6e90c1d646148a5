"""Opening the window: what it is made for, and the application around it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from readiness.assets import asset
from readiness.checks import ALL
from readiness.guideline.data import Guideline
from readiness.guideline.loader import GuidelineError, load
from readiness.model import Policy
from readiness.service import Service
from readiness.ui import look
from readiness.ui.doors import doors
from readiness.ui.main_window import Window
from readiness.ui.setup import Setup
from readiness.words import N_, Words


def system_language() -> str:
    """Swedish, unless the system speaks English."""
    return "en" if QLocale.system().language() is QLocale.Language.English else "sv"


def _read_guideline(path: Path, words: Words) -> tuple[Guideline | None, tuple[str, ...]]:
    try:
        return load(path, [check.id for check in ALL] or None), ()
    except GuidelineError as problem:
        text = words(N_("The checklist cannot be read. Tell IT support: {reason}"), {"reason": str(problem)})
        return None, (text,)


def open_window(policy: Policy, language: str, notices: tuple[str, ...]) -> int:
    """Open the window and stay until it is closed.

    Args:
        policy: the limits in force.
        language: one of `LANGUAGES`, or empty for the system's.
        notices: sentences to show at the top, such as one about a policy file that cannot be read.

    Returns:
        The exit code of the program.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of Qt application is running in this process")
    application.setApplicationName("Readiness")
    application.setStyle("Fusion")
    look.wear(application)
    application.styleHints().colorSchemeChanged.connect(lambda _: look.wear(application))
    spoken = language or system_language()
    guideline, troubles = _read_guideline(asset("guideline.toml"), Words(spoken))
    setup = Setup(
        policy=policy,
        language=spoken,
        doors=doors(policy.of(Service).url),
        guideline=guideline,
        notices=(*notices, *troubles),
    )
    window = Window(setup)
    window.show()
    QTimer.singleShot(0, window.test_all)
    return application.exec()

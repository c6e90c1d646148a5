"""Opening the window: what it is made for, and the application around it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from readiness.assets import asset
from readiness.checks import EVERY, in_force
from readiness.guideline.data import Guideline
from readiness.guideline.file_selection import FILE_NAME, candidates, choose
from readiness.guideline.loader import GuidelineError
from readiness.guideline.policy import GuidelinePolicy
from readiness.i18n import N_, Words
from readiness.model import Policy
from readiness.policy.problem import Problem
from readiness.service import Service
from readiness.storage.history import History
from readiness.storage.paths import machine_folder, user_folder
from readiness.storage.preferences import remembered_file
from readiness.ui.session.history_store import HistoryStore
from readiness.ui.session.preferences import PreferencesStore
from readiness.ui.session.system_actions import system_actions
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.theme import theme
from readiness.ui.theme.application_icon import application_icon
from readiness.ui.window.main_window import MainWindow


def system_language() -> str:
    """Swedish, unless the system speaks English."""
    return "en" if QLocale.system().language() is QLocale.Language.English else "sv"


def _region_notices(problems: Sequence[GuidelineError], words: Words) -> tuple[str, ...]:
    says = N_("The region's guideline cannot be used, so the built-in one is. Tell IT support: {reason}")
    return tuple(words(says, {"reason": str(problem)}) for problem in problems)


def policy_notices(problems: Sequence[Problem], words: Words) -> tuple[str, ...]:
    """What is wrong with the policy's files, as a clinician can pass it on or, in a file of their own, put right."""
    of_it = N_("What IT has set for the program is not all in force. Tell IT support: {reason}")
    of_person = N_("Your own settings file is not all in force: {reason}")
    return tuple(
        words(of_person if problem.of_person else of_it, {"reason": problem.told(words)}) for problem in problems
    )


def memory_notices(memory: PreferencesStore, words: Words) -> tuple[str, ...]:
    """What was chosen and answered before and cannot be read now."""
    if memory.set_aside:
        says = N_("What was answered before was damaged. It is set aside as {file}.")
        return (words(says, {"file": memory.set_aside.name}),)
    says = N_("What was answered before cannot be read: {reason}")
    return (words(says, {"reason": memory.trouble}),) if memory.trouble else ()


def guideline_in_use(policy: Policy, words: Words) -> tuple[Guideline | None, tuple[str, ...]]:
    """The region's own or the built-in one, and sentences about what could not be used."""
    named = policy.of(GuidelinePolicy).file
    files = candidates(named, machine_folder(), asset(FILE_NAME))
    chosen = choose(files, [check.id for check in EVERY])
    if chosen.guideline:
        return chosen.guideline, _region_notices(chosen.problems, words)
    says = N_("The checklist cannot be read. Tell IT support: {reason}")
    return None, tuple(words(says, {"reason": str(problem)}) for problem in chosen.problems)


def open_window(policy: Policy, language: str, problems: tuple[Problem, ...]) -> int:
    """Open the window and stay until it is closed.

    Args:
        policy: the limits in force.
        language: one of `LANGUAGES`, or empty for the system's.
        problems: what is wrong with the policy's files, to be shown at the top.

    Returns:
        The exit code of the program.
    """
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("another kind of Qt application is running in this process")
    application.setApplicationName("Readiness")
    application.setWindowIcon(application_icon())
    application.setStyle("Fusion")
    theme.apply_theme(application)
    application.styleHints().colorSchemeChanged.connect(lambda _: theme.apply_theme(application))
    spoken = language or system_language()
    guideline, troubles = guideline_in_use(policy, Words(spoken))
    memory = PreferencesStore(remembered_file(user_folder()))
    setup = WindowConfig(
        policy=policy,
        language=spoken,
        system_actions=system_actions(policy.of(Service).url),
        guideline=guideline,
        checks=in_force(policy),
        notices=(*policy_notices(problems, Words(spoken)), *troubles, *memory_notices(memory, Words(spoken))),
        memory=memory,
        past=HistoryStore(user_folder(), policy.of(History).days_kept),
    )
    window = MainWindow(setup)
    window.show()
    QTimer.singleShot(0, window.test_all)
    return application.exec()

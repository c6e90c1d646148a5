"""Creating the application and the main window."""

from __future__ import annotations

import gc
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from readiness.assets import asset
from readiness.checks import AFTERWARDS, AFTERWARDS_PROBES, ALL, EVERY, applicable
from readiness.engine.heap import keep_freed_memory
from readiness.guideline.data import Guideline
from readiness.guideline.file_selection import FILE_NAME, candidates, choose
from readiness.guideline.loader import GuidelineError
from readiness.guideline.policy import GuidelinePolicy
from readiness.i18n import LANGUAGES, N_, Words, system_language
from readiness.meeting_policy import Service
from readiness.model import Policy
from readiness.policy.problem import Problem
from readiness.storage.history import History
from readiness.storage.paths import machine_folder, user_folder
from readiness.storage.preferences import preferences_file
from readiness.support import fault_log
from readiness.ui.session.history_store import HistoryStore
from readiness.ui.session.preferences_store import PreferencesStore
from readiness.ui.session.single_instance import SingleInstance
from readiness.ui.session.system_actions import system_actions
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.theme import accessibility, theme
from readiness.ui.theme.theme import Theme
from readiness.ui.window.first_paint import FirstPaint
from readiness.ui.window.main_window import MainWindow

LAST_WRITE_WITHIN_S = 3.0
"""How long the process outlives its window for each store, with all devices released, so that a slow disk loses no
answer and no run."""


def _region_notices(problems: Sequence[GuidelineError], words: Words) -> tuple[str, ...]:
    message = N_("The region's guideline cannot be used, so the built-in one is. Tell IT support: {reason}")
    return tuple(words(message, {"reason": str(problem)}) for problem in problems)


def policy_notices(problems: Sequence[Problem], words: Words) -> tuple[str, ...]:
    """Return messages about errors in policy files, for the clinician to pass on, or to correct in their own file."""
    of_it = N_("What IT has set for the program is not all in force. Tell IT support: {reason}")
    of_person = N_("Your own settings file is not all in force: {reason}")
    return tuple(
        words(of_person if problem.of_person else of_it, {"reason": problem.localized(words)}) for problem in problems
    )


def preferences_notices(preferences: PreferencesStore, words: Words) -> tuple[str, ...]:
    """Return messages about preferences that cannot be read."""
    if preferences.set_aside:
        message = N_("What was answered before was damaged. It is set aside as {file}.")
        return (words(message, {"file": preferences.set_aside.name}),)
    message = N_("What was answered before cannot be read: {reason}")
    return (words(message, {"reason": preferences.trouble}),) if preferences.trouble else ()


def guideline_in_use(policy: Policy, words: Words) -> tuple[Guideline | None, tuple[str, ...]]:
    """Return the region's or the built-in guideline, and messages about one that cannot be used."""
    named = policy.of(GuidelinePolicy).file
    files = candidates(named, machine_folder(), asset(FILE_NAME))
    chosen = choose(files, [check.id for check in EVERY])
    if chosen.guideline:
        return chosen.guideline, _region_notices(chosen.problems, words)
    message = N_("The checklist cannot be read. Tell IT support: {reason}")
    return None, tuple(words(message, {"reason": str(problem)}) for problem in chosen.problems)


def open_window(
    application: QApplication,
    policy: Policy,
    language: str,
    problems: tuple[Problem, ...],
    *,
    in_background: bool = False,
) -> int:
    """Open the window and block until it is closed.

    Args:
        application: from `qt_start`.
        policy: the limits in force.
        language: one of `LANGUAGES`, or empty for the system's.
        problems: errors in the policy's files, shown at the top.
        in_background: start in the tray, or minimised; tests begin when the window is opened.

    Returns:
        The exit code of the program.
    """
    instance = SingleInstance(user_folder())
    if not instance.is_first():
        return 0
    keep_freed_memory()
    preferences = PreferencesStore(preferences_file(user_folder()))
    stored = preferences.current
    spoken = language or (stored.language if stored.language in LANGUAGES else "") or system_language()
    _dress(application, stored.theme)
    config = _config(policy, spoken, problems, preferences)
    window = MainWindow(config)
    theme.follow_system(application)  # now, or every widget would be styled anew for each layout that it is added to
    instance.called.connect(window.come_to_front)
    window.restore_tray()
    FirstPaint(window, lambda: _opened(application, window, instance))
    FirstPaint(window, window.store.test_all, at_latest=not in_background)
    if in_background:
        window.tray_controller.hide_window()
    else:
        window.show()
    gc.freeze()
    gc.enable()
    code = application.exec()
    instance.close()
    for store in (config.preferences, config.history):
        store.close(LAST_WRITE_WITHIN_S)
    fault_log.note("window closed")
    return code


def _opened(application: QApplication, window: MainWindow, instance: SingleInstance) -> None:
    """Do what the first paint need not wait for."""
    from readiness.ui.theme.application_icon import application_icon
    from readiness.ui.window.shutdown_signals import ShutdownSignals

    application.setWindowIcon(application_icon())
    application.aboutToQuit.connect(ShutdownSignals(application, window.close).stop)
    instance.listen()
    fault_log.note("window opened")


def _dress(application: QApplication, chosen: str) -> None:
    application.setApplicationName("Readiness")
    application.setDesktopFileName("readiness")  # what Wayland knows the program by; else "python3"
    application.setStyle("Fusion")
    accessibility.install()
    if chosen in {each.value for each in Theme}:
        theme.choose_theme(Theme(chosen))


def _log() -> str:
    return fault_log.read_log(user_folder())


def _config(
    policy: Policy, language: str, problems: tuple[Problem, ...], preferences: PreferencesStore
) -> WindowConfig:
    words = Words(language)
    guideline, troubles = guideline_in_use(policy, words)
    return WindowConfig(
        policy=policy,
        language=language,
        system_actions=system_actions(policy.of(Service).url),
        guideline=guideline,
        checks=applicable(ALL, policy),
        afterwards_checks=applicable(AFTERWARDS, policy),
        afterwards_probes=AFTERWARDS_PROBES,
        notices=(*policy_notices(problems, words), *troubles, *preferences_notices(preferences, words)),
        preferences=preferences,
        log=_log,
        history=HistoryStore(user_folder(), policy.of(History).days_kept),
    )

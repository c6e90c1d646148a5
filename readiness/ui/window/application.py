"""Creating the application and the main window."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from readiness.checks.registry import AFTERWARDS, AT_ONCE, CheckGroup, applicable
from readiness.engine.malloc_tuning import keep_freed_memory
from readiness.history_policy import History
from readiness.host.system.program_start import OPENED_ANEW
from readiness.i18n import LANGUAGES, N_, Words, system_language
from readiness.meeting_policy import Service
from readiness.model import Policy
from readiness.policy.problem import Problem
from readiness.storage.paths import user_folder
from readiness.storage.preferences import preferences_file
from readiness.support import fault_log
from readiness.ui.session.history_store import HistoryStore
from readiness.ui.session.preferences_store import PreferencesStore
from readiness.ui.session.single_instance import SingleInstance
from readiness.ui.session.system_actions import system_actions
from readiness.ui.session.window_config import WindowConfig
from readiness.ui.state.events import NoticeShown
from readiness.ui.theme import accessibility, theme
from readiness.ui.theme.theme import Theme
from readiness.ui.window.first_paint import FirstPaint
from readiness.ui.window.guideline_in_use import guideline_in_use
from readiness.ui.window.main_window import MainWindow
from readiness.ui.window.start_notices import guideline_notices, policy_notices, preferences_notices

POLICY_CHANGED = -1
"""The window has closed because it must be opened with the policy now in force."""

SAYS_ANEW = N_("IT has updated Readiness, so it has opened again. Answer the questions again.")

LAST_WRITE_WITHIN_S = 3.0
"""How long the process outlives its window for each store, with all devices released, so that a slow disk loses no
answer and no run."""


def open_window(  # noqa: PLR0913  (what a window opens with, by name)
    application: QApplication,
    policy: Policy,
    language: str,
    problems: tuple[Problem, ...],
    *,
    in_background: bool = False,
    policy_has_changed: Callable[[], bool] = bool,
) -> int:
    """Open the window and block until it is closed.

    Args:
        application: from `qt_start`.
        policy: the limits in force.
        language: one of `LANGUAGES`, or empty for the system's.
        problems: errors in the policy's files, shown at the top.
        in_background: start in the tray, or minimised; tests begin when the window is opened.
        policy_has_changed: whether `policy` is no longer the one in force; asked whenever all tests begin.

    Returns:
        The exit code of the program, or `POLICY_CHANGED`.
    """
    instance = SingleInstance(user_folder())
    if not instance.is_first():
        return 0
    keep_freed_memory()
    preferences = PreferencesStore(preferences_file(user_folder()))
    stored = preferences.current
    spoken = language or (stored.language if stored.language in LANGUAGES else "") or system_language()
    _dress(application, Theme(stored.theme))
    config = _config(policy, spoken, problems, preferences, policy_has_changed)
    window = MainWindow(config)
    theme.follow_system(application)  # now, or every widget would be styled again for each layout that it is added to
    window.store.policy_changed.connect(window.close, Qt.ConnectionType.QueuedConnection)
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
    return POLICY_CHANGED if window.store.policy_is_old else code


def _opened(application: QApplication, window: MainWindow, instance: SingleInstance) -> None:
    """Do what the first paint need not wait for."""
    from readiness.ui.theme.application_icon import application_icon
    from readiness.ui.window.shutdown_signals import ShutdownSignals
    from readiness.ui.window.upgrade_watch import start_again_when_upgraded
    from readiness.ui.window.window_geometry import ScreenFollower

    application.setWindowIcon(application_icon())
    application.aboutToQuit.connect(ShutdownSignals(application, window.close).stop)
    ScreenFollower(window)
    instance.listen()
    start_again_when_upgraded(application, window, instance)
    if os.environ.pop(OPENED_ANEW, ""):  # or Chrome, and what else is started from here, would inherit it
        window.store.dispatch(NoticeShown(SAYS_ANEW))
    fault_log.note("window opened")


def _dress(application: QApplication, chosen: Theme) -> None:
    application.setApplicationName("Readiness")
    application.setDesktopFileName("readiness")  # what Wayland knows the program by; else "python3"
    accessibility.install()
    theme.choose_theme(application, chosen)


def _config(
    policy: Policy,
    language: str,
    problems: tuple[Problem, ...],
    preferences: PreferencesStore,
    policy_has_changed: Callable[[], bool],
) -> WindowConfig:
    chosen = guideline_in_use(policy)

    def notices(words: Words) -> tuple[str, ...]:
        of_files = (*policy_notices(problems, words), *guideline_notices(chosen, words))
        return (*of_files, *preferences_notices(preferences, words))

    return WindowConfig(
        policy=policy,
        language=language,
        system_actions=system_actions(policy.of(Service).url),
        guideline=chosen.guideline,
        at_once=CheckGroup(applicable(AT_ONCE.checks, policy), AT_ONCE.probes),
        afterwards=CheckGroup(applicable(AFTERWARDS.checks, policy), AFTERWARDS.probes),
        notices=notices,
        preferences=preferences,
        log=lambda: fault_log.read_log(user_folder()),
        policy_has_changed=policy_has_changed,
        history=HistoryStore(user_folder(), policy.of(History).days_kept),
    )

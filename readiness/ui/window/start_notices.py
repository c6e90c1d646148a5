"""Messages that the window opens with, about files that cannot be used. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.guideline.file_selection import ChosenGuideline
from readiness.i18n import N_, Words
from readiness.policy.problem import Problem
from readiness.ui.session.preferences_store import PreferencesStore


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
    return (words(message, {"reason": preferences.unreadable}),) if preferences.unreadable else ()


def guideline_notices(chosen: ChosenGuideline, words: Words) -> tuple[str, ...]:
    """Return messages about guidelines that cannot be used."""
    message = N_("The checklist cannot be read. Tell IT support: {reason}")
    if chosen.guideline:
        message = N_("The region's guideline cannot be used, so the built-in one is. Tell IT support: {reason}")
    return tuple(words(message, {"reason": str(problem)}) for problem in chosen.problems)

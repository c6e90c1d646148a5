"""Messages that the window opens with, about files that cannot be used, and the guideline that is used. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.assets import asset
from readiness.checks import EVERY
from readiness.guideline.data import Guideline
from readiness.guideline.file_selection import FILE_NAME, candidates, choose
from readiness.guideline.loader import GuidelineError
from readiness.guideline.policy import GuidelinePolicy
from readiness.i18n import N_, Words
from readiness.model import Policy
from readiness.policy.problem import Problem
from readiness.storage.paths import machine_folder
from readiness.ui.session.preferences_store import PreferencesStore


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

"""The guideline that the window uses: the region's if it can be read in time, else the built-in one. No Qt."""

from __future__ import annotations

from msgspec.structs import replace

from readiness.assets import asset
from readiness.checks.registry import EVERY_ID
from readiness.guideline.file_selection import FILE_NAME, ChosenGuideline, Load, candidates, choose
from readiness.guideline.loader import GuidelineError, load
from readiness.guideline.policy import GuidelinePolicy
from readiness.host.system.parallel import run_concurrently
from readiness.model import Policy
from readiness.storage.paths import machine_folder

PATIENCE_S = 2.0
"""The policy may name a file on a server. One that is away lets a program wait for a minute."""


def guideline_in_use(policy: Policy, load: Load = load) -> ChosenGuideline:
    """Return the guideline, and why the region's cannot be used if it is the built-in one instead."""
    named = policy.of(GuidelinePolicy).file
    files = tuple(candidates(named, machine_folder(), asset(FILE_NAME)))
    if not named:
        return choose(files, EVERY_ID, load)
    (chosen,) = run_concurrently([lambda: choose(files, EVERY_ID, load)], PATIENCE_S)
    if chosen:
        return chosen
    own, built_in = files
    late = GuidelineError(own, f"not read within {PATIENCE_S:.0f} s")
    chosen = choose((built_in,), EVERY_ID, load)
    return replace(chosen, problems=(late, *chosen.problems))

"""Check `rehearsal`: which camera, microphone, picture, sound and network path does a meeting get in Google Chrome?

The other checks predict Chrome's behaviour; this one observes it, after they have released the devices: Chrome runs
hidden for a few seconds with a page at the meeting's own address. A failure to do so is never a no-go.
"""

from __future__ import annotations

from readiness.checks import browser
from readiness.checks.rehearsal.chrome_overrides import apply_chrome_results
from readiness.checks.rehearsal.measurement import DEADLINE_S, Measurement, Policy
from readiness.checks.rehearsal.rules import RULES
from readiness.i18n import N_
from readiness.model import Check, Dependency, LateImport, Outcome, Probe

__all__ = ["CHECK", "PROBE", "Measurement", "Policy", "apply_chrome_results"]


def _subject(measured: Measurement) -> str:
    """Return the device that Chrome uses instead of the tested one."""
    if measured.same_camera is False:
        return measured.camera_name or ""
    return measured.microphone_name or "" if measured.same_microphone is False else ""


CHECK = Check(
    id="rehearsal",
    title=N_("Rehearsal in Chrome"),
    question=N_("Does Chrome get the picture and the sound that were tested?"),
    measurement=Measurement,
    policy=Policy,
    rules=RULES,
    reason=N_("The meeting takes place in Chrome, so Chrome itself is asked."),
    subject=_subject,
    nothing_to_judge=(
        N_("Chrome could not be tried out."),
        N_("You can hold the meeting. Tell IT support if it happens again."),
    ),
    when_unknown=Outcome.WARN,
    depends_on=(
        Dependency(
            check=browser.CHECK.id,
            codes=frozenset({"not_chrome", "missing"}),
            headline=N_("Waits for Google Chrome."),
            remedy=browser.INSTALL_CHROME,
        ),
    ),
    applies=lambda policy: policy.of(Policy).enabled,
)

PROBE = Probe(
    name="rehearsal",
    run=LateImport("readiness.checks.rehearsal.probe", "run"),
    yields=(Measurement,),
    deadline_s=lambda _: DEADLINE_S + 12,
)

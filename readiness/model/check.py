"""A check: its rules, and how they turn a measurement into a finding."""

from __future__ import annotations

import enum
import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, Literal, TypeVar

import msgspec

from readiness.i18n import N_
from readiness.model.finding import Finding, Place
from readiness.model.measurement import CheckMeasurement, finite, measured
from readiness.model.outcome import Outcome
from readiness.model.policy import CheckSection, Policy

log = logging.getLogger(__name__)

M = TypeVar("M", bound=CheckMeasurement)
P = TypeVar("P", bound=CheckSection)

System = Literal["linux", "darwin", "win32"]
"""An operating system, by the beginning of `sys.platform`."""

EVERY_SYSTEM: tuple[System, ...] = ("linux", "darwin", "win32")


class Device(enum.Enum):
    """A kind of device that the person can switch in a check's row."""

    CAMERA = "camera"
    MICROPHONE = "microphone"


class Rule(msgspec.Struct, Generic[M, P], frozen=True, kw_only=True):
    """One possible result of a check.

    Attributes:
        what: the code after the check's id (`black` in `camera.black`).
        outcome: the built-in outcome; the policy may assign another.
        when: predicate over the measurement and the check's policy section.
        headline: what the person notices, a message id.
        remedy: the one thing to do, a message id; empty for a pass.
        place: the system setting where the remedy is carried out.
        asks: whether, under this policy, the check's row puts a question to the person instead of showing the remedy.
    """

    what: str
    outcome: Outcome
    when: Callable[[M, P], bool]
    headline: str
    remedy: str = ""
    place: Place | None = None
    asks: Callable[[P], bool] = lambda _: False


class Dependency(msgspec.Struct, frozen=True, kw_only=True):
    """Another check whose failure makes this check's own result meaningless.

    Attributes:
        check: the other check's id.
        codes: the other check's codes that count (`no_link`); empty means every blocking code.
        headline: replaces this check's own headline, for example "Waits for the camera."
        remedy: what to fix first.
    """

    check: str
    codes: frozenset[str] = frozenset()
    headline: str
    remedy: str

    def holds_up(self, other: Finding) -> bool:
        """Whether the other check's finding makes this check wait."""
        return other.blocks and (not self.codes or other.code.partition(".")[2] in self.codes)


class Check(msgspec.Struct, Generic[M, P], frozen=True, kw_only=True):
    """One automatic test of the workstation.

    Attributes:
        id: its name in reports, in the policy and on the command line; a contract.
        title: title of its row, a message id.
        question: the full question it answers, a message id.
        measurement: the measurement type it judges; exactly one probe yields it.
        policy: the type of its table in the policy file.
        rules: evaluated in order, worst first; the first match decides the finding.
        guideline: ids of the guideline sentences (`assets/guideline.toml`) that the check implements.
        reason: why the check exists, a message id; required when no guideline sentence demands it.
        subject: the display name of the device that was judged.
        nothing_to_judge: headline and remedy when no rule matches.
        when_unknown: outcome when the probe crashed, hung or returned nothing. Only a check that merely adds detail to
            other checks may use anything but a no-go.
        depends_on: checks this one waits for; see `wait_on_dependencies`.
        device: the kind of device that can be switched in the check's row.
        systems: operating systems it can run on; it is omitted on others.
        applies: whether it runs on this station under a policy; if not, it is omitted unless requested by name.
    """

    id: str
    title: str
    question: str
    measurement: type[M]
    policy: type[P]
    rules: tuple[Rule[M, P], ...]
    guideline: tuple[str, ...] = ()
    reason: str = ""
    subject: Callable[[M], str] = lambda _: ""
    nothing_to_judge: tuple[str, str] = (N_("Not tested yet."), N_("Test again."))
    when_unknown: Outcome = Outcome.NOT_ASSESSED
    depends_on: tuple[Dependency, ...] = ()
    device: Device | None = None
    systems: tuple[System, ...] = EVERY_SYSTEM
    applies: Callable[[Policy], bool] = lambda _: True

    def judge(self, measurement: M, policy: P) -> Finding:
        """Return the finding of the first matching rule; `not_assessed` if none matches, `judge_failed` if one raises.

        Numbers that are not finite are treated as not measured.
        """
        try:
            return self._judge(finite(measurement), policy)
        except Exception:  # a limit or number that breaks one check's rules must not stop the others
            log.debug("%s", self.id, exc_info=True)
            return self.not_assessed("judge_failed")

    def judge_any(self, measurement: object, policy: Policy) -> Finding | None:
        """Return the finding of a measurement by its section of the whole policy; None if it is not of this check."""
        return self.judge(measurement, policy.of(self.policy)) if isinstance(measurement, self.measurement) else None

    def _judge(self, measurement: M, policy: P) -> Finding:
        facts = measured(measurement)
        for rule in self.rules:
            if rule.when(measurement, policy):
                word = policy.outcomes.get(rule.what, rule.outcome.word)
                return Finding(
                    check=self.id,
                    code=f"{self.id}.{rule.what}",
                    outcome=Outcome[word.upper()],
                    headline=rule.headline,
                    remedy=rule.remedy,
                    measured=facts,
                    subject=self.subject(measurement),
                    place=rule.place,
                    asks=rule.asks(policy),
                )
        return self.not_assessed("not_assessed", facts)

    def not_assessed(self, why: str = "not_assessed", facts: Mapping[str, object] | None = None) -> Finding:
        """Return the finding for a check without a usable result.

        Args:
            why: a key of `COMMON_FINDINGS`, or `not_assessed`.
            facts: whatever was measured nevertheless.
        """
        headline, remedy = COMMON_FINDINGS.get(why, self.nothing_to_judge)
        is_taken = any(rule.what == why for rule in self.rules)
        return Finding(
            check=self.id,
            code=f"{self.id}.{CODE_IF_TAKEN[why] if is_taken else why}",
            outcome=self.when_unknown,
            headline=headline,
            remedy=remedy,
            measured=facts or {},
        )

    def waiting(self, own: Finding, others: Mapping[str, Finding]) -> Finding | None:
        """Return the `waits` finding that replaces `own`, or None if no dependency holds this check up.

        Args:
            own: this check's own finding. A pass is never replaced: it was measured, whatever else is wrong.
            others: the other checks' own findings, by check id.
        """
        if own.outcome is Outcome.PASS:
            return None
        for each in self.depends_on:
            other = others.get(each.check)
            if other and each.holds_up(other):
                return Finding(
                    check=self.id,
                    code=f"{self.id}.{WAITS}",
                    outcome=Outcome.NOT_ASSESSED,
                    headline=each.headline,
                    remedy=each.remedy,
                    measured=own.measured,
                    subject=own.subject,
                    waits_for=other.check,
                )
        return None


AnyCheck = Check[Any, Any]  # type: ignore[explicit-any]
"""A check in a list of different ones; give it a measurement by `judge_any`."""


def wait_on_dependencies(findings: Sequence[Finding], checks: Iterable[AnyCheck]) -> tuple[Finding, ...]:
    """Replace findings that only follow from another check's failure by `waits` findings.

    A missing camera is one fault, not four: light, framing and background wait for it. The verdict remains no-go
    because of the camera.

    Args:
        findings: each check's own finding, one per check.
        checks: the checks that produced them.
    """
    by_itself = {finding.check: finding for finding in findings}
    check_of = {check.id: check for check in checks}
    return tuple(check_of[each.check].waiting(each, by_itself) or each for each in findings)


WAITS = "waits"
"""Code of a finding that waits for another check."""

COMMON_FINDINGS: Mapping[str, tuple[str, str]] = {
    "timed_out": (N_("The test took too long."), N_("Unplug the device, plug it in and test again.")),
    "crashed": (N_("The test stopped unexpectedly."), N_("Test again. If it happens again, call IT support.")),
    "silent": (N_("No answer just now."), N_("Wait a moment. Test again if it does not pass.")),
    "judge_failed": (N_("The answer could not be judged."), N_("Ask IT support to check this program's limits.")),
}
"""Headline and remedy of the codes that every check has in addition to its rules'."""

CODE_IF_TAKEN: Mapping[str, str] = {"silent": "no_reply"}
"""The code instead, for a check that has a rule of that name: a silent microphone is not a test that says nothing."""

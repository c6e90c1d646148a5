"""The finding that a check's rule gives, for tests that need no measurement."""

from __future__ import annotations

from typing import Any

from readiness.model import AnyCheck, Finding, Outcome, Rule


def rule_of(check: AnyCheck, what: str) -> Rule[Any, Any]:
    """The first rule of that code, the worst; several rules may share one."""
    return next(rule for rule in check.rules if rule.what == what)


def passing(check: AnyCheck) -> Rule[Any, Any]:
    """The last rule that passes: nothing at all is to be said."""
    return [rule for rule in check.rules if rule.outcome is Outcome.PASS][-1]


def finding_of(check: AnyCheck, rule: Rule[Any, Any]) -> Finding:
    """The rule's finding under the built-in policy."""
    return Finding(
        check=check.id,
        code=f"{check.id}.{rule.what}",
        outcome=rule.outcome,
        headline=rule.headline,
        remedy=rule.remedy,
        place=rule.place,
        asks=rule.asks(check.policy()),
    )

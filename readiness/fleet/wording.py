"""Sentences and formats shared by the text and the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from readiness.checks.registry import EVERY
from readiness.fleet.answers import Answers, PolicyCompare
from readiness.fleet.rejected import Fault
from readiness.i18n import N_, Words
from readiness.model import COMMON_FINDINGS
from readiness.untrusted_text import printable


def _texts() -> Iterator[tuple[str, str, str]]:
    """Yield code, headline and remedy of all findings; of the same code the worst, which is the obstacle, last."""
    for check in EVERY:
        for why in ("not_assessed", *COMMON_FINDINGS):
            finding = check.not_assessed(why)
            yield finding.code, finding.headline, finding.remedy
        for rule in sorted(check.rules, key=lambda rule: rule.outcome):
            yield f"{check.id}.{rule.what}", rule.headline, rule.remedy


HEADLINES: Mapping[str, str] = {code: headline for code, headline, _ in _texts() if "{" not in headline}
"""Headlines of this version's codes."""

REMEDIES: Mapping[str, str] = {code: remedy for code, _, remedy in _texts() if "{" not in remedy}

FAULT_WORDS: Mapping[str, str] = {
    Fault.EMPTY: N_("empty"),
    Fault.TORN: N_("torn or not JSON"),
    Fault.FOREIGN: N_("not a report of this program"),
    Fault.NAMELESS: N_("without a station"),
    Fault.FUTURE: N_("from the future"),
    Fault.PAST: N_("with a clock that is years behind"),
    Fault.TOO_LARGE: N_("too large"),
    Fault.UNREADABLE: N_("cannot be read"),
    Fault.DAMAGED: N_("damaged files of the archive, with all their reports"),
}
"""The reasons in words, after their number: `3 torn or not JSON`."""

GROUPED_FROM = 10_000


def percent(share: float) -> str:
    """Format a share (0 to 1) in whole per cent; 100 only if it is complete."""
    return f"{min(99, round(share * 100)) if share < 1 else 100} %"


def number(count: int) -> str:
    """Format a whole number; from five digits with no-break spaces between thousands (ISO 80000-1)."""
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}") if count >= GROUPED_FROM else str(count)


def meaning(code: str, words: Words) -> str:
    """Return the finding's headline; empty for a code of another version, or one with a variable headline."""
    return words(HEADLINES[code]) if code in HEADLINES else ""


def remedy(code: str, words: Words) -> str:
    """Return what a hand can do about the finding; empty where the headline is."""
    return words(REMEDIES[code]) if REMEDIES.get(code) else ""


def summary(answers: Answers, words: Words) -> str:
    """Summarize the answers in one sentence."""
    if not answers.stations:
        return words(N_("No reports."))
    facts = {
        "ready": number(answers.ready),
        "stations": number(answers.stations),
        "share": percent(answers.ready / answers.stations),
        "reports": number(answers.reports),
    }
    return words(N_("{ready} of {stations} stations are ready ({share}), by {reports} reports."), facts)


def unusable(counts: Mapping[str, int], words: Words) -> str:
    """Return a sentence about rejected reports and the reasons; empty if there are none."""
    if not counts:
        return ""
    reasons = ", ".join(f"{number(count)} {words(FAULT_WORDS[why])}" for why, count in sorted(counts.items()))
    return words(N_("Left out: {reasons}."), {"reasons": reasons})


def unusable_places(examples: Iterable[tuple[str, str]], words: Words) -> list[str]:
    """Return a line for each rejected report: where it is, and why it was rejected."""
    return [f"{printable(place)}: {words(FAULT_WORDS[why])}" for place, why in examples]


def compared(compare: PolicyCompare, words: Words) -> str:
    """Summarize a policy comparison in one sentence."""
    facts = {
        "before": number(compare.no_go),
        "then": number(compare.no_go_then),
        "judged": number(compare.judged),
        "stations": number(compare.stations),
    }
    says = N_(
        "With the other policy {then} stations would be no-go instead of {before} ({judged} of {stations} judged)."
    )
    return words(says, facts)

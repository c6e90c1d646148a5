"""The report as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.i18n import N_, Words
from readiness.model import Outcome, Verdict
from readiness.report.contents import Report, first_action
from readiness.untrusted_text import one_line

HEADINGS: Mapping[Verdict, str] = {
    Verdict.GO: N_("Ready"),
    Verdict.GO_WITH_REMARKS: N_("Ready, with remarks"),
    Verdict.NO_GO: N_("Not ready"),
}

MARKS: Mapping[Outcome, str] = {
    Outcome.PASS: N_("OK"),
    Outcome.WARN: N_("REMARK"),
    Outcome.FAIL: N_("PROBLEM"),
    Outcome.NOT_ASSESSED: N_("NOT TESTED"),
}


def as_text(report: Report, words: Words, titles: Mapping[str, str]) -> str:
    """Return the verdict and the next action, then one line per check. Contains device names, so it is never stored.

    Args:
        report: the run.
        words: the language.
        titles: the checks' titles by id, message ids.
    """
    lines = [words(HEADINGS[report.verdict])]
    first = first_action(report.findings)
    if first is not None:
        lines.append(f"→ {words(first.headline, first.measured)} {words(first.remedy, first.measured)}")
    lines.append("")
    marks = {outcome: words(mark) for outcome, mark in MARKS.items()}
    waits = words(N_("WAITS"))
    title_of = {check: words(title) for check, title in titles.items()}
    mark_width, title_width = max(map(len, (*marks.values(), waits))), max(map(len, title_of.values()), default=0)
    for finding in report.findings:
        shown = words(finding.headline, finding.measured)
        subject = f" ({words.value(finding.subject)})" if finding.subject else ""
        mark = waits if finding.waits_for else marks[finding.outcome]
        lines.append(f"{mark:{mark_width}}  {title_of[finding.check]:{title_width}}  {shown}{subject}")
        if finding.outcome is not Outcome.PASS:
            lines.append(f"{'':{mark_width}}  {'':{title_width}}  {words(finding.remedy, finding.measured)}")
    return "\n".join(map(one_line, lines))

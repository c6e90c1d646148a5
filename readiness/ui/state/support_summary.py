"""The summary for IT support: readable sentences, then codes. No personal data. No Qt."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from datetime import datetime

from readiness import __version__
from readiness.i18n import N_, Words
from readiness.meeting_policy import Reason
from readiness.model import Finding, Outcome
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.outcome_tone import OF_OUTCOME
from readiness.ui.state.outcome_tone import WORDS as TONE_WORDS
from readiness.ui.state.state import State, findings, is_overriding, title_of


def for_support(state: State, words: Words, now: datetime, unit: str = "") -> str:
    """Return a summary to paste into a message.

    Args:
        state: the window's state.
        words: the language of the sentences; codes are the same in every language.
        now: the current time.
        unit: the clinic's name; omitted if empty.
    """
    system = f"{platform.system()} {platform.release()}".strip()
    head = [f"Readiness {__version__}", system, f"{now:%Y-%m-%d %H:%M}", unit]
    current = findings(state)
    lines = [" · ".join(filter(None, head)), words(banner_of(state).title), ""]
    lines += [
        _sentence(state, each, words)
        for each in current
        if each.outcome is not Outcome.PASS and _has_title(state, each)
    ]
    well = [
        words(title_of(state, each.check))
        for each in current
        if each.outcome is Outcome.PASS and _has_title(state, each)
    ]
    if well:
        lines.append(f"{words(TONE_WORDS[OF_OUTCOME[Outcome.PASS]])}: {', '.join(well)}")
    left = [each for each in current if not _has_title(state, each) and each.outcome is not Outcome.PASS]
    if left:
        lines.append(words(N_("Questions not answered with yes: {count}"), {"count": len(left)}))
    return "\n".join(
        [
            *lines,
            "",
            *_codes(
                current, state.override_consent.reason if state.override_consent and is_overriding(state) else None
            ),
        ]
    )


def _has_title(state: State, finding: Finding) -> bool:
    return bool(title_of(state, finding.check))


def _sentence(state: State, finding: Finding, words: Words) -> str:
    tone = words(TONE_WORDS[OF_OUTCOME[finding.outcome]])
    headline, remedy = words(finding.headline, finding.measured), words(finding.remedy, finding.measured)
    return f"{tone}: {words(title_of(state, finding.check))}: {headline} {remedy}"


def _codes(current: Iterable[Finding], override: Reason | None) -> list[str]:
    lines = [f"{each.code}: {each.outcome.word}" for each in current]
    return [*lines, f"override: {override.value}"] if override else lines

"""The summary for IT support: readable sentences, then codes. No personal data. No Qt."""

from __future__ import annotations

import platform
from datetime import datetime

from readiness import __version__
from readiness.i18n import N_, Words
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
    head = [
        f"Readiness {__version__}",
        f"{platform.system()} {platform.release()}".strip(),
        f"{now:%Y-%m-%d %H:%M}",
        unit,
    ]
    current = findings(state)
    titled = [each for each in current if title_of(state, each.check)]
    lines = [" · ".join(filter(None, head)), words(banner_of(state).title), ""]
    lines += [_sentence(state, each, words) for each in titled if each.outcome is not Outcome.PASS]
    if well := [words(title_of(state, each.check)) for each in titled if each.outcome is Outcome.PASS]:
        lines.append(f"{words(TONE_WORDS[OF_OUTCOME[Outcome.PASS]])}: {', '.join(well)}")
    if left := sum(each not in titled and each.outcome is not Outcome.PASS for each in current):
        lines.append(words(N_("Questions not answered with yes: {count}"), {"count": left}))
    lines += ["", *(f"{each.code}: {each.outcome.word}" for each in current)]
    if state.override_consent and is_overriding(state):
        lines.append(f"override: {state.override_consent.reason.value}")
    return "\n".join(lines)


def _sentence(state: State, finding: Finding, words: Words) -> str:
    tone = words(TONE_WORDS[OF_OUTCOME[finding.outcome]])
    headline, remedy = words(finding.headline, finding.measured), words(finding.remedy, finding.measured)
    return f"{tone}: {words(title_of(state, finding.check))}: {headline} {remedy}"

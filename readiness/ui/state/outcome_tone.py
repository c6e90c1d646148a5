"""Tones, which determine colour and icon: one per outcome, and one while testing. No Qt."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from readiness.i18n import N_
from readiness.model import Outcome


class Tone(enum.Enum):
    """The value names the colour in `theme.Colours`."""

    GOOD = "good"
    REMARK = "remark"
    PROBLEM = "problem"
    UNKNOWN = "unknown"
    WORKING = "working"


OF_OUTCOME: Mapping[Outcome, Tone] = {
    Outcome.PASS: Tone.GOOD,
    Outcome.WARN: Tone.REMARK,
    Outcome.FAIL: Tone.PROBLEM,
    Outcome.NOT_ASSESSED: Tone.UNKNOWN,
}

WORDS: Mapping[Tone, str] = {
    Tone.GOOD: N_("OK"),
    Tone.REMARK: N_("Remark"),
    Tone.PROBLEM: N_("Problem"),
    Tone.UNKNOWN: N_("Not assessed"),
    Tone.WORKING: N_("Testing"),
}
"""Words for the tones, for screen readers."""

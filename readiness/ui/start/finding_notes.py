"""A finding to know about before the meeting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from readiness.guideline.checklist import UNANSWERED
from readiness.i18n import N_, Words
from readiness.model import Finding, Outcome
from readiness.ui.state.outcome_tone import OF_OUTCOME, WORDS
from readiness.ui.theme import theme
from readiness.ui.theme.outcome_icon import OutcomeIcon
from readiness.ui.theme.theme import GRID
from readiness.ui.widgets.layouts import fill


class FindingNote(QWidget):
    """Shows a finding: icon, subject, headline and remedy."""

    def __init__(self, finding: Finding, about: str, words: Words) -> None:
        super().__init__()
        icon, tone = OutcomeIcon(theme.scaled(3 * GRID)), OF_OUTCOME[finding.outcome]
        icon.show_tone(tone)
        headline, remedy = theme.label(bold=True), theme.label()
        noticed = words(finding.headline, finding.measured)
        headline.setText(f"{words(about)}: {noticed}" if about else noticed)
        remedy.setText(words(finding.remedy, finding.measured))
        texts = fill(QVBoxLayout(), headline, remedy)
        row = fill(QHBoxLayout(self), gap_px=2 * GRID, margins_px=(0, GRID // 2, 0, GRID // 2))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.setAccessibleName(f"{words(WORDS[tone])}: {headline.text()} {remedy.text()}")


def findings_to_show(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return what blocks, then the remarks, each text once; what only waits for another check is left out.

    The questions that must still be answered are combined into one finding, the last of those that block.
    """
    by_text: dict[tuple[str, str], Finding] = {}
    for each in findings:
        if each.outcome is not Outcome.PASS and not each.waits_for:
            by_text.setdefault((each.headline, each.remedy), each)
    blocks = [each for each in by_text.values() if each.blocks]
    remarks = [each for each in by_text.values() if not each.blocks]
    unanswered = [each for each in blocks if each.code.endswith(f".{UNANSWERED}")]
    if unanswered:
        blocks = [each for each in blocks if each not in unanswered]
        blocks.append(
            Finding(
                check="room",
                code=f"room.{UNANSWERED}",
                outcome=max(each.outcome for each in unanswered),
                headline=N_("Questions without an answer: {count}"),
                remedy=unanswered[0].remedy,
                measured={"count": len(unanswered)},
            )
        )
    return (*blocks, *remarks)

"""The checklist: which items apply to a meeting, and how answers become findings. No I/O, no clock, no Qt."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec

from readiness.guideline.data import Condition, Guideline, Item, Weight
from readiness.i18n import N_, Words
from readiness.model import Finding, Outcome

UNANSWERED = "unanswered"
"""The last part of the code of every question that nobody has answered."""


class Answer(enum.Enum):
    """A person's answer to an item."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """The three switches that determine which items apply to a meeting."""

    distance_work: bool = False
    minor: bool = False
    without_bankid: bool = False

    def has(self, condition: Condition) -> bool:
        """Whether the condition holds in this situation."""
        return {
            Condition.ALWAYS: True,
            Condition.DISTANCE_WORK: self.distance_work,
            Condition.ON_SITE: not self.distance_work,
            Condition.MINOR: self.minor,
            Condition.ADULT: not self.minor,
            Condition.WITHOUT_BANKID: self.without_bankid,
            Condition.WITH_BANKID: not self.without_bankid,
        }[condition]


def items_for(guideline: Guideline, situation: Situation) -> tuple[Item, ...]:
    """Return all items that apply, in the file's order, whether asked, answered by checks or only shown."""
    return tuple(item for item in guideline.items if all(situation.has(each) for each in item.when))


def answers_for(item: Item) -> tuple[Answer, ...]:
    """Return the answers to offer for a question."""
    return tuple(Answer) if item.not_applicable else (Answer.YES, Answer.NO)


def findings(
    guideline: Guideline, situation: Situation, answers: Mapping[str, Answer], language: str
) -> tuple[Finding, ...]:
    """Return one finding per applicable question, in the file's order, with check id `room.<item id>`.

    Items answered by checks or only shown give no finding. An answer that the item does not offer counts as missing.
    A missing answer to a `must` item blocks; for a `should` item it is a remark.

    Args:
        guideline: the document.
        situation: determines which items apply.
        answers: by item id; answers to items that do not apply are ignored.
        language: the language of headlines and remedies.
    """
    words = Words(language)
    return tuple(_finding(item, answers.get(item.id), words) for item in items_for(guideline, situation) if item.asked)


def _finding(item: Item, answer: Answer | None, words: Words) -> Finding:
    texts = item.words(words.language)
    must = item.weight is Weight.MUST
    if answer is None or answer not in answers_for(item):
        outcome = Outcome.NOT_ASSESSED if must else Outcome.WARN
        what, headline, remedy = UNANSWERED, texts.text, words(N_("Answer yes or no in the checklist."))
    elif answer is Answer.NO:
        outcome = Outcome.FAIL if must else Outcome.WARN
        what, headline, remedy = "no", texts.no, texts.remedy
    elif answer is Answer.YES:
        outcome, what, headline, remedy = Outcome.PASS, "ok", texts.yes, ""
    else:
        outcome, what, remedy = Outcome.PASS, "not_applicable", ""
        headline = words(N_("Not applicable: {question}"), {"question": texts.text})
    return Finding(
        check=item.check_id, code=f"{item.check_id}.{what}", outcome=outcome, headline=headline, remedy=remedy
    )

"""Data types of the guideline: its sentences, and the checklist items that implement them. No I/O, no clock."""

from __future__ import annotations

import enum
from collections.abc import Collection
from datetime import date, datetime, time
from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(min_length=1, pattern=r"^[^{}]*$")]
"""Text to display. Braces are rejected, because displayed text is searched for placeholders."""

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$")]
SentenceId = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]

PERSON = "person"
NOBODY = "nobody"
SATURDAY = 5


class Weight(enum.Enum):
    """What a "no" means: it blocks (`must`), it is a remark (`should`), or the item is only shown (`know`)."""

    MUST = "must"
    SHOULD = "should"
    KNOW = "know"


class Group(enum.Enum):
    """The heading under which an item is shown, in page order."""

    PATIENT = "patient"
    EQUIPMENT = "equipment"
    ROOM = "room"
    YOU = "you"
    RESPONSIBILITY = "responsibility"
    AFTERWARDS = "afterwards"
    STOP = "stop"


class Per(enum.Enum):
    """How long an answer is valid: for one meeting, for the day, or for the policy's `ask_again_days`."""

    MEETING = "meeting"
    DAY = "day"
    KEPT = "kept"


class Condition(enum.Enum):
    """A condition on which an item applies."""

    ALWAYS = "always"
    DISTANCE_WORK = "distance_work"
    ON_SITE = "on_site"
    MINOR = "minor"
    ADULT = "adult"
    WITH_BANKID = "with_bankid"
    WITHOUT_BANKID = "without_bankid"


class Evidence(enum.Enum):
    """A camera or microphone measurement shown beside a question to help the person answer."""

    SECOND_FACE = "second_face"
    CHEST_IN_VIEW = "chest_in_view"
    VOICE_IN_ROOM = "voice_in_room"
    LOUDSPEAKER = "loudspeaker"


class Validity(enum.Enum):
    """Whether the document is in force."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    EXPIRED = "expired"


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file. Unknown keys are rejected, so that misspelt ones are noticed."""


class Document(_Table, frozen=True, kw_only=True):
    """Identification of the document, and its period of validity, both days inclusive."""

    id: Text
    title: Text
    applies_to: Text
    version: Text
    valid_from: date
    valid_to: date

    def validity(self, today: date) -> Validity:
        """Whether the document is in force on that day."""
        if today < self.valid_from:
            return Validity.NOT_YET
        return Validity.EXPIRED if today > self.valid_to else Validity.IN_FORCE


class Support(_Table, frozen=True, kw_only=True):
    """The meeting platform's support, reachable on weekdays from `opens` until `closes`, Swedish time."""

    name: Text
    phone: Text
    opens: time
    closes: time

    def is_open(self, swedish_time: datetime, holidays: Collection[date] = ()) -> bool:
        """Whether support is open at a moment given in Swedish local time."""
        day = swedish_time.date()
        works = day.weekday() < SATURDAY and day not in holidays
        return works and self.opens <= swedish_time.time() < self.closes


class Sentence(_Table, frozen=True, kw_only=True):
    """One sentence of the guideline that requires action, verbatim in Swedish."""

    id: SentenceId
    section: Text
    text: Text


class ItemWords(_Table, frozen=True, kw_only=True):
    """An item's texts in one language.

    Attributes:
        text: the question, or the statement of an item that is only shown.
        yes: the finding's headline after a yes; this and the following are empty if no person is asked.
        no: the finding's headline after a no.
        remedy: what to do after a no.
    """

    text: Text
    yes: str = ""
    no: str = ""
    remedy: str = ""


class Item(_Table, frozen=True, kw_only=True):
    """One checklist item. "Yes" is always the good answer.

    Attributes:
        answered_by: ids of automatic checks, or `PERSON`, or `NOBODY`.
        evidence: measurements to show beside the question.
        not_applicable: whether "not applicable" is offered as a third answer.
        no_ends_it: whether a no means that the patient must come in person, so that nothing else can help.
    """

    id: Id
    sentences: Annotated[tuple[SentenceId, ...], msgspec.Meta(min_length=1)]
    group: Group
    weight: Weight
    answered_by: Annotated[tuple[Id, ...], msgspec.Meta(min_length=1)]
    sv: ItemWords
    en: ItemWords
    when: tuple[Condition, ...] = (Condition.ALWAYS,)
    per: Per = Per.MEETING
    evidence: tuple[Evidence, ...] = ()
    not_applicable: bool = False
    no_ends_it: bool = False

    @property
    def asked(self) -> bool:
        """Whether a person answers the item."""
        return self.answered_by == (PERSON,)

    @property
    def checks(self) -> tuple[str, ...]:
        """The ids of the automatic checks that answer the item."""
        return tuple(each for each in self.answered_by if each not in (PERSON, NOBODY))

    @property
    def check_id(self) -> str:
        """The check id of its finding, `room.<id>`."""
        return f"room.{self.id}"

    def words(self, language: str) -> ItemWords:
        """Return its Swedish texts for `sv`, the English ones for any other language."""
        return self.sv if language == "sv" else self.en


class Guideline(_Table, frozen=True, kw_only=True):
    """The whole document. At least one item implements each sentence, and each item names its sentences."""

    document: Document
    support: Support
    sentences: tuple[Sentence, ...] = msgspec.field(name="sentence")
    items: tuple[Item, ...] = msgspec.field(name="item")

    def sentence(self, sentence_id: str) -> Sentence:
        """Return the sentence with that id.

        Raises:
            KeyError: there is none.
        """
        for each in self.sentences:
            if each.id == sentence_id:
                return each
        raise KeyError(sentence_id)

    def why(self, item: Item) -> tuple[Sentence, ...]:
        """Return the sentences that an item implements."""
        return tuple(self.sentence(each) for each in item.sentences)

"""What the guideline says: its sentences, and the items that carry them out. Plain frozen data, no file, no clock."""

from __future__ import annotations

import enum
from collections.abc import Collection
from datetime import date, datetime, time
from typing import Annotated

import msgspec

Text = Annotated[str, msgspec.Meta(min_length=1, pattern=r"^[^{}]*$")]
"""Words to show. Braces are refused, because shown words are searched for places to fill."""

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$")]
SentenceId = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]

PERSON = "person"
NOBODY = "nobody"
SATURDAY = 5


class Weight(enum.Enum):
    """What happens when the answer is no: it blocks, it is remarked on, or nothing was asked."""

    MUST = "must"
    SHOULD = "should"
    KNOW = "know"


class Group(enum.Enum):
    """Where an item is shown; the order is the order of the page."""

    PATIENT = "patient"
    EQUIPMENT = "equipment"
    ROOM = "room"
    YOU = "you"
    RESPONSIBILITY = "responsibility"
    AFTERWARDS = "afterwards"
    STOP = "stop"


class Per(enum.Enum):
    """How long an answer holds: this meeting only, this day, or until the policy asks again."""

    MEETING = "meeting"
    DAY = "day"
    KEPT = "kept"


class Condition(enum.Enum):
    """A circumstance that an item may depend on."""

    ALWAYS = "always"
    DISTANCE_WORK = "distance_work"
    ON_SITE = "on_site"
    MINOR = "minor"
    ADULT = "adult"
    WITH_BANKID = "with_bankid"
    WITHOUT_BANKID = "without_bankid"


class Evidence(enum.Enum):
    """Something that camera or microphone can say to help a person answer."""

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
    """A table of the file: unknown keys are refused, so that a misspelt one is found."""


class Document(_Table, frozen=True, kw_only=True):
    """Which document this is, and when it applies; both days are included."""

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
    """Whom to call when the platform does not work at all, on weekdays from `opens` until `closes`, Swedish time."""

    name: Text
    phone: Text
    opens: time
    closes: time

    def is_open(self, swedish_time: datetime, holidays: Collection[date] = ()) -> bool:
        """Whether somebody answers at that moment, which must be given in Swedish local time."""
        day = swedish_time.date()
        works = day.weekday() < SATURDAY and day not in holidays
        return works and self.opens <= swedish_time.time() < self.closes


class Sentence(_Table, frozen=True, kw_only=True):
    """One sentence of the guideline that somebody must act on, word for word in Swedish."""

    id: SentenceId
    section: Text
    text: Text


class ItemWords(_Table, frozen=True, kw_only=True):
    """An item in one language.

    `text` is the question (or, for what is only shown, the statement). `yes` and `no` are the headlines of the
    finding, `remedy` what to do after a no; they are empty when no person is asked.
    """

    text: Text
    yes: str = ""
    no: str = ""
    remedy: str = ""


class Item(_Table, frozen=True, kw_only=True):
    """Something to see to before, during or after a meeting. "Yes" is always the good answer.

    `answered_by` holds ids of automatic checks, or `PERSON`, or `NOBODY`. `evidence` is shown beside the question, for
    the person who answers. `not_applicable` offers "not applicable" as a third answer. `no_ends_it`: after a no the
    patient is to come in person, and nothing done here changes that.
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
        """Whether a person is asked."""
        return self.answered_by == (PERSON,)

    @property
    def checks(self) -> tuple[str, ...]:
        """The automatic checks that answer it."""
        return tuple(each for each in self.answered_by if each not in (PERSON, NOBODY))

    @property
    def check_id(self) -> str:
        """The name of its finding, `room.<id>`."""
        return f"room.{self.id}"

    def words(self, language: str) -> ItemWords:
        """Its words in `sv`; in English for any other language."""
        return self.sv if language == "sv" else self.en


class Guideline(_Table, frozen=True, kw_only=True):
    """The whole document: each sentence is carried out by at least one item, and each item names its sentences."""

    document: Document
    support: Support
    sentences: tuple[Sentence, ...] = msgspec.field(name="sentence")
    items: tuple[Item, ...] = msgspec.field(name="item")

    def sentence(self, sentence_id: str) -> Sentence:
        """The sentence of that id.

        Raises:
            KeyError: there is none.
        """
        for each in self.sentences:
            if each.id == sentence_id:
                return each
        raise KeyError(sentence_id)

    def carried_out_by(self, sentence_id: str) -> tuple[Item, ...]:
        """The items that carry out that sentence."""
        return tuple(item for item in self.items if sentence_id in item.sentences)

    def why(self, item: Item) -> tuple[Sentence, ...]:
        """The sentences that an item comes from."""
        return tuple(self.sentence(each) for each in item.sentences)

"""The door sign as data: wording, paper size and optional lines. `readiness.ui.sign` renders it."""

from __future__ import annotations

import enum
import unicodedata
from dataclasses import dataclass
from datetime import time

PLACE_SEPARATOR = " · "


class SignError(ValueError):
    """The sign cannot be made as requested; the message is shown to the person."""


class PaperSize(enum.Enum):
    """ISO 216 paper, in the order of choice; the value is short side × long side in millimetres."""

    A4 = (210, 297)
    A3 = (297, 420)
    A5 = (148, 210)


class SignLanguage(enum.Enum):
    """The language or languages on the sign; the first is the large one."""

    SWEDISH = "sv"
    ENGLISH = "en"
    SWEDISH_AND_ENGLISH = "sv+en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The sign's sentence in one language, split where lines may break.

    `joint` is the punctuation between announcement and request. All parts joined by spaces give `sentence`.
    """

    language: str
    announcement: tuple[str, ...]
    joint: str
    request: tuple[str, ...]
    until: str

    @property
    def sentence(self) -> str:
        """The whole sentence on one line."""
        return " ".join(part for part in (*self.announcement, self.joint, *self.request) if part)


SWEDISH = Wording(
    language="sv",
    announcement=("Här pågår", "videomöte"),
    joint="-",
    request=("var god stör ej",),
    until="till",
)
"""The guideline's own words (surroundings.sign): ”Här pågår videomöte - var god stör ej”."""

ENGLISH = Wording(
    language="en",
    announcement=("Video", "meeting", "in progress."),
    joint="",
    request=("Please do", "not disturb."),
    until="until",
)

_WORDINGS = {
    SignLanguage.SWEDISH: (SWEDISH,),
    SignLanguage.ENGLISH: (ENGLISH,),
    SignLanguage.SWEDISH_AND_ENGLISH: (SWEDISH, ENGLISH),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One door sign. `until` is when the meeting ends; `room` and `unit` are shown as given, on one line."""

    language: SignLanguage = SignLanguage.SWEDISH
    size: PaperSize = PaperSize.A4
    landscape: bool = False
    until: time | None = None
    room: str = ""
    unit: str = ""

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The wording in each language, the large one first."""
        return _WORDINGS[self.language]

    @property
    def title(self) -> str:
        """The PDF document's title: the sentence in the first language."""
        return self.wordings[0].sentence

    @property
    def until_line(self) -> str:
        """The line with the end of the meeting, for example `till 10:45`; empty if `until` is not set."""
        if self.until is None:
            return ""
        return f"{' / '.join(each.until for each in self.wordings)} {self.until:%H:%M}"

    @property
    def places(self) -> list[str]:
        """Room and unit, those that are set."""
        return [text for text in map(collapsed, (self.room, self.unit)) if text]

    @property
    def place_line(self) -> str:
        """The line with room and unit, for example `Rum 3 · Barnmottagningen`; empty if neither is set."""
        return PLACE_SEPARATOR.join(self.places)


def collapsed(text: str) -> str:
    """Replace control characters, surrogates and line breaks by spaces, then collapse runs of whitespace."""
    printable = "".join(" " if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} else each for each in text)
    return " ".join(printable.split())


def parse_until(text: str) -> time:
    """Parse the end time from `HH:MM` or, as is common in Swedish, `HH.MM`.

    Raises:
        SignError: the text is not a time of day.
    """
    hours, _, minutes = text.strip().replace(".", ":").partition(":")
    digits = hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()
    if digits and len(hours) <= 2 and len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60:
        return time(int(hours), int(minutes))
    raise SignError(f"{text!r} is not a time; write it as 10:45.")

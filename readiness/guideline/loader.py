"""Reading and validating a guideline file; an error gives file, line, key and reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import msgspec

from readiness import toml_reader
from readiness.guideline.data import NOBODY, PERSON, Guideline, Item, Weight
from readiness.toml_reader import TomlError


class GuidelineError(ValueError):
    """The guideline file cannot be used. `str()` is one line for a person.

    Attributes:
        path: the file.
        line: counted from 1; None if unknown.
        key: location in the file, for example `item[3].weight`; empty if the error concerns the whole file.
        reason: the error, in English.
    """

    def __init__(self, path: Path, reason: str, *, key: str = "", line: int | None = None) -> None:
        place = f"{path}, line {line}" if line else str(path)
        super().__init__(f"{place}: {key}: {reason}" if key else f"{place}: {reason}")
        self.path, self.line, self.key, self.reason = path, line, key, reason


def load(path: Path, checks: Collection[str] | None = None) -> Guideline:
    """Read and validate a guideline file.

    Args:
        path: the file, for example `asset("guideline.toml")`.
        checks: known ids of automatic checks; an item naming any other is rejected. None accepts every id.

    Raises:
        GuidelineError: the file is missing, unreadable, not TOML, or inconsistent.
    """
    try:
        text = toml_reader.read_text(path)
        content = toml_reader.parse(text)
    except TomlError as problem:
        raise GuidelineError(path, problem.reason, line=problem.line) from problem
    try:
        guideline = msgspec.convert(content, Guideline)
    except msgspec.ValidationError as problem:
        reason, key = _split_validation_message(str(problem))
        raise GuidelineError(path, reason, key=key, line=_line_of(text, key)) from problem
    for key, reason in _inconsistencies(guideline, checks):
        raise GuidelineError(path, reason, key=key, line=_line_of(text, key))
    return guideline


def _split_validation_message(message: str) -> tuple[str, str]:
    reason, _, key = message.partition(" - at `$.")
    key = key.rstrip("`")
    unknown = re.search(r"unknown field `(.+)`", reason)
    return reason, f"{key}.{unknown[1]}".lstrip(".") if unknown else key


def _line_of(text: str, key: str) -> int | None:
    """Return the line of a key such as `item[3].weight`, or of its table if the key is missing."""
    names = [int(each) if each.isdigit() else each for each in re.findall(r"\w+", key)]
    return toml_reader.line_of(text, names)


def _inconsistencies(guideline: Guideline, checks: Collection[str] | None) -> Iterator[tuple[str, str]]:
    """Yield key and reason of every error that the types alone cannot catch."""
    document = guideline.document
    if document.valid_to < document.valid_from:
        yield "document.valid_to", f"{document.valid_to} is before valid_from {document.valid_from}"
    if guideline.support.closes <= guideline.support.opens:
        yield "support.closes", "must be later than opens"
    yield from _duplicates("sentence", [each.id for each in guideline.sentences])
    yield from _duplicates("item", [each.id for each in guideline.items])
    known = {each.id for each in guideline.sentences}
    for index, item in enumerate(guideline.items):
        key = f"item[{index}]"
        for sentence in item.sentences:
            if sentence not in known:
                yield f"{key}.sentences", f"there is no sentence {sentence!r}"
        yield from _item_inconsistencies(key, item, checks)
    implemented = {each for item in guideline.items for each in item.sentences}
    for index, each in enumerate(guideline.sentences):
        if each.id not in implemented:
            yield f"sentence[{index}].id", f"no item carries out {each.id!r}"


def _duplicates(table: str, ids: list[str]) -> Iterator[tuple[str, str]]:
    counts = Counter(ids)
    for index, each in enumerate(ids):
        if counts[each] > 1 and each in ids[:index]:
            yield f"{table}[{index}].id", f"{each!r} is there twice"


def _item_inconsistencies(key: str, item: Item, checks: Collection[str] | None) -> Iterator[tuple[str, str]]:
    if len(item.answered_by) > 1 and not {PERSON, NOBODY}.isdisjoint(item.answered_by):
        yield f"{key}.answered_by", f"{PERSON!r} and {NOBODY!r} stand alone"
    if (item.weight is Weight.KNOW) != (item.answered_by == (NOBODY,)):
        yield f"{key}.answered_by", f"{NOBODY!r} goes with weight 'know', and only with it"
    if checks is not None:
        for unknown in sorted(set(item.checks) - set(checks)):
            yield f"{key}.answered_by", f"there is no check {unknown!r}; there are {', '.join(sorted(checks))}"
    if item.evidence and not item.asked:
        yield f"{key}.evidence", f"is for questions that {PERSON!r} answers"
    if item.asked:
        for language in ("sv", "en"):
            words = item.words(language)
            for part in ("yes", "no", "remedy"):
                if not getattr(words, part):
                    yield f"{key}.{language}", f"a question needs `{part}`"

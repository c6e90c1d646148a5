"""The table of docs/guideline.md: every sentence and the items that implement it."""

from __future__ import annotations

from readiness.guideline.data import NOBODY, PERSON, Condition, Guideline, Item

HEAD = ("| Sentence | In the guideline's words | Carried out by | When | Answered by |", "|---|---|---|---|---|")


def table(guideline: Guideline) -> list[str]:
    """Return one line per sentence and implementing item, in the document's order."""
    return [
        f"| `{sentence.id}` | {sentence.text} | `{item.id}` ({item.weight.value}, per {item.per.value}) |"
        f" {_when(item)} | {_answered_by(item)} |"
        for sentence in guideline.sentences
        for item in guideline.items
        if sentence.id in item.sentences
    ]


def _when(item: Item) -> str:
    return ", ".join(each.value.replace("_", " ") for each in item.when if each is not Condition.ALWAYS) or "always"


def _answered_by(item: Item) -> str:
    if item.answered_by == (NOBODY,):
        return "nobody: it is shown"
    if item.answered_by == (PERSON,):
        helped = f", helped by {_names(tuple(each.value for each in item.evidence))}" if item.evidence else ""
        return f"the person{helped}"
    return "the check " + _names(item.checks)


def _names(checks: tuple[str, ...]) -> str:
    return " and ".join(f"`{each}`" for each in checks)

"""Problems in a policy, worded so that its author can fix them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from readiness.i18n import Words


class Phrase(msgspec.Struct, frozen=True):
    """A phrase to be translated: a place in a file, the name of a unit, what a key accepts.

    Attributes:
        message: a message id with placeholders.
        facts: the placeholders' values; a value may itself be a `Phrase`.
    """

    message: str
    facts: Mapping[str, object] = msgspec.field(default_factory=dict)

    def localized(self, words: Words) -> str:
        """Return the translated phrase."""
        return words(self.message, {name: _localized(fact, words) for name, fact in self.facts.items()})


class Problem(Phrase, frozen=True):
    """One problem in a policy: a sentence for its author.

    Attributes:
        of_person: whether it is in the person's own file, so that the person rather than IT must fix it.
    """

    of_person: bool = False


class PolicyError(Exception):
    """The policy cannot be used.

    Attributes:
        problems: every problem found, in the order of the tables.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems


def _localized(fact: object, words: Words) -> object:
    return fact.localized(words) if isinstance(fact, Phrase) else fact

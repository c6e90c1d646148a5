"""What is wrong in a policy, said so that the one who wrote it can put it right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.i18n import Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a policy.

    Attributes:
        says: a message id whose places `facts` fills.
        facts: by place; one may be a problem itself.
        of_person: whether it is in the person's own file, which IT knows nothing of.
    """

    says: str
    facts: Mapping[str, object]
    of_person: bool = False

    def told(self, words: Words) -> str:
        """The problem as a sentence."""
        return words(self.says, {name: _told(fact, words) for name, fact in self.facts.items()})


class PolicyError(Exception):
    """A policy cannot be used.

    Attributes:
        problems: everything that is wrong, in the order of the policy's tables.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(problem.says for problem in problems))
        self.problems = problems


def _told(fact: object, words: Words) -> object:
    return fact.told(words) if isinstance(fact, Problem) else fact

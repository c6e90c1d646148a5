"""Arbitrary policy files and registry values are accepted or reported with a sentence; nothing else happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.i18n import Words
from readiness.policy import from_registry, toml_file, validation
from readiness.policy.layers import Origin, PolicyLayers
from readiness.policy.problem import Phrase, PolicyError
from readiness.policy.sections import RETIRED, SECTIONS, keys
from readiness.policy.tables import Tables

pytestmark = pytest.mark.slow

SWEDISH = Words("sv")
EVERY_KEY = [(key.table, key.name) for table in SECTIONS for key in keys(table)]
OBSOLETE = [name for names in RETIRED.values() for name in names]
NAMES = st.sampled_from([*SECTIONS, *(name for _, name in EVERY_KEY), *OBSOLETE]) | st.text(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)


def messages(read: Callable[[], Tables]) -> list[str]:
    """The error messages of a policy; none for a valid one."""
    try:
        toml_file.as_policy(PolicyLayers().over(read(), Origin.GIVEN).tables())
    except PolicyError as error:
        return [problem.localized(SWEDISH) for problem in error.problems] or [""]
    return []


@settings(max_examples=150, deadline=None)
@given(st.text() | st.lists(st.sampled_from("[]{}=\"'.,# \n1aé\x00")).map("".join))
def test_any_text_gives_sentences_about_its_mistakes(content: str) -> None:
    assert all(messages(lambda: toml_file.tables("policy.toml", content)))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(EVERY_KEY), VALUES)
def test_any_value_of_any_key_in_the_registry(key: tuple[str, str], value: Any) -> None:
    table, name = key
    assert all(problem.localized(SWEDISH) for problem in from_registry.read({table: {name: value}}).problems)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(NAMES, st.dictionaries(NAMES, VALUES, max_size=3), max_size=3))
def test_any_registry_gives_sentences_about_its_mistakes(found: dict[str, dict[str, object]]) -> None:
    reading = from_registry.read(found)
    assert all(problem.localized(SWEDISH) for problem in reading.problems)
    assert not any(validation.problems(reading.tables, lambda *_: Phrase("")))

"""The help page: a heading for every code that the program can say, in both languages, with nothing from elsewhere."""

from __future__ import annotations

import re
import tomllib

import pytest

from readiness.assets import asset
from readiness.checks.registry import EVERY
from readiness.guideline.loader import load
from readiness.i18n import LANGUAGES, Words
from readiness.model import COMMON_FINDINGS
from readiness.support.help_page import ICONS, codes, help_page

GUIDELINE = load(asset("guideline.toml"))
EVERY_CODE = {code for check in EVERY for code in codes(check)}
ANY = {f"any.{what}" for what in COMMON_FINDINGS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_and_question_has_a_heading(language: str) -> None:
    page = help_page(EVERY, GUIDELINE, Words(language))
    anchors = re.findall(r'<h3><a name="([^"]+)"></a>[^<]+</h3>', page)
    questions = {f"room.{item.id}" for item in GUIDELINE.items if item.asked}
    assert len(anchors) == len(set(anchors))
    missing = (EVERY_CODE | ANY | questions) - set(anchors)
    assert not missing, f"add them to the page: {sorted(missing)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_loads_no_external_resource(language: str) -> None:
    page = help_page(EVERY, GUIDELINE, Words(language))
    assert not re.search(r'(src|href)="(?!icon:|#)', page)
    for name in re.findall(r'src="icon:([^"]+)"', page):
        assert asset(f"icons/{name}.svg").is_file()
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'<a name="([^"]+)">', page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_explained_code_exists(language: str) -> None:
    with asset(f"help/{language}.toml").open("rb") as file:
        written = tomllib.load(file)
    assert set(written["steps"]) <= EVERY_CODE | ANY
    known = {check.id for check in EVERY} | set(ICONS)
    assert set(written["check"]) <= known
    for check in EVERY:
        assert written["check"].get(check.id), f"assets/help/{language}.toml says nothing of {check.id}"


def test_both_languages_explain_the_same() -> None:
    both = []
    for language in LANGUAGES:
        with asset(f"help/{language}.toml").open("rb") as file:
            both.append(tomllib.load(file))
    one, other = both
    assert {code: len(steps) for code, steps in one["steps"].items()} == {
        code: len(steps) for code, steps in other["steps"].items()
    }
    assert set(one["check"]) == set(other["check"])

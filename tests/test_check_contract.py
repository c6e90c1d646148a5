"""What every check promises, whichever it is."""

from __future__ import annotations

import pickle
import re
import string
import subprocess
import sys
from typing import Any

import msgspec
import pytest

from readiness.assets import asset
from readiness.checks import ALL, ON_REQUEST, ON_REQUEST_PROBES, PROBES
from readiness.cli.parser import CHECK_IDS, ON_REQUEST_IDS
from readiness.guideline.loader import load
from readiness.i18n import Words
from readiness.model import UNASSESSED, Check, Outcome, facts_of

EVERY = pytest.mark.parametrize("check", [*ALL, *ON_REQUEST], ids=[check.id for check in (*ALL, *ON_REQUEST)])
SWEDISH = Words("sv")


def test_the_command_line_knows_every_check() -> None:
    assert tuple(check.id for check in ALL) == CHECK_IDS
    assert tuple(check.id for check in ON_REQUEST) == ON_REQUEST_IDS


def test_every_check_is_measured_by_one_probe() -> None:
    for checks, probes in ((ALL, PROBES), (ON_REQUEST, ON_REQUEST_PROBES)):
        for check in checks:
            assert sum(check.measurement in probe.yields for probe in probes) == 1


@EVERY
def test_nothing_measured_is_never_a_pass(check: Check[Any, Any]) -> None:
    assert check.judge(check.measurement(), check.policy()).outcome >= Outcome.FAIL


@EVERY
def test_every_problem_has_a_remedy_and_a_pass_comes_last(check: Check[Any, Any]) -> None:
    assert [rule.what for rule in check.rules if rule.outcome is not Outcome.PASS and not rule.remedy] == []
    assert check.rules[-1].outcome is Outcome.PASS


@EVERY
def test_codes_are_words(check: Check[Any, Any]) -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", rule.what) for rule in check.rules)


@EVERY
def test_words_are_swedish_and_headlines_short(check: Check[Any, Any]) -> None:
    shown = [check.title, check.question, *check.nothing_to_judge]
    for rule in check.rules:
        assert len(SWEDISH(rule.headline).split()) <= 8, rule.headline
        shown += [rule.headline, *([rule.remedy] if rule.remedy else [])]
    for pair in UNASSESSED.values():
        shown += pair
    shown += [each.label for each in facts_of(check.measurement).values()]
    for about in facts_of(check.measurement).values():
        shown += [*about.words.values(), *([about.unit] if about.unit else [])]
    for each in check.depends_on:
        shown += [each.headline, each.remedy]
    shown += [check.reason] if check.reason else []
    untranslated = [text for text in shown if SWEDISH(text) == text and text not in SAME_IN_BOTH]
    assert untranslated == []


SAME_IN_BOTH = {
    "Headset", "headset", "Id", "VPN", "Codec", "Bus", "Google Chrome",
    "USB", "HDMI", "Bluetooth", "Thunderbolt", "LC3", "IT"
}  # fmt: skip


@EVERY
def test_places_in_words_are_facts_that_may_be_reported(check: Check[Any, Any]) -> None:
    public = {name for name, about in facts_of(check.measurement).items() if not about.private}
    for rule in check.rules:
        for text in (rule.headline, rule.remedy, SWEDISH(rule.headline), SWEDISH(rule.remedy)):
            assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= public


@EVERY
def test_measurement_and_policy_travel_between_processes(check: Check[Any, Any]) -> None:
    for thing in (check.measurement(), check.policy()):
        assert pickle.loads(pickle.dumps(thing)) == thing  # noqa: S301  (our own bytes)


@EVERY
def test_every_limit_says_its_source(check: Check[Any, Any]) -> None:
    schema = msgspec.json.schema(check.policy)["$defs"][check.policy.__name__]["properties"]
    assert [name for name, limit in schema.items() if name != "outcomes" and not limit.get("description")] == []


@EVERY
def test_the_guideline_has_the_sentences_that_the_check_carries_out(check: Check[Any, Any]) -> None:
    guideline = load(asset("guideline.toml"))
    assert bool(check.guideline) != bool(check.reason), "name the sentences it carries out, or else give a reason"
    assert all(guideline.sentence(each).text for each in check.guideline)


def test_the_list_of_checks_loads_no_hardware_library() -> None:
    asks = "import sys, readiness.checks; print({'cv2', 'numpy', 'sounddevice', 'PySide6'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"

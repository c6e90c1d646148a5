"""What every check promises, whichever it is."""

from __future__ import annotations

import pickle
import re
import string
import subprocess
import sys

import msgspec
import pytest

from readiness.assets import asset
from readiness.checks import connection, registry
from readiness.checks.registry import AFTERWARDS, AT_ONCE, ON_REQUEST
from readiness.guideline.loader import load
from readiness.i18n import Words
from readiness.model import COMMON_FINDINGS, AnyCheck, Outcome, Policy, Probe, Request, facts_of

EVERY = pytest.mark.parametrize("check", registry.EVERY, ids=[check.id for check in registry.EVERY])
SWEDISH = Words("sv")


def test_every_check_is_measured_by_one_probe() -> None:
    for group in (AT_ONCE, ON_REQUEST, AFTERWARDS):
        for check in group.checks:
            measured_by = [probe.name for probe in group.probes if check.measurement in probe.yields]
            assert len(measured_by) == 1, f"{check.id}: list its probe in readiness/checks/registry.py"


@EVERY
def test_nothing_measured_is_never_a_pass(check: AnyCheck) -> None:
    """And it is a no-go for all that the others do not find out: only what adds to them may be a remark."""
    assert check.judge(check.measurement(), check.policy()).outcome >= min(check.when_unknown, Outcome.FAIL)
    adds_to_others = check in AFTERWARDS.checks
    assert check.when_unknown in (Outcome.NOT_ASSESSED, *([Outcome.WARN] if adds_to_others else []))


@EVERY
def test_every_problem_has_a_remedy_and_a_pass_comes_last(check: AnyCheck) -> None:
    assert [rule.what for rule in check.rules if rule.outcome is not Outcome.PASS and not rule.remedy] == []
    assert check.rules[-1].outcome is Outcome.PASS


@EVERY
def test_codes_are_lower_case_words(check: AnyCheck) -> None:
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", rule.what) for rule in check.rules)


@EVERY
def test_check_without_an_answer_has_a_code_that_none_of_its_rules_has(check: AnyCheck) -> None:
    own = {f"{check.id}.{rule.what}" for rule in check.rules}
    assert own.isdisjoint(check.not_assessed(why).code for why in COMMON_FINDINGS)


@EVERY
def test_sentences_are_translated_and_headlines_short(check: AnyCheck) -> None:
    shown = [check.title, check.question, *check.nothing_to_judge]
    for rule in check.rules:
        assert len(SWEDISH(rule.headline).split()) <= 8, rule.headline
        shown += [rule.headline, *([rule.remedy] if rule.remedy else [])]
    for pair in COMMON_FINDINGS.values():
        shown += pair
    shown += [each.label for each in facts_of(check.measurement).values()]
    for about in facts_of(check.measurement).values():
        shown += about.words.values()
    for each in check.depends_on:
        shown += [each.headline, each.remedy]
    shown += [check.reason] if check.reason else []
    untranslated = [text for text in shown if SWEDISH(text) == text and text not in SAME_IN_BOTH]
    assert untranslated == [], "translate in assets/locale/sv/LC_MESSAGES/readiness.po, or add to SAME_IN_BOTH below"


SAME_IN_BOTH = {
    "Headset", "headset", "Id", "VPN", "Codec", "Bus", "Google Chrome",
    "USB", "HDMI", "Bluetooth", "Thunderbolt", "LC3", "IT"
}  # fmt: skip


@EVERY
def test_placeholders_are_reportable_facts(check: AnyCheck) -> None:
    public = {name for name, about in facts_of(check.measurement).items() if not about.private}
    for rule in check.rules:
        for text in (rule.headline, rule.remedy, SWEDISH(rule.headline), SWEDISH(rule.remedy)):
            assert {name for _, name, _, _ in string.Formatter().parse(text) if name} <= public


@EVERY
def test_measurement_and_policy_can_be_pickled(check: AnyCheck) -> None:
    for thing in (check.measurement(), check.policy()):
        assert pickle.loads(pickle.dumps(thing)) == thing  # noqa: S301  (our own bytes)


@EVERY
def test_every_limit_has_a_source(check: AnyCheck) -> None:
    schema = msgspec.json.schema(check.policy)["$defs"][check.policy.__name__]["properties"]
    assert [name for name, limit in schema.items() if name != "outcomes" and not limit.get("description")] == []


@EVERY
def test_guideline_has_the_sentences_that_the_check_covers(check: AnyCheck) -> None:
    guideline = load(asset("guideline.toml"))
    assert bool(check.guideline) != bool(check.reason), "name the sentences it carries out, or else give a reason"
    assert all(guideline.sentence(each).text for each in check.guideline)


HARDWARE = (
    "cv2", "numpy", "sounddevice", "PySide6", "subprocess", "socket", "ssl", "urllib.request", "multiprocessing"
)  # fmt: skip
"""Modules that only probes need: the window lists every check before its first paint and must not wait for them."""


def _imported(statements: str) -> set[str]:
    program = f"import sys\n{statements}\nprint(*sys.modules)"
    return set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )


def test_registry_imports_no_probe_code() -> None:
    loaded = _imported("import readiness.checks.registry")
    assert loaded & set(HARDWARE) == set(), "import what a probe needs inside its function, or give it a LateImport"


@pytest.mark.parametrize("probe", [*AT_ONCE.probes, *ON_REQUEST.probes], ids=lambda probe: probe.name)
def test_probe_process_imports_no_other_checks(probe: Probe) -> None:
    policy = Policy(tuple(check.policy() for check in (*AT_ONCE.checks, *ON_REQUEST.checks)))
    sent = pickle.dumps((probe.run, probe.yields, Request(policy=policy)))
    loaded = _imported(f"import pickle\npickle.loads({sent!r})")
    modules = {
        check.measurement.__module__
        for check in (*AT_ONCE.checks, *ON_REQUEST.checks)
        if check.measurement not in probe.yields
    }
    assert modules & loaded == set()


def test_policy_survives_pickling() -> None:
    policy = Policy((connection.Policy(cable_min_mbps=10, outcomes={"wireless": "fail"}),))
    came = pickle.loads(pickle.dumps(policy))  # noqa: S301  (our own bytes)
    assert came.of(connection.Policy) == policy.of(connection.Policy)
    assert pickle.loads(pickle.dumps(came)).of(connection.Policy).cable_min_mbps == 10  # noqa: S301
    assert came.of(type(AT_ONCE.checks[0].policy())) == AT_ONCE.checks[0].policy()

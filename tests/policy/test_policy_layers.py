"""Who decides: built in, the person's file, the machine's file, Group Policy; and what a person may not loosen."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from readiness.checks import browser, connection, headset
from readiness.i18n import Words
from readiness.meeting_policy import Service
from readiness.model import HIGHER_IS_STRICTER, LOWER_IS_STRICTER, ONLY_IT, Policy
from readiness.policy.in_force import InForce, PolicySources, from_file, in_force
from readiness.policy.layers import Origin
from readiness.policy.sections import SECTIONS, keys, plain
from readiness.station import Station

ENGLISH = Words("en")


@dataclass
class Desk:
    """A station with files of its own and a registry."""

    folder: Path
    registry: Mapping[str, Mapping[str, object]] | OSError

    def in_force(self, user: str | None = None, machine: str | None = None) -> InForce:
        for name, text in (("user", user), ("machine", machine)):
            path = self.folder / f"{name}.toml"
            path.unlink(missing_ok=True)
            if text is not None:
                path.write_text(text, encoding="utf-8")
        return in_force(self.places())

    def places(self) -> PolicySources:
        return PolicySources(
            user=self.folder / "user.toml",
            machine=self.folder / "machine.toml",
            registry=self._registry,
            last_good=self.folder / "last_good",
        )

    def _registry(self) -> Mapping[str, Mapping[str, object]]:
        if isinstance(self.registry, OSError):
            raise self.registry
        return self.registry

    def messages(self, found: InForce) -> list[str]:
        """The problems in English, with file names instead of paths."""
        return [problem.localized(ENGLISH).replace(f"{self.folder}{os.sep}", "") for problem in found.problems]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, {})


def test_built_in_limits_apply_without_any_policy(desk: Desk) -> None:
    assert desk.in_force() == InForce(policy=Policy())


@pytest.mark.parametrize("whose", ["user", "machine"])
def test_keys_and_codes_of_an_older_version_decide_nothing(whose: str, desk: Desk) -> None:
    obsolete = '[camera]\ndrawing_flat_share = 0.5\n[framing]\noutcomes = {several_people = "fail"}\n'
    assert desk.in_force(**{whose: obsolete}) == InForce()


def test_keys_of_an_older_version_in_group_policy_decide_nothing(desk: Desk) -> None:
    desk.registry = {"camera": {"drawing_flat_share": "0.5"}, r"framing\outcomes": {"several_people": "fail"}}
    assert desk.in_force() == InForce()


def test_strongest_layer_decides_each_value(desk: Desk) -> None:
    desk.registry = {"service": {"name": "Group's"}}
    found = desk.in_force(
        user='[service]\nurl = "https://own.example.se/"\n[station]\nunit = "Own"',
        machine='[service]\nname = "Machine\'s"\n[station]\nunit = "Machine\'s"\n',
    )
    assert (found.policy.of(Service).name, found.origins["service", "name"]) == ("Group's", Origin.GROUP_POLICY)
    assert (found.policy.of(Station).unit, found.origins["station", "unit"]) == ("Machine's", Origin.MACHINE)
    assert (found.policy.of(Service).host, found.origins["service", "url"]) == ("own.example.se", Origin.USER)
    assert ("station", "id") not in found.origins
    assert desk.messages(found) == [
        "user.toml, line 4: “station.unit” cannot be Own here. It stays Machine's, which only IT can change."
    ]


@pytest.mark.parametrize(
    ("own", "machine", "allowed"),
    [
        ('[connection]\noutcomes = {wireless = "fail"}', "", True),
        ('[connection]\noutcomes = {wireless = "pass"}', "", False),
        ('[connection]\noutcomes = {wireless = "warn"}', '[connection]\noutcomes = {wireless = "fail"}', False),
        ('[connection]\noutcomes = {wireless = "not_assessed"}', '[connection]\noutcomes = {wireless = "fail"}', True),
        ('[browser]\nminimum_version = "150"', "", True),
        ('[browser]\nminimum_version = "150"', '[browser]\nminimum_version = "149.0.1"', True),
        ('[browser]\nminimum_version = "9"', '[browser]\nminimum_version = "149"', False),
        ('[browser]\nminimum_version = ""', '[browser]\nminimum_version = "149"', False),
        ("[camera]\nheight_min_px = 720", "", True),
        ("[camera]\nheight_min_px = 240", "", False),
        ("[camera]\nheight_min_px = 480", "[camera]\nheight_min_px = 240", True),
        ("[camera]\nheight_min_px = 480", "[camera]\nheight_min_px = 720", False),
        ("[microphone]\nclipping_per_s = 0.1", "", True),
        ("[microphone]\nclipping_per_s = 5", "", False),
        ('[headset]\naccepted = ["0d8c:0014"]', "", False),
        ("[override]\nallowed = true", "", False),
        ("[override]\nallowed = false", "[override]\nallowed = true", True),
        ("[override]\nnever = []", "[override]\nallowed = true", False),
        ('[headset]\naccepted = ["0d8c:0014"]', '[headset]\naccepted = ["0d8c:0014"]', True),
    ],
)
def test_a_person_may_be_stricter_and_never_looser(desk: Desk, own: str, machine: str, allowed: bool) -> None:  # noqa: FBT001
    wanted, unchanged = (desk.in_force(machine=text) for text in (own, machine))
    found = desk.in_force(user=own, machine=machine)
    assert found.policy.sections == (wanted.policy.sections if allowed else unchanged.policy.sections)
    assert len(found.problems) == (not allowed)


def test_forbidden_personal_value_is_ignored_and_the_rest_applies(desk: Desk) -> None:
    found = desk.in_force(user='[headset]\naccepted = ["0d8c:0014"]\n[browser]\nminimum_version = "150"')
    assert found.policy.of(headset.Policy).accepted == ()
    assert found.policy.of(browser.Policy).minimum_version == "150"
    assert desk.messages(found) == [
        "user.toml, line 2: “headset.accepted” cannot be 0d8c:0014 here. It stays –, which only IT can change."
    ]


def test_messages_do_not_name_hosts(desk: Desk) -> None:
    own, machine = ('[service]\nurl = "https://own.example.se/"', '[service]\nurl = "https://its.example.se/"')
    assert desk.messages(desk.in_force(user=own, machine=machine)) == [
        "user.toml, line 2: “service.url” cannot be … here. It stays …, which only IT can change."
    ]


def test_outcomes_are_layered_code_by_code(desk: Desk) -> None:
    desk.registry = {r"connection\outcomes": {"mobile": "fail"}}
    found = desk.in_force(machine='[connection]\noutcomes = {mobile = "warn", wireless = "fail"}')
    assert found.policy.of(connection.Policy).outcomes == {"mobile": "fail", "wireless": "fail"}
    assert found.origins["connection", "outcomes", "mobile"] is Origin.GROUP_POLICY
    assert found.origins["connection", "outcomes", "wireless"] is Origin.MACHINE


@pytest.mark.parametrize("broken", ["[camra]", "[browser", '[browser]\nminimum_version = "new"', "[browser]\nx = 1\n"])
def test_last_good_policy_stays_in_force_and_is_reported(desk: Desk, broken: str) -> None:
    desk.in_force(machine='[browser]\nminimum_version = "150"')
    found = desk.in_force(machine=broken)
    assert found.policy.of(browser.Policy).minimum_version == "150"
    assert desk.messages(found)[-1] == "The policy from before stays in force."
    assert desk.messages(found)[0].startswith("machine.toml")


def test_a_broken_policy_from_the_start_leaves_the_built_in_limits(desk: Desk) -> None:
    found = desk.in_force(machine="[camra]")
    assert found.policy == Policy()
    assert desk.messages(found) == [
        "machine.toml, line 1: “camra” is not known. Did you mean “camera”?",
        "Built-in limits are used instead.",
    ]


def test_removed_policy_is_not_restored_as_last_good(desk: Desk) -> None:
    desk.in_force(machine='[browser]\nminimum_version = "150"')
    desk.in_force()
    assert desk.in_force(machine="[camra]").policy == Policy()


def test_invalid_group_policy_value_is_ignored_alone(desk: Desk) -> None:
    desk.registry = {"browser": {"minimum_version": 7}, "station": {"unit": "Avdelning 3"}}
    found = desk.in_force(machine='[service]\nname = "Vårdmötet"\n[browser]\nminimum_version = "9"')
    assert found.policy.of(Service).name == "Vårdmötet"
    assert found.policy.of(Station).unit == "Avdelning 3"
    assert (found.policy.of(browser.Policy).minimum_version, found.origins["browser", "minimum_version"]) == (
        "9",
        Origin.MACHINE,
    )
    assert desk.messages(found) == [
        (
            r"Group Policy, HKLM\Software\Policies\Readiness\browser, value minimum_version: "
            "“browser.minimum_version” should be text of the right form, not 7."
        ),
        "The rest of Group Policy is in force.",
    ]


def test_invalid_group_policy_value_keeps_its_last_good_value(desk: Desk) -> None:
    desk.registry = {"browser": {"minimum_version": "150"}, r"connection\outcomes": {"mobile": "fail"}}
    desk.in_force()
    desk.registry = {"browser": {"minimum_version": 7}, r"connection\outcomes": {"mobile": "stop", "wireless": "fail"}}
    for _ in range(2):
        found = desk.in_force()
        assert found.policy.of(browser.Policy).minimum_version == "150"
        assert found.policy.of(connection.Policy).outcomes == {"mobile": "fail", "wireless": "fail"}
    desk.registry = {}
    assert desk.in_force() == InForce(policy=Policy())


def test_unreadable_group_policy_keeps_its_last_good_values(desk: Desk) -> None:
    desk.registry = {"browser": {"minimum_version": "150"}}
    desk.in_force()
    desk.registry = PermissionError(13, "Access is denied")
    for _ in range(2):
        found = desk.in_force()
        assert found.policy.of(browser.Policy).minimum_version == "150"
        assert desk.messages(found) == [
            "Group Policy cannot be read: access is denied",
            "The policy from before stays in force.",
        ]


@pytest.mark.parametrize("which", ["folder", "file"])
def test_world_writable_machine_file_is_ignored(desk: Desk, which: str) -> None:
    desk.in_force(machine='[browser]\nminimum_version = "150"')
    (desk.folder / "machine.toml").write_text('[browser]\nminimum_version = ""\n')
    place = desk.folder if which == "folder" else desk.folder / "machine.toml"
    place.chmod(0o777)
    found = in_force(desk.places())
    assert found.policy.of(browser.Policy).minimum_version == "150"
    assert desk.messages(found)[0].startswith("machine.toml is not used: others own ")
    place.chmod(0o700)
    assert in_force(desk.places()).policy.of(browser.Policy).minimum_version == ""


def test_problems_name_the_layer(desk: Desk) -> None:
    found = desk.in_force(user='[headset]\naccepted = ["0d8c:0014"]\n', machine="[camra]")
    assert [problem.of_person for problem in found.problems] == [False, False, True]
    assert all(problem.of_person for problem in desk.in_force(user="[camra]").problems)


def test_messages_name_the_whole_path(desk: Desk) -> None:
    (problem, _) = desk.in_force(machine="[camra]").problems
    assert problem.localized(ENGLISH).startswith(f"{desk.folder / 'machine.toml'}, line 1: ")


@pytest.mark.parametrize("content", [b"", b"[1]", b"\xff", b'{"camera": {"black_code": "x"}}', b"null"])
def test_damaged_copy_of_the_last_good_policy_is_ignored(desk: Desk, content: bytes) -> None:
    (desk.folder / "last_good").mkdir()
    (desk.folder / "last_good" / "machine.json").write_bytes(content)
    assert desk.in_force(machine="[camra]").policy == Policy()


def test_policy_applies_even_if_its_copy_cannot_be_saved(desk: Desk) -> None:
    (desk.folder / "last_good").write_text("a file where the folder should be")
    assert desk.in_force(machine='[browser]\nminimum_version = "9"').policy.of(browser.Policy).minimum_version == "9"


def test_explicit_file_replaces_all_layers(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("[microphone]\nclipping_per_s = 50\n")
    found = from_file(path)
    assert found.origins == {("microphone", "clipping_per_s"): Origin.GIVEN}


@pytest.mark.parametrize("key", [key for table in SECTIONS for key in keys(table)], ids=lambda key: key.path)
def test_every_key_with_a_stricter_direction_is_comparable(key: Any) -> None:
    assert key.stricter in {None} | {each["stricter"] for each in (LOWER_IS_STRICTER, HIGHER_IS_STRICTER, ONLY_IT)}
    if key.stricter in ("lower", "higher"):
        assert plain(key.kind) in (int, float, str, bool)
    json.dumps(key.default)

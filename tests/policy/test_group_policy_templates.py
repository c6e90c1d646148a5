"""The templates in assets/admx: in step with the policy's types, and whole in both languages."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from generate import admx_templates
from readiness.host.system.group_policy import KEY
from readiness.policy.from_registry import Form, form_of
from readiness.policy.sections import OUTCOMES, SECTIONS, keys

FILES = admx_templates.files()
SPACE = {"": admx_templates.NAMESPACE}
DEFINITIONS = ET.fromstring(FILES["readiness.admx"].encode())  # noqa: S314  (our own)
RESOURCES = {
    place: ET.fromstring(text.encode())  # noqa: S314  (our own)
    for place, text in FILES.items()
    if place.endswith(".adml")
}
EVERY_KEY = [key for table in SECTIONS for key in keys(table)]


def test_every_key_has_a_policy_for_the_machine_below_its_table() -> None:
    policies = {each.attrib["name"]: each for each in DEFINITIONS.findall("policies/policy", SPACE)}
    assert list(policies) == [f"{key.table}_{key.name}" for key in EVERY_KEY]
    for key in EVERY_KEY:
        policy = policies[f"{key.table}_{key.name}"]
        assert (policy.attrib["class"], policy.attrib["key"]) == ("Machine", rf"{KEY}\{key.table}")
        written = [policy.get("valueName"), *(each.get("valueName") for each in policy.findall("elements/*", SPACE))]
        inner = [each.get("key") for each in policy.findall("elements/list", SPACE)]
        assert key.name in written or inner == [rf"{KEY}\{key.table}\{key.name}"]


@pytest.mark.parametrize("place", RESOURCES)
def test_every_referenced_string_and_presentation_exists(place: str) -> None:
    strings = {each.attrib["id"]: each.text for each in RESOURCES[place].findall(".//string", SPACE)}
    referenced = set(re.findall(r"\$\(string\.(\w+)\)", FILES["readiness.admx"]))
    assert referenced == set(strings)
    assert all(strings.values())
    boxes = {
        each.attrib["id"]: {box.attrib["refId"] for box in each}
        for each in RESOURCES[place].findall(".//presentation", SPACE)
    }
    wanted = {
        each.attrib["name"]: {element.attrib["id"] for element in each.findall("elements/*", SPACE)}
        for each in DEFINITIONS.findall("policies/policy", SPACE)
        if each.get("presentation")
    }
    assert boxes == wanted


@pytest.mark.parametrize("place", RESOURCES)
def test_categories_have_readable_names(place: str) -> None:
    strings = {each.attrib["id"]: each.text for each in RESOURCES[place].findall(".//string", SPACE)}
    assert [table for table in SECTIONS if strings[table] == table] == []
    assert len({strings[table] for table in SECTIONS}) == len(SECTIONS)


def test_every_key_is_explained_in_swedish() -> None:
    explained = {f"{table}.{name}" for table, names in admx_templates.SWEDISH.items() for name in names}
    assert explained == {key.path for key in EVERY_KEY if key.name != OUTCOMES}, "write it in assets/admx/sv.toml"


def test_names_are_unique_and_categories_exist() -> None:
    names = [each.attrib["name"] for each in DEFINITIONS.iter() if "name" in each.attrib]
    assert len(names) == len(set(names))
    categories = {each.attrib["name"] for each in DEFINITIONS.findall("categories/category", SPACE)}
    assert {each.attrib["ref"] for each in DEFINITIONS.iter(f"{{{SPACE['']}}}parentCategory")} <= categories


def test_integers_are_decimal_elements_and_fractions_are_text() -> None:
    forms = {key.path: form_of(key.kind) for key in EVERY_KEY}
    assert forms["camera.height_min_px"] is Form.WHOLE
    assert forms["microphone.silent_dbfs"] is Form.NUMBER
    assert forms["station.id"] is Form.CHOICE
    assert forms["headset.accepted"] is Form.LINES
    assert forms["camera.outcomes"] is Form.TABLE

"""Errors in a guideline file are reported with file, line, key and reason."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from readiness.guideline.loader import GuidelineError, load

GOOD = """\
[document]
id = "X-1"
title = "Möten"
applies_to = "Alla"
version = "1.0"
valid_from = 2026-01-01
valid_to = 2027-01-01

[support]
name = "IT"
phone = "1"
opens = 08:00:00
closes = 17:00:00

[[sentence]]
id = "room.door"
section = "Rum"
text = "Stäng dörren."

[[sentence]]
id = "room.lamp"
section = "Rum"
text = "Tänd lampan."

[[item]]
id = "door"
sentences = ["room.door"]
group = "room"
weight = "must"
answered_by = ["person"]
[item.sv]
text = "Är dörren stängd?"
yes = "Ja."
no = "Nej."
remedy = "Stäng den."
[item.en]
text = "Is the door shut?"
yes = "Yes."
no = "No."
remedy = "Shut it."

[[item]]
id = "lamp"
sentences = ["room.lamp"]
group = "room"
weight = "must"
answered_by = ["lighting"]
[item.sv]
text = "Är lampan tänd?"
[item.en]
text = "Is the lamp on?"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "region.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_file(tmp_path: Path) -> None:
    guideline = load(written(tmp_path, GOOD), ["lighting"])
    assert [item.id for item in guideline.items] == ["door", "lamp"]
    assert load(written(tmp_path, "\ufeff" + GOOD)) == guideline


@dataclass(frozen=True, kw_only=True)
class Fault:
    """`old` is replaced by `new`; the message names `key`, the number of the line `line`, and `reason`."""

    old: str
    new: str
    line: str
    key: str
    reason: str


LAMP = 'answered_by = ["lighting"]'
FAULTS = [
    Fault(old='"1.0"', new="1.0", line="version = 1.0", key="document.version", reason="Expected `str`"),
    Fault(
        old='version = "1.0"\n', new="", line="[document]", key="document", reason="missing required field `version`"
    ),
    Fault(old="[support]", new="owner = 3\n[support]", line="owner = 3", key="document.owner", reason="unknown field"),
    Fault(old="[support]", new="[desk]\n[support]", line="[desk]", key="desk", reason="unknown field"),
    Fault(old="[support]", new="[support", line="[support", key="", reason="Expected"),
    Fault(
        old="valid_to = 2027",
        new="valid_to = 2025",
        line="valid_to = 2025-01-01",
        key="document.valid_to",
        reason="before valid_from",
    ),
    Fault(
        old="valid_to = 2027-01-01",
        new='valid_to = "never"',
        line='valid_to = "never"',
        key="document.valid_to",
        reason="Invalid",
    ),
    Fault(
        old="closes = 17", new="closes = 07", line="closes = 07:00:00", key="support.closes", reason="later than opens"
    ),
    Fault(
        old='id = "room.lamp"',
        new='id = "room.door" # 2',
        line='id = "room.door" # 2',
        key="sentence[1].id",
        reason="twice",
    ),
    Fault(old='id = "lamp"', new='id = "door" # 2', line='id = "door" # 2', key="item[1].id", reason="twice"),
    Fault(old='id = "lamp"', new='id = "En lampa"', line='id = "En lampa"', key="item[1].id", reason="regex"),
    Fault(
        old='["room.lamp"]',
        new='["room.roof"]',
        line='sentences = ["room.roof"]',
        key="item[1].sentences",
        reason="no sentence 'room.roof'",
    ),
    Fault(
        old='["room.lamp"]',
        new='["room.door"]',
        line='id = "room.lamp"',
        key="sentence[1].id",
        reason="no item carries out 'room.lamp'",
    ),
    Fault(old='["room.lamp"]', new="[]", line="sentences = []", key="item[1].sentences", reason="length >= 1"),
    Fault(
        old=f'weight = "must"\n{LAMP}',
        new=f'weight = "shall"\n{LAMP}',
        line='weight = "shall"',
        key="item[1].weight",
        reason="'shall'",
    ),
    Fault(
        old='["lighting"]',
        new='["ligthing"]',
        line='answered_by = ["ligthing"]',
        key="item[1].answered_by",
        reason="no check 'ligthing'; there are lighting",
    ),
    Fault(
        old='["lighting"]',
        new='["lighting", "person"]',
        line='answered_by = ["lighting", "person"]',
        key="item[1].answered_by",
        reason="stand alone",
    ),
    Fault(
        old='["lighting"]',
        new='["nobody"]',
        line='answered_by = ["nobody"]',
        key="item[1].answered_by",
        reason="weight 'know'",
    ),
    Fault(
        old=LAMP,
        new=f'{LAMP}\nevidence = ["smell"]',
        line='evidence = ["smell"]',
        key="item[1].evidence[0]",
        reason="'smell'",
    ),
    Fault(
        old=LAMP,
        new=f'{LAMP}\nevidence = ["second_face"]',
        line='evidence = ["second_face"]',
        key="item[1].evidence",
        reason="questions that 'person' answers",
    ),
    Fault(
        old=LAMP, new=f'{LAMP}\nwhen = ["winter"]', line='when = ["winter"]', key="item[1].when[0]", reason="'winter'"
    ),
    Fault(old='remedy = "Shut it."\n', new="", line="[item.en]", key="item[0].en", reason="needs `remedy`"),
    Fault(
        old='"Is the lamp on?"', new='"Is {it} on?"', line='text = "Is {it} on?"', key="item[1].en.text", reason="regex"
    ),
    Fault(old='"Är lampan tänd?"', new='""', line='text = ""', key="item[1].sv.text", reason="length >= 1"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda each: f"{each.key}: {each.reason}")
def test_error_names_the_place_in_the_file(tmp_path: Path, fault: Fault) -> None:
    assert GOOD.count(fault.old) == 1
    file = written(tmp_path, GOOD.replace(fault.old, fault.new))
    with pytest.raises(GuidelineError) as caught:
        load(file, ["lighting"])
    error = caught.value
    assert (error.path, error.key) == (file, fault.key)
    assert fault.reason in error.reason
    assert error.line
    assert file.read_text(encoding="utf-8").splitlines()[error.line - 1] == fault.line
    assert str(error).startswith(f"{file}, line {error.line}: ")
    assert "\n" not in str(error)


def test_missing_table_is_reported(tmp_path: Path) -> None:
    with pytest.raises(GuidelineError, match="missing required field `support`"):
        load(written(tmp_path, GOOD[: GOOD.index("[support]")]))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(GuidelineError, match="there is no such file or folder"):
        load(tmp_path / "missing.toml")


def test_folder_in_the_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GuidelineError, match=str(tmp_path)):
        load(tmp_path)


def test_text_of_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "region.toml"
    file.write_bytes(GOOD.encode("cp1252"))
    with pytest.raises(GuidelineError, match="line 3: is not UTF-8 text"):
        load(file)


@pytest.mark.parametrize("content", ["", "\x00", "item = 3", "[[document]]", "document = []", "a = " + "[" * 2000])
def test_file_that_is_not_a_guideline_is_rejected(tmp_path: Path, content: str) -> None:
    with pytest.raises(GuidelineError):
        load(written(tmp_path, content))

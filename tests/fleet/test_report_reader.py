"""A report is valid or not, regardless of how much of it is read."""

from __future__ import annotations

import codecs

import msgspec
import pytest
from example_reports import LATEST, SMALLEST, UNUSABLE

from readiness.fleet.rejected import Fault
from readiness.fleet.report_reader import read_report

FINDING = SMALLEST["findings"][0]
TRICKY = {
    "a policy that is a list": SMALLEST | {"policy": []},
    "a policy that is null": SMALLEST | {"policy": None},
    "facts that are null": SMALLEST | {"findings": [FINDING | {"measured": None}]},
    "facts that are text": SMALLEST | {"findings": [FINDING | {"measured": "{}"}]},
    "another check's fact of another type": SMALLEST | {
        "findings": [FINDING | {"check": "power", "code": "power.low", "measured": {"driver": [1]}}]
    },
    "a version that is a number": SMALLEST | {
        "findings": [FINDING | {"check": "browser", "code": "browser.ok", "measured": {"chrome_version": 120}}]
    },
    "a version that is a list": SMALLEST | {
        "findings": [FINDING | {"check": "browser", "code": "browser.ok", "measured": {"chrome_version": ["120"]}}]
    },
    "a version that is an object": SMALLEST | {
        "findings": [FINDING | {"check": "browser", "code": "browser.ok", "measured": {"chrome_version": {}}}]
    },
    "a product of a million letters": SMALLEST | {
        "findings": [FINDING | {"check": "rehearsal", "measured": {"product": "x" * 1_000_000}}]
    },
    "sentences that are numbers": SMALLEST | {"findings": [FINDING | {"headline": 1, "remedy": []}]},
    "no findings at all": SMALLEST | {"findings": []},
}  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [*(content for content, _ in UNUSABLE.values()), *map(msgspec.json.encode, TRICKY.values())],
    ids=[*UNUSABLE, *TRICKY],
)
def test_brief_reading_agrees_with_complete_reading(content: bytes) -> None:
    whole, brief = read_report(content, LATEST, whole=True), read_report(content, LATEST, whole=False)
    if isinstance(whole, Fault):
        assert brief is whole
    else:
        fields = {name: getattr(whole, name) for name in whole.__struct_fields__}
        assert fields | {"findings": None, "policy": None} == {name: getattr(brief, name) for name in fields}


def test_check_without_a_product_is_not_a_device() -> None:
    row = read_report(msgspec.json.encode(SMALLEST | {"findings": [FINDING | {"measured": {"width_px": 640}}]}), LATEST)
    assert row.devices.camera is None


@pytest.mark.parametrize(("mark", "encoding"), [
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
])  # fmt: skip
def test_report_that_powershell_wrote_is_read(mark: bytes, encoding: str) -> None:
    text = msgspec.json.encode(SMALLEST | {"unit": "Vårdcentral Åby"}).decode() + "\r\n"
    row = read_report(mark + text.encode(encoding), LATEST)
    assert not isinstance(row, Fault)
    assert row.unit == "Vårdcentral Åby"
    assert read_report(mark + text.encode(encoding)[:-101], LATEST) is Fault.TORN

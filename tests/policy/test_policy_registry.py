"""Group Policy values from the Windows registry, converted to tables."""

from __future__ import annotations

from typing import Any

import pytest

from readiness.i18n import Words
from readiness.policy.from_registry import read, value_of


@pytest.mark.parametrize(
    ("table", "name", "data", "value"),
    [
        ("camera", "height_min_px", 480, 480),
        ("camera", "height_min_px", "480", 480),
        ("camera", "stalled_after_s", "1.5", 1.5),
        ("camera", "stalled_after_s", "1,5", 1.5),
        ("microphone", "silent_dbfs", "−70", -70.0),
        ("service", "name", "Mötet", "Mötet"),
        ("station", "id", "asset_tag", "asset_tag"),
        ("headset", "accepted", ["0d8c:0014", "0b0e:24f6"], ["0d8c:0014", "0b0e:24f6"]),
        ("headset", "accepted", '["0d8c:0014"]', ["0d8c:0014"]),
    ],
)
def test_registry_value_is_converted_to_the_type_of_its_key(table: str, name: str, data: object, value: object) -> None:
    assert read({table: {name: data}}).tables == {table: {name: value}}


def test_an_inner_key_is_a_table_or_a_list() -> None:
    found: dict[str, dict[str, object]] = {
        "camera": {},
        r"camera\outcomes": {"frozen": "warn"},
        r"headset\accepted": {"2": "0b0e:24f6", "1": "0d8c:0014", "10": "0b0e:24f7"},
    }
    assert read(found).tables == {
        "camera": {"outcomes": {"frozen": "warn"}},
        "headset": {"accepted": ["0d8c:0014", "0b0e:24f6", "0b0e:24f7"]},
    }


KEY = r"Group Policy, HKLM\Software\Policies\Readiness"


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ({"camra": {"x": 1}}, rf"{KEY}\camra: “camra” is not known. Did you mean “camera”?"),
        (
            {"camera": {"height_min_px": "tall"}},
            (
                rf"{KEY}\camera, value height_min_px: “camera.height_min_px” should be a whole number from 0 to 4320, "
                'not "tall".'
            ),
        ),
        (
            {"camera": {"height_min_px": b"\x00"}},
            (
                rf"{KEY}\camera, value height_min_px: “camera.height_min_px” should be a whole number from 0 to 4320, "
                r"""not "b'\\x00'"."""
            ),
        ),
        (
            {r"connection\outcomes": {"mobile": "stop"}},
            (
                rf"{KEY}\connection\outcomes, value mobile: “connection.outcomes.mobile” should be pass, warn, fail or "
                "not_assessed."
            ),
        ),
    ],
)
def test_invalid_value_is_reported_with_hive_key_and_value(found: Any, message: str) -> None:
    reading = read(found)
    assert [problem.localized(Words("en")) for problem in reading.problems] == [message]
    assert reading.tables == {}


def test_invalid_value_is_ignored_alone() -> None:
    found: dict[str, dict[str, object]] = {
        "service": {"name": "Mötet", "nam": "x"},
        "camera": {"height_min_px": "tall", "stalled_after_s": "1,5"},
        "camra": {"black_code": 1},
        r"connection\outcomes": {"mobile": "stop", "wireless": "fail", "unheard_of": "warn"},
    }
    reading = read(found)
    assert reading.tables == {
        "service": {"name": "Mötet"},
        "camera": {"stalled_after_s": 1.5},
        "connection": {"outcomes": {"wireless": "fail"}},
    }
    assert reading.lost == {
        ("service", "nam"),
        ("camera", "height_min_px"),
        ("camra",),
        ("connection", "outcomes", "mobile"),
        ("connection", "outcomes", "unheard_of"),
    }


def test_a_switch_is_a_number() -> None:
    assert [value_of(data, bool) for data in (0, 1, 2, "true")] == [False, True, 2, True]

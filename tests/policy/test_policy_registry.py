"""Group Policy's values, as Windows' registry holds them, into tables."""

from __future__ import annotations

from typing import Any

import pytest

from readiness.i18n import Words
from readiness.policy.from_registry import tables, value_of
from readiness.policy.problem import PolicyError


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
def test_a_value_becomes_what_its_key_holds(table: str, name: str, data: object, value: object) -> None:
    assert tables({table: {name: data}}) == {table: {name: value}}


def test_an_inner_key_is_a_table_or_a_list() -> None:
    found: dict[str, dict[str, object]] = {
        "camera": {},
        r"camera\outcomes": {"frozen": "warn"},
        r"headset\accepted": {"2": "0b0e:24f6", "1": "0d8c:0014", "10": "0b0e:24f7"},
    }
    assert tables(found) == {
        "camera": {"outcomes": {"frozen": "warn"}},
        "headset": {"accepted": ["0d8c:0014", "0b0e:24f6", "0b0e:24f7"]},
    }


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"camra": {"x": 1}}, "Group Policy, camra: “camra” is not known. Did you mean “camera”?"),
        (
            {"camera": {"height_min_px": "tall"}},
            (
                r"Group Policy, camera\height_min_px: “camera.height_min_px” should be a whole number from 0 to 4320, "
                'not "tall".'
            ),
        ),
        (
            {"camera": {"height_min_px": b"\x00"}},
            (
                r"Group Policy, camera\height_min_px: “camera.height_min_px” should be a whole number from 0 to 4320, "
                r"""not "b'\\x00'"."""
            ),
        ),
    ],
)
def test_what_does_not_fit_is_told(found: Any, told: str) -> None:
    with pytest.raises(PolicyError) as caught:
        tables(found)
    assert [problem.told(Words("en")) for problem in caught.value.problems] == [told]


def test_a_switch_is_a_number() -> None:
    assert [value_of(data, bool) for data in (0, 1, 2, "true")] == [False, True, 2, True]

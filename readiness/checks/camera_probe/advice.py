"""Which way a remedy points, for the window to draw as an arrow over the picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from readiness.model import AnyCheck, CheckMeasurement, Policy

M = TypeVar("M", bound=CheckMeasurement)


def advised(measurement: M, check: AnyCheck, advice: Mapping[str, str], policy: Policy) -> M:
    """Add the direction of the remedy that the check gives; `advice` has the directions by remedy."""
    finding = check.judge_any(measurement, policy)
    return replace(measurement, advice_direction=advice.get(finding.remedy if finding else ""))

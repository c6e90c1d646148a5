"""One run of the checks, as the history stores it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the checks.

    Attributes:
        started_at: start of the run, timezone-aware.
        verdict: as in reports.
        app_version: the program's version.
        codes: finding codes by check.
        outcomes: outcomes by check, as in reports.
        things: what was tested, by kind: versions verbatim, devices as pseudonymous keys.
        seconds: time until each check settled.
        measured: the public facts behind each finding, by check.
    """

    started_at: datetime
    verdict: str
    app_version: str
    codes: dict[str, str]
    outcomes: dict[str, str]
    things: dict[str, str]
    seconds: dict[str, float] = msgspec.field(default_factory=dict)
    measured: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)

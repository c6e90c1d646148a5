"""Every check and every probe, in the order a person meets them. Adding a check is a file and a line here."""

from __future__ import annotations

from typing import Any

from readiness.model import Check, Probe

ALL: tuple[Check[Any, Any], ...] = ()
PROBES: tuple[Probe, ...] = ()

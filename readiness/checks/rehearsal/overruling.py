"""Where Chrome has answered, its answer stands: what was judged from files is judged anew with it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from readiness.checks import browser, network_path
from readiness.checks.rehearsal.measurement import ALLOWED, Measurement
from readiness.model import Finding, Policy


def with_chromes_answers(measurements: Mapping[str, object], policy: Policy) -> dict[str, Finding]:
    """New findings, by check id, for the checks whose facts Chrome has answered otherwise; most often none.

    Args:
        measurements: of a whole run, by check id, the rehearsal's among them.
        policy: what is in force.
    """
    told = measurements.get("rehearsal")
    if not isinstance(told, Measurement) or told.not_run is not None:
        return {}
    found: dict[str, Finding] = {}
    files, way = measurements.get("browser"), measurements.get("path")
    if isinstance(files, browser.Measurement):
        asked = _permissions(files, told)
        if asked != files:
            found["browser"] = browser.CHECK.judge(asked, policy.of(browser.Policy))
    if isinstance(way, network_path.Measurement):
        reached = _reached(way, told)
        if reached != way:
            found["path"] = network_path.CHECK.judge(reached, policy.of(network_path.Policy))
    return found


def _permissions(files: browser.Measurement, told: Measurement) -> browser.Measurement:
    """Chrome says yes: then neither policy nor profile says no, whatever was read. A no is the rehearsal's to tell."""
    overruled: dict[str, Any] = {f"{device}_blocked_{by}": False
                 for device, answer in (("camera", told.camera_permission), ("microphone", told.microphone_permission))
                 for by in ("by_policy", "for_site") if answer in ALLOWED}  # fmt: skip
    if told.address_blocked is False:
        overruled["address_blocked_by_policy"] = False
    return replace(files, **{name: no for name, no in overruled.items() if getattr(files, name) is True})


def _reached(way: network_path.Measurement, told: Measurement) -> network_path.Measurement:
    """Chrome has reached every server with its own proxy and roots: then what Python met is nobody's trouble."""
    if not told.hosts_asked or told.hosts_reached != told.hosts_asked:
        return way
    return replace(way, is_reached=True, certificate="ok", has_login_page=False)

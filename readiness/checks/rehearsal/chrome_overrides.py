"""Re-judging other checks with Chrome's actual answers, which override what was predicted from files. No I/O."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from readiness.checks import browser, network_path
from readiness.checks.rehearsal.measurement import ALLOWED, Measurement
from readiness.model import CheckMeasurement, Finding, Policy


def apply_chrome_results(measurements: Mapping[str, CheckMeasurement | None], policy: Policy) -> dict[str, Finding]:
    """Return new findings, by check id, of the checks whose facts Chrome's answers contradict; usually none.

    Args:
        measurements: all measurements of a run, by check id, including the rehearsal's.
        policy: the policy in force.
    """
    rehearsed = measurements.get("rehearsal")
    if not isinstance(rehearsed, Measurement) or rehearsed.not_run is not None:
        return {}
    found: dict[str, Finding] = {}
    files, way = measurements.get("browser"), measurements.get("path")
    if isinstance(files, browser.Measurement):
        updated = _permissions(files, rehearsed)
        if updated != files:
            found["browser"] = browser.CHECK.judge(updated, policy.of(browser.Policy))
    if isinstance(way, network_path.Measurement):
        reached = _reached(way, rehearsed)
        if reached != way:
            found["path"] = network_path.CHECK.judge(reached, policy.of(network_path.Policy))
    return found


def _permissions(files: browser.Measurement, rehearsed: Measurement) -> browser.Measurement:
    """Override denials read from files where Chrome permits; Chrome's own denials are the rehearsal's findings."""
    overruled = ["address_blocked_by_policy"] if rehearsed.address_blocked is False else []
    if rehearsed.camera_permission in ALLOWED:
        overruled += ["camera_blocked_by_policy", "camera_blocked_for_site"]
    if rehearsed.microphone_permission in ALLOWED:
        overruled += ["microphone_blocked_by_policy", "microphone_blocked_for_site"]
    return replace(files, **{name: False for name in overruled if getattr(files, name) is True})


def _reached(way: network_path.Measurement, rehearsed: Measurement) -> network_path.Measurement:
    """Override connection problems if Chrome has reached every server with its own proxy and trust store."""
    if not rehearsed.hosts_asked or rehearsed.hosts_reached != rehearsed.hosts_asked:
        return way
    return replace(way, is_reached=True, certificate="ok", has_login_page=False)

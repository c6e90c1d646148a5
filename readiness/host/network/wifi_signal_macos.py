"""The Wi-Fi signal on macOS is in `system_profiler`, which needs no consent but takes seconds."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from readiness.host.network.wifi_bars import bars

_TIMEOUT_S = 5.0


def wifi_bars(adapter_name: str) -> int | None:
    """Bars of the adapter with this name (`en0`)."""
    dbm = parse_signal(_profile(), adapter_name)
    return bars(dbm) if dbm is not None else None


def parse_signal(profile: str, adapter_name: str) -> int | None:
    """The signal in dBm of an adapter, out of `system_profiler SPAirPortDataType -json`."""
    try:
        sections = json.loads(profile)["SPAirPortDataType"]
        found = [each for section in sections for each in section["spairport_airport_interfaces"]]
        adapter: dict[str, Any] = next((each for each in found if each.get("_name") == adapter_name), {})
        told = adapter["spairport_current_network_information"]["spairport_signal_noise"]
        return int(told.split()[0])
    except (ValueError, KeyError, TypeError, IndexError):  # another form, or not connected: not known
        return None


def _profile() -> str:
    command = ("/usr/sbin/system_profiler", "SPAirPortDataType", "-json", "-detailLevel", "basic")
    try:
        answer = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout

"""Wi-Fi signal strength on macOS, from `system_profiler`, which needs no permission but takes seconds."""

from __future__ import annotations

import json

from readiness.host.network.wifi_bars import bars
from readiness.host.system.program_start import output_of

_COMMAND = ("/usr/sbin/system_profiler", "SPAirPortDataType", "-json", "-detailLevel", "basic")
_TIMEOUT_S = 5.0


def wifi_bars(adapter_name: str) -> int | None:
    """Return the signal in bars of an adapter (`en0`); None if unknown."""
    dbm = parse_signal(output_of(_COMMAND, _TIMEOUT_S), adapter_name)
    return bars(dbm) if dbm is not None else None


def parse_signal(profile: str, adapter_name: str) -> int | None:
    """Return an adapter's signal, dBm, from `system_profiler SPAirPortDataType -json`; None if unknown."""
    try:
        sections = json.loads(profile)["SPAirPortDataType"]
        found = [each for section in sections for each in section["spairport_airport_interfaces"]]
        adapter = next(each for each in found if each.get("_name") == adapter_name)
        text = adapter["spairport_current_network_information"]["spairport_signal_noise"]
        return int(text.split()[0])
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        StopIteration,
    ):  # an unexpected form, or not connected
        return None

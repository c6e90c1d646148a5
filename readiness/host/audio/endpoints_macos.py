"""Audio endpoints on macOS from `system_profiler SPAudioDataType -json`, which needs no permission."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping

from readiness.host.audio.endpoint import AudioEndpoint, Direction

ANSWER_S = 10.0

_BUSES = {
    "builtin": "internal",
    "usb": "usb",
    "bluetooth": "bluetooth",
    "bluetoothle": "bluetooth",
    "virtual": "virtual",
    "aggregate": "virtual",
    "hdmi": "hdmi",
    "displayport": "hdmi",
    "thunderbolt": "thunderbolt",
    "airplay": "network",
    "continuitycapture": "phone",
    "continuitycapturewired": "phone",
    "continuitycapturewireless": "phone",
}
_PREFIX = "coreaudio_device_type_"
_UNKNOWN, _APPLE = f"{_PREFIX}unknown", "Apple Inc."
_YES = "spaudio_yes"


def fetch() -> bytes:
    """Return the JSON output of `system_profiler`.

    Raises:
        OSError: the program is missing or timed out.
    """
    try:
        command = ["/usr/sbin/system_profiler", "SPAudioDataType", "-json"]
        return subprocess.run(command, capture_output=True, timeout=ANSWER_S, check=True).stdout
    except subprocess.SubprocessError as error:
        raise OSError("system_profiler did not answer") from error


def parse(listing: bytes) -> tuple[AudioEndpoint, ...]:
    """Convert the JSON output to endpoints. A device with inputs and outputs gives one of each.

    Raises:
        OSError: the output is not JSON.
    """
    try:
        content = json.loads(listing)
    except ValueError as error:
        raise OSError("system_profiler did not answer in JSON") from error
    groups = content.get("SPAudioDataType") if isinstance(content, dict) else None
    devices = [item for group in _dicts(groups) for item in _dicts(group.get("_items"))]
    return tuple(endpoint for device in devices for endpoint in _endpoints(device))


def _dicts(content: object) -> list[dict[str, object]]:
    """Return the dictionaries in a list; empty for anything else (a Mac without audio devices gives `[]` or `null`)."""
    return [each for each in content if isinstance(each, dict)] if isinstance(content, list) else []


def _bus(device: Mapping[str, object]) -> str:
    """Return the connection. Apple's microphone of no known transport, without an output, is a phone's.

    Aggregates are of no known transport either, but of no maker.
    """
    transport = str(device.get("coreaudio_device_transport", ""))
    apple = device.get("coreaudio_device_manufacturer") == _APPLE
    if transport == _UNKNOWN and apple and not device.get("coreaudio_device_output"):
        return "phone"
    return _BUSES.get(transport.removeprefix(_PREFIX).replace("_", "").casefold(), "")


def _endpoints(device: Mapping[str, object]) -> Iterator[AudioEndpoint]:
    transport = str(device.get("coreaudio_device_transport", ""))
    name = str(device.get("_name", ""))
    directions: tuple[tuple[Direction, str, str], ...] = (
        ("input", "coreaudio_device_input", "coreaudio_default_audio_input_device"),
        ("output", "coreaudio_device_output", "coreaudio_default_audio_output_device"),
    )
    for direction, channels, default in directions:
        if not device.get(channels):
            continue
        yield AudioEndpoint(
            name=name,
            id=name,
            direction=direction,
            device=name,
            bus=_bus(device),
            transport=transport,
            port=str(device.get(f"coreaudio_{direction}_source", "")),
            is_default=device.get(default) == _YES,
        )

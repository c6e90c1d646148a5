"""What IT's settings for Google Chrome (enterprise policies) stop in a video meeting."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.host.browser.url_patterns import ANYTHING, blocked_by_filters, pattern_fits

_LARGEST_FILE_BYTES = 4_000_000
_BLOCK = 2
"""CONTENT_SETTING_BLOCK in chromium: components/content_settings/core/common/content_settings.h."""

_WITHOUT_UDP = "disable_non_proxied_udp"
_PORT_RANGE = re.compile(r"\d{1,5}-\d{1,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromePolicy:
    """What the policies say of the meeting; `cloud_managed`: there may be more, that only Chrome itself can see.

    `camera_granted`, `microphone_granted`: the address gets it unasked, whatever a person once answered.
    """

    camera_blocked: bool = False
    camera_granted: bool = False
    microphone_blocked: bool = False
    microphone_granted: bool = False
    address_blocked: bool | None = None
    udp_blocked: bool = False
    udp_ports: str | None = None
    cloud_managed: bool = False


def judge_policies(policies: Mapping[str, object], url: str) -> ChromePolicy:
    """What these policies mean for a meeting at `url` (empty: the address is not known).

    Names and meanings are chromium's policy definitions. A value of the wrong type is ignored, as Chrome does.
    """
    blocklist, allowlist = _texts(policies.get("URLBlocklist")), _texts(policies.get("URLAllowlist"))
    camera, microphone = _capture(policies, "VideoCapture", url), _capture(policies, "AudioCapture", url)
    ports = policies.get("WebRtcUdpPortRange")
    return ChromePolicy(
        camera_blocked=camera is False,
        camera_granted=camera is True,
        microphone_blocked=microphone is False,
        microphone_granted=microphone is True,
        address_blocked=blocked_by_filters(url, blocklist, allowlist) if url else None,
        udp_blocked=_ip_handling(policies, url) == _WITHOUT_UDP,
        udp_ports=ports if isinstance(ports, str) and _PORT_RANGE.fullmatch(ports) else None,
        cloud_managed=bool(policies.get("CloudManagementEnrollmentToken")),
    )


def _capture(policies: Mapping[str, object], capture: str, url: str) -> bool | None:
    """Granted, blocked or left to the person. The list of addresses wins over both switches.

    (chromium: chrome/browser/media/media_stream_device_permissions.cc and its permission context.)
    """
    # Chrome refuses `*` alone in these lists, though `https://*` is taken.
    allowed = [each for each in _texts(policies.get(f"{capture}AllowedUrls")) if each.strip() != ANYTHING]
    if any(pattern_fits(each, url) for each in allowed) if url else allowed:
        return True if url else None
    refused = _switch(policies.get(f"{capture}Allowed")) is False
    refused = refused or policies.get("DefaultMediaStreamSetting") == _BLOCK
    return False if refused else None


def _ip_handling(policies: Mapping[str, object], url: str) -> object:
    """How WebRTC may reach out for this address: the first fitting row of the list, else what holds for all."""
    for row in _list(policies.get("WebRtcIPHandlingUrl")):
        if isinstance(row, dict) and isinstance(row.get("url"), str) and pattern_fits(row["url"], url):
            return row.get("handling")
    return policies.get("WebRtcIPHandling")


def _switch(value: object) -> bool | None:
    """The registry writes booleans as numbers or as the texts "0" and "1"."""
    return {"0": False, "1": True, "False": False, "True": True}.get(str(value)) if value is not None else None


def _list(value: object) -> list[object]:
    """A list; the registry may hold one as JSON text (chromium: components/policy/core/common/registry_dict.cc)."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return []
    return value if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [each for each in _list(value) if isinstance(each, str)]


def read_json_policies(folder: Path) -> dict[str, object]:
    """The policies in a Linux policy folder; of two files that name the same policy the last by name wins."""
    policies: dict[str, object] = {}
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        policies.update(read_json(path, _LARGEST_FILE_BYTES))
    return policies


def read_json(path: Path, largest_bytes: int) -> dict[str, object]:
    """A JSON file's object; empty when it is missing, half-written, too large or something else."""
    try:
        # A pipe has no size and would be waited for.
        if not path.is_file() or path.stat().st_size > largest_bytes:
            return {}
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}

"""What IT's settings for Google Chrome (enterprise policies) stop in a video meeting."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.host.origins import blocked_by_filters, pattern_fits

_LARGEST_FILE_BYTES = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromePolicy:
    """What the policies say of the meeting; `cloud_managed`: there may be more, that only Chrome itself can see."""

    camera_blocked: bool = False
    microphone_blocked: bool = False
    address_blocked: bool | None = None
    cloud_managed: bool = False


def judge_policies(policies: Mapping[str, object], url: str) -> ChromePolicy:
    """What these policies mean for a meeting at `url` (empty: the address is not known).

    Names and meanings are chromium's policy definitions. A value of the wrong type is ignored, as Chrome does.
    """
    blocklist, allowlist = _texts(policies.get("URLBlocklist")), _texts(policies.get("URLAllowlist"))
    return ChromePolicy(
        camera_blocked=_capture_blocked(policies, "VideoCapture", url),
        microphone_blocked=_capture_blocked(policies, "AudioCapture", url),
        address_blocked=blocked_by_filters(url, blocklist, allowlist) if url else None,
        cloud_managed=bool(policies.get("CloudManagementEnrollmentToken")),
    )


def _capture_blocked(policies: Mapping[str, object], capture: str, url: str) -> bool:
    if _switch(policies.get(f"{capture}Allowed")) is not False:
        return False
    allowed = _texts(policies.get(f"{capture}AllowedUrls"))
    return not any(pattern_fits(each, url) for each in allowed) if url else not allowed


def _switch(value: object) -> bool | None:
    """The registry writes booleans as numbers or as the texts "0" and "1"."""
    return {"0": False, "1": True, "False": False, "True": True}.get(str(value)) if value is not None else None


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def read_json_policies(folder: Path) -> dict[str, object]:
    """The policies in a Linux policy folder; of two files that name the same policy the last by name wins."""
    policies: dict[str, object] = {}
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        policies.update(read_json(path, _LARGEST_FILE_BYTES))
    return policies


def read_json(path: Path, largest_bytes: int) -> dict[str, object]:
    """A JSON file's object; empty when it is missing, half-written, too large or something else."""
    try:
        if path.stat().st_size > largest_bytes:
            return {}
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}

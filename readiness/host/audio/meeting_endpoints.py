"""Audio endpoints as Google Chrome uses them: Chrome's own ranking of microphones overrides the system's default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.endpoints import list_endpoints
from readiness.host.browser import chrome
from readiness.host.browser.device_ranking import preferred


def list_meeting_endpoints() -> tuple[AudioEndpoint, ...]:
    """Return all endpoints, with `is_default` set on the microphone that Chrome uses by default.

    Raises:
        OSError: the system's query failed or timed out.
    """
    return with_chrome_default(list_endpoints(), chrome.device_ranking().microphones)


def with_chrome_default(endpoints: Sequence[AudioEndpoint], ranked: Sequence[str]) -> tuple[AudioEndpoint, ...]:
    """Move the default to the microphone that Chrome's ranking prefers, if it names a connected one.

    Args:
        endpoints: as reported by the system.
        ranked: Chrome's labels of microphones, the preferred one first.
    """
    name = preferred(ranked, [each.name for each in endpoints if each.direction == "input"])
    if name is None:
        return tuple(endpoints)
    chosen = next(each for each in endpoints if each.direction == "input" and each.name == name)
    return tuple(replace(each, is_default=each is chosen) if each.direction == "input" else each for each in endpoints)

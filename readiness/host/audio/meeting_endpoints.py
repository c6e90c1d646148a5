"""The endpoints as a meeting in Google Chrome gets them: Chrome's own order of microphones goes before the system's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.endpoints import list_endpoints
from readiness.host.browser import chrome
from readiness.host.browser.device_ranking import preferred


def list_meeting_endpoints() -> tuple[AudioEndpoint, ...]:
    """Every endpoint, where `is_default` is the microphone that Chrome takes unasked.

    Raises:
        OSError: the system would not say.
    """
    return as_chrome_takes(list_endpoints(), chrome.device_ranking().microphones)


def as_chrome_takes(endpoints: Sequence[AudioEndpoint], ranked: Sequence[str]) -> tuple[AudioEndpoint, ...]:
    """The endpoints with the default that Chrome's order makes; the system's stays where the order says nothing.

    Args:
        endpoints: as the system has them.
        ranked: Chrome's labels of microphones, the most wanted first.
    """
    name = preferred(ranked, [each.name for each in endpoints if each.direction == "input"])
    if name is None:
        return tuple(endpoints)
    chosen = next(each for each in endpoints if each.direction == "input" and each.name == name)
    return tuple(replace(each, is_default=each is chosen) if each.direction == "input" else each for each in endpoints)

"""Waiting for a person whom the system asks whether this program may use a device. Only macOS asks."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial

from readiness.checks.keep_alive import alive_while
from readiness.host.privacy.authorization_macos import CaptureDevice, Media, ask, capture_device, is_unanswered
from readiness.i18n import N_
from readiness.model import Activity, ProbeMessage

ANSWERED_WITHIN_S = 30.0
"""Half of the time after which a camera's probe that has measured nothing is ended."""

_ASKED: dict[Media, str] = {
    "video": N_("Your Mac asks about the camera. Choose Allow."),
    "audio": N_("Your Mac asks about the microphone. Choose Allow."),
}


def permission_asked(
    media: Media, device: CaptureDevice | None = None, within_s: float = ANSWERED_WITHIN_S
) -> Generator[ProbeMessage, None, bool]:
    """If the person has never said whether this program may use the device, have them asked, and wait.

    Args:
        media: camera or microphone.
        device: AVFoundation's class of devices; by default this system's, if it has one.
        within_s: the time to wait, seconds.

    Returns:
        Whether they have just answered.
    """
    device = device or capture_device()
    if device is None or not is_unanswered(media, device):
        return False
    yield Activity(_ASKED[media])
    yield from alive_while(partial(ask, media, device, within_s), within_s)
    return not is_unanswered(media, device)

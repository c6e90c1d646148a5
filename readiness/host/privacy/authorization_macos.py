"""This program's own permission to use camera and microphone on macOS.

macOS does not reveal which program uses a device, and the permissions of other programs, such as Chrome's, are in a
database (TCC) that only programs with full disk access can read.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Literal, Protocol

from readiness.host.privacy.device_access import DeniedBy, DeviceAccess

Media = Literal["video", "audio"]

NOT_DETERMINED = 0
_DENIED_BY: dict[int, DeniedBy] = {NOT_DETERMINED: "system", 1: "it", 2: "user"}

_MEDIA_TYPES: dict[Media, str] = {"video": "vide", "audio": "soun"}
"""The values of AVMediaTypeVideo and AVMediaTypeAudio (AVMediaFormat.h)."""


class CaptureDevice(Protocol):
    """What is used of PyObjC's `AVCaptureDevice`."""

    def authorizationStatusForMediaType_(self, media_type: str) -> int:  # noqa: N802
        """Return this program's `AVAuthorizationStatus`."""

    def requestAccessForMediaType_completionHandler_(self, media_type: str, answered: Callable[[bool], None]) -> None:  # noqa: N802
        """Have macOS ask the person; `answered` is called on another thread."""


def macos_access(status: int | None) -> DeviceAccess:
    """Convert an `AVAuthorizationStatus`: 0 not determined, 1 restricted (by IT's profile), 2 denied, 3 authorized.

    Not determined is denied: devices give nothing until the person has answered.
    """
    if status is None:
        return DeviceAccess()
    return DeviceAccess(denied=status in _DENIED_BY, denied_by=_DENIED_BY.get(status))


def authorization_status(media: Media) -> int | None:
    """Return this program's `AVAuthorizationStatus`; None on other systems."""
    device = capture_device()
    return int(device.authorizationStatusForMediaType_(_MEDIA_TYPES[media])) if device else None


def is_unanswered(media: Media, device: CaptureDevice) -> bool:
    """Whether the person has not yet been asked, or has not answered."""
    return device.authorizationStatusForMediaType_(_MEDIA_TYPES[media]) == NOT_DETERMINED


def ask(media: Media, device: CaptureDevice, within_s: float) -> None:
    """Have macOS ask the person, and wait for the answer, for at most `within_s` seconds.

    Nobody else waits for it: OpenCV asks and gives up (cap_avfoundation_mac.mm, `startCaptureDevice`), and CoreAudio
    gives silence meanwhile.
    """
    answered = threading.Event()
    device.requestAccessForMediaType_completionHandler_(_MEDIA_TYPES[media], lambda _granted: answered.set())
    answered.wait(within_s)


def capture_device() -> CaptureDevice | None:
    """Return AVFoundation's class of devices; None on other systems."""
    if sys.platform == "darwin":
        import AVFoundation  # type: ignore[import-not-found,unused-ignore]

        device: CaptureDevice = AVFoundation.AVCaptureDevice
        return device
    return None

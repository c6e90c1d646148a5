"""This program's own permission to use camera and microphone on macOS.

macOS does not reveal which program uses a device, and the permissions of other programs, such as Chrome's, are in a
database (TCC) that only programs with full disk access can read.
"""

from __future__ import annotations

from readiness.host.privacy.device_access import DeviceAccess


def macos_access(status: int | None) -> DeviceAccess:
    """Convert an `AVAuthorizationStatus`: 0 not determined, 1 restricted (by IT's profile), 2 denied, 3 authorized."""
    if status is None:
        return DeviceAccess()
    return DeviceAccess(denied=status in {1, 2}, denied_by={1: "it", 2: "user"}.get(status))  # type: ignore[arg-type]


def authorization_status(media: str) -> int | None:
    """Return this program's `AVAuthorizationStatus` for `video` or `audio`; None if AVFoundation is not available."""
    try:
        import AVFoundation  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    kind = AVFoundation.AVMediaTypeVideo if media == "video" else AVFoundation.AVMediaTypeAudio
    return int(AVFoundation.AVCaptureDevice.authorizationStatusForMediaType_(kind))

"""What is drawn over the picture: from the measurements that are judged, and their limits. No Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

from readiness.checks import framing, lighting
from readiness.model import Policy

FULL_SCALE_STOPS = 3.0
"""A bar is empty this far under what is wanted and full this far over it."""

DISPLAY_GAMMA = 2.2
"""Grey codes to light, near enough for a bar."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in shares of the picture, from its upper left corner, as the camera sees it."""

    left: float
    top: float
    width: float
    height: float

    def mirrored(self) -> Box:
        """The same in a mirror."""
        return Box(1.0 - self.left - self.width, self.top, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Bars:
    """Light from the person's left and right and on the background, 0 to 1; 0.5 is as wanted. None: not measured."""

    left: float | None
    right: float | None
    background: float | None


def face_box(measured: object | None) -> Box | None:
    """Where the face is."""
    if not isinstance(measured, framing.Measurement):
        return None
    sides = (measured.left_share, measured.top_share, measured.width_share, measured.height_share)
    left, top, width, height = sides
    if left is None or top is None or width is None or height is None:
        return None
    return Box(left, top, width, height)


def wanted_box(policy: Policy) -> Box:
    """Where the face should be: in the middle, eyes where they belong, as large as the limits' middle."""
    limits = policy.of(framing.Policy)
    height = math.sqrt(limits.face_height_min_share * limits.face_height_max_share) * 1.3
    width = 0.46 * height
    eyes_y = (limits.eyes_highest_share + limits.eyes_lowest_share) / 2
    return Box(0.5 - width / 2, max(0.02, eyes_y - 0.45 * height), width, height)


def bars(measured: object | None, policy: Policy) -> Bars:
    """The light as three bars on one scale: stops over or under what the limits ask for."""
    if not isinstance(measured, lighting.Measurement) or not measured.highlight_code:
        return Bars(None, None, None)
    wanted_code = policy.of(lighting.Policy).highlight_warn_code + 40
    face_stops = DISPLAY_GAMMA * math.log2(measured.highlight_code / wanted_code)
    tilt, behind = measured.from_left_stops, measured.background_over_face_stops
    return Bars(
        left=None if tilt is None else _share(face_stops + tilt / 2),
        right=None if tilt is None else _share(face_stops - tilt / 2),
        background=None if behind is None else _share(face_stops + behind),
    )


def _share(stops: float) -> float:
    return min(1.0, max(0.0, 0.5 + stops / (2 * FULL_SCALE_STOPS)))

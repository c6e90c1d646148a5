"""The overlay of the preview: one arrow and a short caption, from the most important finding. No Qt."""

from __future__ import annotations

import enum
import math
from collections.abc import Mapping

import msgspec

from readiness.checks import framing, lighting
from readiness.i18n import N_
from readiness.model import CheckMeasurement, Outcome, Policy
from readiness.ui.state.state import State, waits


class Box(msgspec.Struct, frozen=True):
    """A rectangle in fractions of the unmirrored picture, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    def mirrored(self) -> Box:
        """Return the mirrored rectangle."""
        return Box(1.0 - self.left - self.width, self.top, self.width, self.height)


class Shape(enum.Enum):
    """Shapes of the overlay: where to move, or where light is needed. Left and right are the person's own."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    CLOSER = "closer"
    BACK = "back"
    TURN = "turn"
    LAMP_LEFT = "lamp_left"
    LAMP_RIGHT = "lamp_right"
    LAMP_FRONT = "lamp_front"
    LESS_LIGHT = "less_light"


class Guide(msgspec.Struct, frozen=True):
    """A shape and its caption, a message id of about three words."""

    shape: Shape
    caption: str


_PLACE: Mapping[str, Guide] = {
    "closer": Guide(Shape.CLOSER, N_("Come closer")),
    "back": Guide(Shape.BACK, N_("Move back a little")),
    "left": Guide(Shape.LEFT, N_("Move left")),
    "right": Guide(Shape.RIGHT, N_("Move right")),
    "up": Guide(Shape.UP, N_("Tilt the camera up")),
    "down": Guide(Shape.DOWN, N_("Tilt the camera down")),
}
_LIGHT: Mapping[str, Guide] = {
    "front": Guide(Shape.LAMP_FRONT, N_("More light in front")),
    "left": Guide(Shape.LAMP_LEFT, N_("Light from the left")),
    "right": Guide(Shape.LAMP_RIGHT, N_("Light from the right")),
    "less": Guide(Shape.LESS_LIGHT, N_("Less light on you")),
    "turn": Guide(Shape.TURN, N_("Face the window")),
}


def guide(state: State) -> Guide | None:
    """Return the overlay for the first of the worst findings about the picture; None if all is well."""
    for outcome in (Outcome.FAIL, Outcome.WARN):
        for row in state.rows:
            if row.shown and row.finding.outcome is outcome and not waits(state, row):
                guide_found = _towards(row.latest)
                if guide_found:
                    return guide_found
    return None


def _towards(measured: CheckMeasurement | None) -> Guide | None:
    match measured:
        case framing.Measurement(advice_direction=str(direction)):
            return _PLACE.get(direction)
        case lighting.Measurement(advice_direction=str(direction)):
            return _LIGHT.get(direction)
    return None


def face_box(measured: CheckMeasurement | None) -> Box | None:
    """Return the box of the face; None without one."""
    if not isinstance(measured, framing.Measurement):
        return None
    left, top, width, height = measured.left_share, measured.top_share, measured.width_share, measured.height_share
    if left is None or top is None or width is None or height is None:
        return None
    return Box(left, top, width, height)


def wanted_box(policy: Policy) -> Box:
    """Return the face's wanted box: centred, eyes at the right height, size in the middle of the limits."""
    limits = policy.of(framing.Policy)
    height = math.sqrt(limits.face_height_min_share * limits.face_height_max_share) * 1.3
    width = 0.42 * height
    eyes_y = (limits.eyes_highest_share + limits.eyes_lowest_share) / 2
    return Box(0.5 - width / 2, max(0.02, eyes_y - 0.45 * height), width, height)

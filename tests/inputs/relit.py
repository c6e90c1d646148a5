"""Relit pictures with known light: NASA's astronaut (public domain, in scikit-image) in simulated rooms.

The light falls on a face modelled as half an ellipsoid, with skin of any tone; the simulated camera sets exposure and
white balance, adds noise and encodes JPEG. Only the limits for dark skin before a wall were chosen on these pictures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import portrait
from numpy.typing import NDArray

Linear = NDArray[Any]
TONES = {"light": 0.42, "medium": 0.22, "dark": 0.09}
"""Reflectance of skin: published means for Fitzpatrick types I to VI run from about 0.45 to 0.07."""
OWN_TONE = 0.40
OWN_LIGHT_STOPS = 1.3
"""The fall of the portrait's own light from image left to right over one face height; removed first."""
SHINE = 0.04
"""Specular reflectance of skin: white, and independent of its tone."""
_TO_GREY = np.array([0.0722, 0.7152, 0.2126], np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Light and camera.

    Attributes:
        tone: the skin's reflectance.
        towards: direction of the lamp from the face: x to the person's left, y down, z to the camera.
        lamp, around: the light of the lamp and of the room on the face.
        wall: light from the wall behind.
        window: a window's left edge and width (shares of the picture), and its light.
        exposure_stops: the camera's deviation from a mid-grey exposure.
        gain_max: the camera's highest gain.
        cast: the light's colour: blue, green, red.
    """

    tone: float = OWN_TONE
    towards: tuple[float, float, float] = (0.1, -0.3, 1.0)
    lamp: float = 0.65
    around: float = 0.35
    wall: float = 0.3
    window: tuple[float, float, float] | None = None
    exposure_stops: float = 0.0
    gain_max: float = 8.0
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    size: tuple[int, int] = (1280, 720)
    quality: int = 80
    place: dict[str, float] = field(default_factory=dict)


def picture(room: Room, seed: int) -> portrait.Picture:
    """The picture that the camera delivers."""
    noise = np.random.default_rng(seed)
    own = (
        _decoded(portrait.scene(**room.place))
        * 2 ** (OWN_LIGHT_STOPS * np.clip(_grid(room.place)[0], -0.4, 0.4))[..., None]
    )
    person, face = person_and_face(room.place)
    light = room.around + room.lamp * _facing(room.towards, room.place)
    skin = _skin(own) * face
    own = own * (1 + (room.tone / OWN_TONE - 1) * skin)[..., None]
    person_light = (
        own * light[..., None] + (SHINE * room.lamp * _facing(room.towards, room.place) ** 18 * skin)[..., None]
    )
    behind = np.full_like(person_light, room.wall)
    if room.window:
        left, width, brightness = room.window
        first, last = (round(portrait.WIDTH_PX * edge) for edge in (left, left + width))
        behind[: round(0.8 * portrait.HEIGHT_PX), max(0, first) : last] = brightness
    scene = (person_light * person[..., None] + behind * (1 - person[..., None])) * np.array(room.cast, np.float32)
    scene *= (scene.mean() / scene.mean(axis=(0, 1))) ** 0.7
    gain = min(room.gain_max, _gain_to_mid_grey(scene)) * 2.0**room.exposure_stops
    exposed = scene * gain
    exposed += noise.normal(0, 0.006 * np.sqrt(max(gain, 1.0)), exposed.shape) * np.sqrt(np.clip(exposed, 0, 1) + 0.01)
    codes = (255 * _encoded(exposed)).round().astype(np.uint8)
    small = cv2.resize(codes, room.size, interpolation=cv2.INTER_AREA)
    jpeg = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, room.quality])[1]
    decoded = cv2.imdecode(jpeg, cv2.IMREAD_COLOR)
    assert decoded is not None
    return decoded


def _gain_to_mid_grey(scene: Linear) -> float:
    """The exposure at which the mean code is 45 % of white, found by bisection."""
    darkest, brightest = 0.001, 1000.0
    for _ in range(20):
        middle = float(np.sqrt(darkest * brightest))
        if float(_encoded(scene[::8, ::8] @ _TO_GREY * middle).mean()) < 0.45:
            darkest = middle
        else:
            brightest = middle
    return darkest


def _grid(place: dict[str, float]) -> tuple[Linear, Linear]:
    """Across and down from the face's middle, in face heights."""
    height_px = place.get("face_height_share", 0.36) * portrait.HEIGHT_PX
    x = np.arange(portrait.WIDTH_PX, dtype=np.float32)[None, :] - place.get("across", 0.5) * portrait.WIDTH_PX
    y = np.arange(portrait.HEIGHT_PX, dtype=np.float32)[:, None] - place.get("down", 0.42) * portrait.HEIGHT_PX
    return x / height_px, y / height_px


def person_and_face(place: dict[str, float]) -> tuple[Linear, Linear]:
    """How much of each pixel of `portrait.scene(**place)` is the person, and how much is the face, 0 to 1."""
    x, y = _grid(place)
    head = np.clip((1.05 - (x / 0.62) ** 2 - ((y + 0.15) / 0.78) ** 2) / 0.15, 0, 1)
    body = np.clip((y - 0.45) * 20, 0, 1) * np.clip((0.5 + 1.2 * (y - 0.45) - np.abs(x)) * 20, 0, 1)
    face = np.clip((1 - (x / 0.42) ** 2 - ((y - 0.02) / 0.62) ** 2) / 0.1, 0, 1)
    return np.maximum(head, body).astype(np.float32), face.astype(np.float32)


def _facing(towards: tuple[float, float, float], place: dict[str, float]) -> Linear:
    """The cosine between the light and the surface, at least 0; a head is half an ellipsoid."""
    x, y = _grid(place)
    across, down = np.clip(x / 0.5, -0.98, 0.98) + 0 * y, np.clip(y / 0.7, -0.98, 0.98) + 0 * x
    normal = np.stack([across, down, np.sqrt(np.clip(1 - across**2 - 0.8 * down**2, 0.03, 1))], axis=-1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    direction = np.array(towards) / np.linalg.norm(towards)
    facing: Linear = np.clip(normal @ direction, 0, 1).astype(np.float32)
    return facing


def _skin(linear: Linear) -> Linear:
    """1 for skin, 0 for eyes, teeth and hair: reddish and not dark."""
    red, blue, grey = linear[..., 2], linear[..., 0], linear @ _TO_GREY
    reddish = np.clip((red / np.maximum(blue, 1e-3) - 1.15) / 0.3, 0, 1)
    skin: Linear = cv2.GaussianBlur((reddish * np.clip((grey - 0.06) / 0.08, 0, 1)).astype(np.float32), (0, 0), 1.5)
    return skin


def _decoded(codes: Any) -> Linear:
    linear: Linear = ((codes / 255.0) ** 2.2).astype(np.float32)
    return linear


def _encoded(linear: Any) -> Linear:
    codes: Linear = np.clip(linear, 0, 1) ** (1 / 2.2)
    return codes

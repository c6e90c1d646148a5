"""Whether a face has moved between two pictures, judged by its surroundings reduced to a few cells.

A person moves a little all the time; a poster, a photograph or a paused film does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.face_finder import Face
from readiness.measures.video.image_quality import Picture

PATCH_PX = 32
PATCH_MARGIN = 1.2
STILL_CODES, STILL_SHARE = 0.75, 0.06
"""A face has not moved if its patch differs by less than `STILL_CODES`, or than `STILL_SHARE` of its contrast: about a
hundredth of the face's width. Averaging over cells reduces sensor noise to a tenth or less."""
SAME_PLACE = 0.25
"""Two boxes whose centres are closer than this share of their width are the same face."""
BYSTANDER_AFTER_S, PERSON_AFTER_S = 4.0, 10.0
"""A face that has not moved at all for this long is more likely a picture: people breathe every three to five seconds,
which moves the head by more than a hundredth of a face's width, 1.5 mm. In 250 s of 21 films of people who sat before a
camera that stood still, the longest was 4.4 s (one asleep). For the person's own face it is over twice that, since a
mistake would bother somebody each day."""
MAX_MISSED = 6
"""So many faces are remembered while the detector misses them; as many as the tracker looks at."""

Patch = NDArray[np.float32]


def face_patch(bgr: Picture, face: Face) -> Patch:
    """Return the surroundings of a face in grey, reduced to `PATCH_PX` × `PATCH_PX`."""
    height_px, width_px = bgr.shape[:2]
    half = PATCH_MARGIN * max(face.width, face.height) / 2
    x, y = face.left + face.width / 2, face.top + face.height / 2
    left, right = (int(np.clip(each, 0, width_px - 1)) for each in (x - half, x + half))
    top, bottom = (int(np.clip(each, 0, height_px - 1)) for each in (y - half, y + half))
    step = max(1, (bottom - top) // (8 * PATCH_PX))
    around = np.ascontiguousarray(bgr[top : bottom + 1 : step, left : right + 1 : step])
    small = cv2.resize(around, (PATCH_PX, PATCH_PX), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)


def is_still(before: Patch, now: Patch) -> bool:
    """Whether two patches show the same, unmoved."""
    return float(np.abs(before - now).mean()) < max(STILL_CODES, STILL_SHARE * float(before.std()))


def is_same_place(one: Face, other: Face) -> bool:
    """Whether two boxes are so near each other that they are the same face."""
    across = abs(one.left + one.width / 2 - other.left - other.width / 2)
    down = abs(one.top + one.height / 2 - other.top - other.height / 2)
    return across + down < SAME_PLACE * other.width


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """A face at the place where it was first seen, and what it looked like there."""

    face: Face
    patch: Patch
    since_s: float


class Stillness:
    """Determines whether faces are as still as photographs.

    Args:
        after_s: how long none of them must have moved.
    """

    def __init__(self, after_s: float) -> None:
        self._after_s = after_s
        self._seen: tuple[_Seen, ...] = ()

    def add(self, bgr: Picture, faces: Iterable[Face], at_s: float) -> bool | None:
        """Add a frame taken at `at_s` seconds, with the faces in it.

        Returns:
            Whether none of them has moved for that long; None if there are none.
        """
        unmoved = [known for known in self._seen if _is_unmoved(known, bgr)]
        here = [_of(face, unmoved) or _Seen(face, face_patch(bgr, face), at_s) for face in faces]
        missed = [known for known in unmoved if known not in here]  # the detector misses a small face now and then
        self._seen = (*here, *missed[:MAX_MISSED])
        return all(at_s - each.since_s >= self._after_s for each in here) if here else None


def _of(face: Face, known: Iterable[_Seen]) -> _Seen | None:
    return next((each for each in known if is_same_place(each.face, face)), None)


def _is_unmoved(known: _Seen, bgr: Picture) -> bool:
    now = face_patch(bgr, known.face)
    return is_still(known.patch, _exposed_as(known.patch, now))


def _exposed_as(before: Patch, now: Patch) -> Patch:
    """Return a patch with the mean and the contrast of another, since a camera's exposure is no movement."""
    gain = float(before.std()) / max(1.0, float(now.std()))
    exposed: Patch = (now - now.mean()) * gain + before.mean()
    return exposed

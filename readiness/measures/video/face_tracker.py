"""Faces in pictures that follow each other: searched for everywhere now and then, followed in between.

The first picture is always searched, so a still picture and the first of a stream give the same answer. Between two
searches the known face is followed on a close-up when its surroundings have changed, and kept as it is when they have
not: whoever sits still costs next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.face_finder import SURE_SCORE, Face, FaceFinder, roll_of_deg
from readiness.measures.video.image_quality import Picture, reduced

SEARCH_EVERY_S = 1.6
"""Somebody who was there all along, and now turns to the camera, is found this soon."""
SEARCH_FOR_SOMEBODY_EVERY_S = 0.8
"""When nobody is seen."""
SEARCH_AT_MOST_EVERY_S = 0.4
"""Somebody who comes in changes the picture outside the known person; waving hands do as well, so not at each look."""
REST_EVERY_S = 1.0
"""Every window of one second holds a look at what changes slowly."""
TURN_EVERY_S = 1.0
CLEAR_SCORE = 0.915
CLEARER_BY = 0.02
"""The detector gives faces that stand on their heads up to 0.90, and upright ones mostly more."""

PATCH_PX = 32
PATCH_MARGIN = 1.2
STILL_CODES, STILL_SHARE = 0.75, 0.06
"""A face has stood still when its reduced patch differs by less than this, or than this share of its contrast: about
a hundredth of the face's width. Averaging over a cell leaves a tenth or less of a sensor's noise."""
SAME_PLACE = 0.25
"""Two boxes whose middles are closer than this share of their width are one face."""
HEAD, BODY = (1.0, 1.0), 2.0
"""Half the size of a head with hair and of shoulders, in face boxes."""
CELL_CODES, CELLS_SHARE = 12.0, 0.02
"""Something has changed in the room when this share of the picture's 64 × 36 cells differs by so much."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of one picture, the largest first. When the picture is upside down, none is told.

    `rest_is_due`: it is time to measure what changes slowly, the background and the lens.
    """

    faces: tuple[Face, ...] = ()
    upside_down: bool = False
    rest_is_due: bool = True


@dataclass(frozen=True, slots=True)
class _Known:
    """What the last search found, and how the picture looked then (cells) and when the face was measured (patch).

    `was_at` is where the largest face was at that search; `found` has it where it is now.
    """

    found: Faces
    was_at: tuple[Face, ...]
    searched_s: float
    rest_s: float
    turned_s: float
    shape: tuple[int, ...]
    cells: Picture
    patch: NDArray[np.float32] | None


class FaceTracker:
    """Follows the faces of one source.

    Args:
        finder: the detector.
    """

    def __init__(self, finder: FaceFinder) -> None:
        self._finder = finder
        self._known: _Known | None = None

    def faces(self, bgr: Picture, at_s: float, cells: Picture | None = None) -> Faces:
        """The faces of the picture taken at `at_s`; times must not go backwards. `cells`: see `picture.reduced`."""
        cells = reduced(bgr) if cells is None else cells
        known = self._known
        if known is None or known.shape != bgr.shape or self._is_time(known, cells, at_s):
            now = self._search(bgr, at_s, cells)
        elif known.found.faces:
            now = self._follow(known, bgr) or self._search(bgr, at_s, cells)
        else:
            now = known
        rest_is_due = now.searched_s == at_s or at_s - now.rest_s >= REST_EVERY_S - 1e-6
        self._known = replace(now, rest_s=at_s) if rest_is_due else now
        return replace(now.found, rest_is_due=rest_is_due)

    def _is_time(self, known: _Known, cells: Picture, at_s: float) -> bool:
        since_s = at_s - known.searched_s
        if since_s >= (SEARCH_EVERY_S if known.found.faces else SEARCH_FOR_SOMEBODY_EVERY_S) - 1e-6:
            return True
        changed = _changed(known, cells)
        return changed and (since_s >= SEARCH_AT_MOST_EVERY_S - 1e-6 or not known.found.faces)

    def _search(self, bgr: Picture, at_s: float, cells: Picture) -> _Known:
        before = self._known if self._known and self._known.shape == bgr.shape else None
        faces = self._finder.search(bgr)
        if faces:
            faces = (self._measured(before, bgr, faces[0]), *faces[1:])
        turned_s = before.turned_s if before else -TURN_EVERY_S
        upside_down = bool(before and before.found.upside_down)
        if (faces[0].score if faces else 0.0) >= CLEAR_SCORE:
            upside_down = False
        elif before is None or at_s - turned_s >= TURN_EVERY_S - 1e-6:
            turned_s, upside_down = at_s, self._is_clearer_turned(bgr, faces)
        found = Faces((), upside_down=True) if upside_down else Faces(faces)
        patch = _patch(bgr, found.faces[0]) if found.faces else None
        return _Known(found, found.faces[:1], at_s, at_s, turned_s, bgr.shape, cells, patch)

    def _measured(self, before: _Known | None, bgr: Picture, face: Face) -> Face:
        """The face just found with fine landmarks: those known, when it has stood still since then."""
        known = before.found.faces[0] if before and before.found.faces else None
        if before is None or known is None or not _is_same_place(known, face):
            return self._finder.refine(bgr, face)
        if before.patch is not None and _is_still(before.patch, _patch(bgr, known)):
            return replace(known, score=face.score)
        return self._finder.refine(bgr, face, roll_of_deg(known))

    def _is_clearer_turned(self, bgr: Picture, faces: tuple[Face, ...]) -> bool:
        """Does a face come out clearer when the picture is turned half round?

        The detector also finds faces that stand on their heads, less surely: this tells 95 of 96 turned pictures, and
        none of 288 upright ones (docs/vision.md).
        """
        score = faces[0].score if faces else 0.0
        turned = self._finder.search(cv2.rotate(bgr, cv2.ROTATE_180))
        return bool(turned) and turned[0].score >= max(SURE_SCORE, score + CLEARER_BY)

    def _follow(self, known: _Known, bgr: Picture) -> _Known | None:
        """The same with the largest face where it is now; None when it is not near where it was."""
        face, *others = known.found.faces
        patch = _patch(bgr, face)
        if known.patch is not None and _is_still(known.patch, patch):
            return known
        moved = self._finder.follow(bgr, face)
        if moved is None:
            return None
        return replace(known, found=Faces((moved, *others)), patch=_patch(bgr, moved))


def _is_same_place(one: Face, other: Face) -> bool:
    across = abs(one.left + one.width / 2 - other.left - other.width / 2)
    down = abs(one.top + one.height / 2 - other.top - other.height / 2)
    return across + down < SAME_PLACE * other.width


def _changed(known: _Known, cells: Picture) -> bool:
    """Has enough of the picture changed, apart from the known person, that somebody may have come in?"""
    differs = cv2.absdiff(cells, known.cells).max(axis=2) > CELL_CODES
    for face in (*known.found.faces, *known.was_at):
        differs &= ~_person(face, known.shape, cells.shape)
    return float(differs.mean()) >= CELLS_SHARE


def _person(face: Face, shape: tuple[int, ...], cells: tuple[int, ...]) -> NDArray[np.bool_]:
    """The cells of a picture of that shape where the head and the body below it may be."""
    x = (np.arange(cells[1]) + 0.5)[None, :] * shape[1] / cells[1] - (face.left + face.width / 2)
    y = (np.arange(cells[0]) + 0.5)[:, None] * shape[0] / cells[0] - (face.top + face.height / 2)
    head = (np.abs(x) < HEAD[0] * face.width) & (np.abs(y) < HEAD[1] * face.height)
    body = (np.abs(x) < BODY * face.width) & (y > 0.5 * face.height)
    return head | body


def _patch(bgr: Picture, face: Face) -> NDArray[np.float32]:
    """The picture round a face in grey, reduced to `PATCH_PX` each way."""
    height_px, width_px = bgr.shape[:2]
    half = PATCH_MARGIN * max(face.width, face.height) / 2
    x, y = face.left + face.width / 2, face.top + face.height / 2
    left, right = (int(np.clip(each, 0, width_px - 1)) for each in (x - half, x + half))
    top, bottom = (int(np.clip(each, 0, height_px - 1)) for each in (y - half, y + half))
    step = max(1, (bottom - top) // (8 * PATCH_PX))
    around = np.ascontiguousarray(bgr[top : bottom + 1 : step, left : right + 1 : step])
    small = cv2.resize(around, (PATCH_PX, PATCH_PX), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)


def _is_still(before: NDArray[np.float32], now: NDArray[np.float32]) -> bool:
    return float(np.abs(before - now).mean()) < max(STILL_CODES, STILL_SHARE * float(before.std()))

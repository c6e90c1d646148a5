"""Faces in pictures that follow each other: searched for everywhere now and then, followed in between.

What the detector finds is a face when the face mesh agrees: the detector alone takes the back of a head, or a pattern,
for one. The first face is the person at the computer: the largest.

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
from readiness.measures.video.face_mesh import FaceMesh, Mesh
from readiness.measures.video.image_quality import Picture, reduced

SEARCH_EVERY_S = 1.6
"""Somebody who was there all along, and now turns to the camera, is found this soon."""
SEARCH_FOR_SOMEBODY_EVERY_S = 0.8
"""When nobody is seen."""
SEARCH_AT_MOST_EVERY_S = 0.4
"""Somebody who comes in changes the picture outside the known person; waving hands do as well, so not at each look."""
REST_EVERY_S = 1.0
"""Every window of one second holds a look at what changes slowly."""
MESH_EVERY_S = 1.0
"""A face that moves keeps its mesh so long, moved with it; the mesh costs as much as a search."""
TURN_EVERY_S = 1.0
PRESENT, SURELY_PRESENT = 0.5, 0.9
"""What the mesh must say of a face that the detector is sure of, and of one that it is not. All 288 labelled portraits
have over 0.99, the backs of heads and smeared bystanders under 0.01."""
MOST_FACES = 6
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

    Attributes:
        faces: they.
        mesh: the first one's points.
        doubtful: what the detector is sure of and the mesh is not: heads turned away, people out of focus, pictures.
        rest_is_due: it is time to measure what changes slowly, the background and the lens.
    """

    faces: tuple[Face, ...] = ()
    mesh: Mesh | None = None
    doubtful: tuple[Face, ...] = ()
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
    mesh_s: float
    turned_s: float
    shape: tuple[int, ...]
    cells: Picture
    patch: NDArray[np.float32] | None


class FaceTracker:
    """Follows the faces of one source.

    Args:
        finder: the detector.
        mesh: says whether what it finds is a face, and where its features are.
    """

    def __init__(self, finder: FaceFinder, mesh: FaceMesh) -> None:
        self._finder = finder
        self._mesh = mesh
        self._known: _Known | None = None

    def faces(self, bgr: Picture, at_s: float, cells: Picture | None = None) -> Faces:
        """The faces of the picture taken at `at_s`; times must not go backwards. `cells`: see `picture.reduced`."""
        cells = reduced(bgr) if cells is None else cells
        known = self._known
        if known is None or known.shape != bgr.shape or self._is_time(known, cells, at_s):
            now = self._search(bgr, at_s, cells)
        elif known.found.faces:
            now = self._follow(known, bgr, at_s) or self._search(bgr, at_s, cells)
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
        candidates = self._finder.search(bgr)[:MOST_FACES]
        found = self._confirmed(before, bgr, candidates)
        turned_s = before.turned_s if before else -TURN_EVERY_S
        upside_down = bool(before and before.found.upside_down)
        if (candidates[0].score if candidates else 0.0) >= CLEAR_SCORE:
            upside_down = False
        elif before is None or at_s - turned_s >= TURN_EVERY_S - 1e-6:
            turned_s, upside_down = at_s, self._is_clearer_turned(bgr, candidates)
        if upside_down:
            found = Faces(upside_down=True)
        patch = _patch(bgr, found.faces[0]) if found.faces else None
        return _Known(found, found.faces[:1], at_s, at_s, at_s, turned_s, bgr.shape, cells, patch)

    def _confirmed(self, before: _Known | None, bgr: Picture, candidates: tuple[Face, ...]) -> Faces:
        """Those of the candidates that the mesh takes for faces, the first of them with fine landmarks."""
        faces: list[Face] = []
        doubtful: list[Face] = []
        mesh: Mesh | None = None
        for candidate in candidates:
            known = before.found if before and not faces else None
            if before and known and known.mesh and self._has_stood_still(before, bgr, candidate):
                face, points = replace(known.faces[0], score=candidate.score), known.mesh
            else:
                face = self._refined(before if not faces else None, bgr, candidate)
                points = self._mesh.measure(bgr, face)
            is_sure = candidate.score >= SURE_SCORE
            if points.presence >= (PRESENT if is_sure else SURELY_PRESENT):
                mesh = mesh or points
                faces.append(face)
            elif is_sure:
                doubtful.append(candidate)
        return Faces(tuple(faces), mesh, tuple(doubtful))

    @staticmethod
    def _has_stood_still(before: _Known, bgr: Picture, face: Face) -> bool:
        """Is the face just found the known one, where it was?"""
        known = before.found.faces[0]
        same = before.patch is not None and _is_same_place(known, face)
        return same and before.patch is not None and _is_still(before.patch, _patch(bgr, known))

    def _refined(self, before: _Known | None, bgr: Picture, face: Face) -> Face:
        """The face just found with fine landmarks, which are sought at the known tilt when it is the known one."""
        known = before.found.faces[0] if before and before.found.faces else None
        is_known = known is not None and _is_same_place(known, face)
        return self._finder.refine(bgr, face, roll_of_deg(known) if known and is_known else None)

    def _is_clearer_turned(self, bgr: Picture, faces: tuple[Face, ...]) -> bool:
        """Does a face come out clearer when the picture is turned half round?

        The detector also finds faces that stand on their heads, less surely: this tells 95 of 96 turned pictures, and
        none of 288 upright ones (docs/vision.md).
        """
        score = faces[0].score if faces else 0.0
        turned = self._finder.search(cv2.rotate(bgr, cv2.ROTATE_180))
        return bool(turned) and turned[0].score >= max(SURE_SCORE, score + CLEARER_BY)

    def _follow(self, known: _Known, bgr: Picture, at_s: float) -> _Known | None:
        """The same with the largest face where it is now; None when it is not near where it was."""
        face, *others = known.found.faces
        patch = _patch(bgr, face)
        if known.patch is not None and _is_still(known.patch, patch):
            return known
        moved = self._finder.follow(bgr, face)
        if moved is None:
            return None
        mesh, mesh_s = known.found.mesh, known.mesh_s
        if mesh is None or at_s - mesh_s >= MESH_EVERY_S - 1e-6:
            mesh, mesh_s = self._mesh.measure(bgr, moved), at_s
            if mesh.presence < PRESENT:
                return None
        else:
            mesh = mesh.moved(face, moved)
        found = replace(known.found, faces=(moved, *others), mesh=mesh)
        return replace(known, found=found, mesh_s=mesh_s, patch=_patch(bgr, moved))


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

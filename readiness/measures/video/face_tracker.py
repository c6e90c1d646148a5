"""Tracking faces in consecutive frames: an occasional full search, and following the known face in between.

A detection counts as a face only if the face mesh confirms it, since the detector alone is fooled by the back of a head
or by patterns. The most prominent face (`FaceFinder.search`) is the person at the computer.

The first frame is always searched, so a still picture and the first frame of a stream give the same result. Between
searches the known face is followed on a close-up, but only if its surroundings have changed, so that a person who sits
still costs almost no CPU time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from readiness.measures.video.face_finder import SURE_SCORE, Face, FaceFinder, roll_of_deg
from readiness.measures.video.face_mesh import PRESENT, SURELY_PRESENT, FaceMesh, Mesh
from readiness.measures.video.image_quality import Picture, reduced
from readiness.measures.video.movement import changed_cells, has_moved
from readiness.measures.video.picture_turn import CLEAR_SCORE, turn_of
from readiness.measures.video.stillness import (
    BYSTANDER_AFTER_S,
    PERSON_AFTER_S,
    Patch,
    Stillness,
    face_patch,
    is_same_place,
    is_still,
)

SEARCH_EVERY_S = 1.6
"""Search interval; somebody already present who turns to the camera is found within this time."""
SEARCH_UNCHANGED_EVERY_S = 4.8
"""Search interval while nothing in the picture has moved, so that a search would find what the last one did."""
SEARCH_FOR_SOMEBODY_EVERY_S = 0.8
"""Search interval while nobody is visible."""
MIN_SEARCH_INTERVAL_S, SEARCH_INTERVAL_IN_TURMOIL_S = 0.4, 0.8
"""Minimum search interval after a change outside the known person, which may be somebody coming in or waving hands; and
while it has gone on changing since the search before, as with a laptop on a lap."""
SLOW_EVERY_S = 1.0
"""Interval for measuring what changes slowly: background, lens and sharpness. Every window of one second has one."""
MESH_EVERY_S = 1.0
"""A moving face's mesh is transformed for this long before it is recomputed, which costs as much as a search."""
TURN_EVERY_S, TURN_KNOWN_EVERY_S = 1.0, 10.0
"""Minimum interval between searches of the picture turned round, and that while the known face stays where it is. It is
not turned again while nothing moves."""
MAX_FACES = 6

HEAD, BODY = (1.0, 1.0), 2.0
"""Half the size of a head with hair, and half the width of the shoulders, in units of the face box."""
CELL_CODES, CELLS_SHARE = 12.0, 0.02
"""The room has changed if this share of the picture's 64 × 36 cells differs by `CELL_CODES`."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of one frame.

    Attributes:
        faces: the confirmed faces, the person's own first; empty if the picture is not the right way up.
        mesh: the first face's mesh.
        doubtful: detections that the mesh does not confirm: heads turned away, people out of focus, pictures; and faces
            that the picture's edge cuts.
        upside_down, on_its_side: whether the picture is turned by half a turn, or by a quarter.
        person_still: whether the first face has not moved for a while; None if there is none.
        others_still: whether none of the other faces has moved for a while, as pictures do; None if there are none.
        slow_is_due: whether background, lens and sharpness, which change slowly, should be measured in this frame.
    """

    faces: tuple[Face, ...] = ()
    mesh: Mesh | None = None
    doubtful: tuple[Face, ...] = ()
    upside_down: bool = False
    on_its_side: bool = False
    person_still: bool | None = None
    others_still: bool | None = None
    slow_is_due: bool = True


@dataclass(frozen=True, slots=True)
class _Known:
    """State since the last search: the faces, and reduced pictures for detecting changes.

    `for_change`: that search was made because something had changed, and found as many faces as the one before.
    `was_at` is the first face's position at that search, `found` has its current one. `cells` is the whole picture at
    the search; `patch` is the face when it was last measured.
    """

    found: Faces
    for_change: bool
    was_at: tuple[Face, ...]
    searched_s: float
    slow_s: float
    mesh_s: float
    turned_s: float
    shape: tuple[int, ...]
    cells: Picture
    patch: Patch | None


class FaceTracker:
    """Follows the faces of one source.

    Args:
        finder: the detector.
        mesh: the model that confirms faces and locates their features.
    """

    def __init__(self, finder: FaceFinder, mesh: FaceMesh) -> None:
        self._finder = finder
        self._mesh = mesh
        self._known: _Known | None = None
        self._bystanders = Stillness(BYSTANDER_AFTER_S)
        self._person = Stillness(PERSON_AFTER_S)

    def faces(self, bgr: Picture, at_s: float, cells: Picture | None = None) -> Faces:
        """Return the faces in a frame.

        Args:
            bgr: the frame.
            at_s: its time, seconds; must not decrease between calls.
            cells: the frame as returned by `image_quality.reduced`, if already computed.
        """
        cells = reduced(bgr) if cells is None else cells
        known = self._known
        if known is None or known.shape != bgr.shape or self._must_search(known, cells, at_s):
            now = self._search(bgr, at_s, cells)
        elif known.found.faces:
            now = self._follow(known, bgr, at_s) or self._search(bgr, at_s, cells)
        else:
            now = known
        slow_is_due = now.searched_s == at_s or at_s - now.slow_s >= SLOW_EVERY_S - 1e-6
        self._known = replace(now, slow_s=at_s) if slow_is_due else now
        faces = now.found.faces
        return replace(
            now.found,
            person_still=self._person.add(bgr, faces[:1], at_s),
            others_still=self._bystanders.add(bgr, faces[1:], at_s),
            slow_is_due=slow_is_due,
        )

    def _must_search(self, known: _Known, cells: Picture, at_s: float) -> bool:
        since_s = at_s - known.searched_s
        every_s = SEARCH_FOR_SOMEBODY_EVERY_S
        if known.found.faces:
            every_s = SEARCH_EVERY_S if has_moved(cells, known.cells) else SEARCH_UNCHANGED_EVERY_S
        if since_s >= every_s - 1e-6:
            return True
        at_most_every_s = SEARCH_INTERVAL_IN_TURMOIL_S if known.for_change else MIN_SEARCH_INTERVAL_S
        return _changed(known, cells) and (since_s >= at_most_every_s - 1e-6 or not known.found.faces)

    def _search(self, bgr: Picture, at_s: float, cells: Picture) -> _Known:
        before = self._known if self._known and self._known.shape == bgr.shape else None
        candidates = self._finder.search(bgr)[:MAX_FACES]
        score = max((each.score for each in candidates), default=0.0)
        found = self._confirmed(before, bgr, candidates)
        turned_s = before.turned_s if before else -TURN_EVERY_S
        turned = replace(before.found, faces=(), mesh=None, doubtful=()) if before else Faces()
        if score >= CLEAR_SCORE:
            turned = Faces()
        elif before is None or _may_be_turned(before, found, cells, at_s):
            shows_face = found.mesh is not None and found.mesh.presence >= SURELY_PRESENT
            turn = turn_of(bgr, self._finder, self._mesh, score, shows_face=shows_face)
            turned_s, turned = at_s, Faces(upside_down=turn == "half", on_its_side=turn == "quarter")
        if turned.upside_down or turned.on_its_side:
            found = turned
        if found.faces:
            whole = (*found.faces, *found.doubtful)
            cut = (each for each in self._finder.cut_by_edge(bgr) if all(_is_beside(each, [face]) for face in whole))
            found = replace(found, doubtful=(*found.doubtful, *cut))
        patch = face_patch(bgr, found.faces[0]) if found.faces else None
        for_change = before is not None and len(before.found.faces) == len(found.faces) and _changed(before, cells)
        return _Known(found, for_change, found.faces[:1], at_s, at_s, at_s, turned_s, bgr.shape, cells, patch)

    def _confirmed(self, before: _Known | None, bgr: Picture, candidates: tuple[Face, ...]) -> Faces:
        """Return the candidates that the mesh confirms, the first one with refined landmarks."""
        faces: list[Face] = []
        refused: list[Face] = []
        mesh: Mesh | None = None
        for candidate in candidates:
            known = before.found if before and not faces else None
            if before and known and known.mesh and self._has_stood_still(before, bgr, candidate):
                face, points = replace(known.faces[0], score=candidate.score), known.mesh
            else:
                face = self._refined(before if not faces else None, bgr, candidate)
                points = self._mesh.measure(bgr, face)
            if points.presence >= PRESENT:
                mesh = mesh or points
                faces.append(face)
            else:
                refused.append(candidate)
        doubtful = [each for each in refused if each.score >= SURE_SCORE or _is_beside(each, faces)]
        return Faces(tuple(faces), mesh, tuple(doubtful))

    @staticmethod
    def _has_stood_still(before: _Known, bgr: Picture, face: Face) -> bool:
        """Whether a detected face is the known one, unmoved."""
        known = before.found.faces[0]
        same = before.patch is not None and is_same_place(known, face)
        return same and before.patch is not None and is_still(before.patch, face_patch(bgr, known))

    def _refined(self, before: _Known | None, bgr: Picture, face: Face) -> Face:
        """Refine a detected face's landmarks, starting from the known roll if it is the known face."""
        known = before.found.faces[0] if before and before.found.faces else None
        is_known = known is not None and is_same_place(known, face)
        return self._finder.refine(bgr, face, roll_of_deg(known) if known and is_known else None)

    def _follow(self, known: _Known, bgr: Picture, at_s: float) -> _Known | None:
        """Update the first face's position; None if it is no longer nearby."""
        face, *others = known.found.faces
        patch = face_patch(bgr, face)
        if known.patch is not None and is_still(known.patch, patch):
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
        return replace(known, found=found, mesh_s=mesh_s, patch=face_patch(bgr, moved))


def _may_be_turned(before: _Known, found: Faces, cells: Picture, at_s: float) -> bool:
    """Whether it is time to look at the picture turned round: seldom while the known face stays where it is."""
    stays = bool(before.found.faces and found.faces) and is_same_place(before.found.faces[0], found.faces[0])
    every_s = TURN_KNOWN_EVERY_S if stays else TURN_EVERY_S
    return has_moved(cells, before.cells) and at_s - before.turned_s >= every_s - 1e-6


def _is_beside(candidate: Face, faces: list[Face]) -> bool:
    """Whether a detection is at least the person's face width away from them.

    Nearer, it is their own hand, collar or hair. There the detector was half sure of something in 4 of 24 real pictures
    with others in them, and in none of 79 without.
    """
    if not faces:
        return False
    across = abs(candidate.left + candidate.width / 2 - faces[0].left - faces[0].width / 2)
    return across > faces[0].width


def _changed(known: _Known, cells: Picture) -> bool:
    """Whether enough of the picture outside the known person has changed for somebody to have come in."""
    differs = changed_cells(cells, known.cells, CELL_CODES)
    for face in (*known.found.faces, *known.was_at):
        differs &= ~_person(face, known.shape, cells.shape)
    return float(differs.mean()) >= CELLS_SHARE


def _person(face: Face, shape: tuple[int, ...], cells: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return the mask of cells in which the head and body of a face may be, for a picture of that shape."""
    x = (np.arange(cells[1]) + 0.5)[None, :] * shape[1] / cells[1] - (face.left + face.width / 2)
    y = (np.arange(cells[0]) + 0.5)[:, None] * shape[0] / cells[0] - (face.top + face.height / 2)
    head = (np.abs(x) < HEAD[0] * face.width) & (np.abs(y) < HEAD[1] * face.height)
    body = (np.abs(x) < BODY * face.width) & (y > 0.5 * face.height)
    return head | body

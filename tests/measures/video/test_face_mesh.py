"""The mesh lies on the face, and knows a face from what only looks like one to the detector."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from portrait import Picture, scene

from readiness.measures.video.face_finder import Face, FaceFinder
from readiness.measures.video.face_mesh import FaceMesh, Mesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model

RIGHT_EYE_OUTER, LEFT_EYE_OUTER, CHIN, FOREHEAD = 33, 263, 152, 10


@pytest.fixture(scope="module")
def mesh() -> FaceMesh:
    return FaceMesh(read_face_model(FACE_MESH))


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder(read_face_model())


def _turned(bgr: Picture, degrees: float) -> Picture:
    height_px, width_px = bgr.shape[:2]
    into = cv2.getRotationMatrix2D((width_px / 2, height_px / 2), degrees, 1.0)
    return cv2.warpAffine(bgr, into, (width_px, height_px), borderMode=cv2.BORDER_REPLICATE)


@pytest.mark.parametrize("degrees", [0, 25, -25])
def test_the_points_lie_on_the_face(mesh: FaceMesh, finder: FaceFinder, degrees: float) -> None:
    picture = _turned(scene(), degrees)
    (face,) = finder.find(picture)
    measured = mesh.measure(picture, face)
    assert measured.presence > 0.99
    eyes = (measured.points[RIGHT_EYE_OUTER] + measured.points[LEFT_EYE_OUTER]) / 2
    between = (np.array(face.right_eye) + np.array(face.left_eye)) / 2
    assert math.dist(eyes, between) < 0.1 * face.height
    assert _height(measured) == pytest.approx(face.height, rel=0.2)


def test_wall_is_not_a_face(mesh: FaceMesh) -> None:
    wall = np.full((720, 1280, 3), 128, np.uint8)
    point = (640.0, 300.0)
    nobody = Face(540, 200, 200, 260, (600, 280), (680, 280), point, (610, 380), (670, 380), 0.9)
    assert mesh.measure(wall, nobody).presence < 0.5


def _height(measured: Mesh) -> float:
    return math.dist(measured.points[FOREHEAD], measured.points[CHIN])

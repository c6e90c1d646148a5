"""Writing the program's icon file with all sizes that the systems use."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice

from readiness.ui.theme.application_icon import SIZES_PX, picture


def write_icon(path: Path) -> Path:
    """Write the icon in the format given by the suffix: `.ico` for Windows, `.icns` for macOS.

    Raises:
        ValueError: another suffix.
        OSError: it could not be written.
    """
    if path.suffix not in {".ico", ".icns"}:
        raise ValueError(f"{path.name}: an icon file ends with .ico or .icns")
    pictures = [_as_pillow(side_px) for side_px in SIZES_PX]
    path.parent.mkdir(parents=True, exist_ok=True)
    pictures[-1].save(path, append_images=pictures[:-1], sizes=[each.size for each in pictures])
    return path


def _as_pillow(side_px: int) -> Image.Image:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture(side_px).save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(held.data())).convert("RGBA")

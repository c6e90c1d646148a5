"""A cabinet as other programs read it: Debian's msitools, and Wine's own reader in `tests/test_installer.py`."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from installer.cabinet import BLOCK_BYTES, write_cabinet


def contents() -> dict[str, bytes]:
    drawn = random.Random(11)  # noqa: S311
    return {
        "empty": b"",
        "one": b"1",
        "text": b"the same words over and over " * 9_000,
        "noise": drawn.randbytes(3 * BLOCK_BYTES + 5),
        "exact": bytes(BLOCK_BYTES),
        "last": drawn.randbytes(BLOCK_BYTES // 2) * 5,
    }


@pytest.fixture
def cabinet(tmp_path: Path) -> Path:
    files = {name: tmp_path / name for name in contents()}
    for name, content in contents().items():
        files[name].write_bytes(content)
    made = tmp_path / "made.cab"
    write_cabinet(made, files)
    return made


@pytest.mark.linux
def test_another_program_extracts_every_byte(cabinet: Path, tmp_path: Path) -> None:
    subprocess.run(["cabextract", "--quiet", "--directory", tmp_path / "out", cabinet], check=True)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == contents()


def test_block_compression_uses_the_previous_block(cabinet: Path) -> None:
    """Half a block of noise, five times: it is written down once."""
    noise = 3 * BLOCK_BYTES + BLOCK_BYTES // 2
    assert noise < cabinet.stat().st_size < noise + 8_000

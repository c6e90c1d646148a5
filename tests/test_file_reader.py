"""Files that are there, that are not, and of which that cannot be known."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.file_reader import exists, is_file, is_folder

UNTOLD = "x" * 300
"""No file can have such a long name, which the system says with an error."""


def test_file_folder_and_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    asked = {
        name: [ask(tmp_path / name) for ask in (exists, is_file, is_folder)] for name in (".", "file", "no", "file/no")
    }
    assert asked == {
        ".": [True, False, True],
        "file": [True, True, False],
        "no": [False, False, False],
        "file/no": [False, False, False],
    }


def test_what_cannot_be_told_is_an_error_or_no(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=UNTOLD):
        exists(tmp_path / UNTOLD)
    assert not is_file(tmp_path / UNTOLD)
    assert not is_folder(tmp_path / UNTOLD)

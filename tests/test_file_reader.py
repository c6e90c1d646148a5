"""Files that are there, that are not, and of which that cannot be known."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.file_reader import TooLargeError, exists, is_file, is_folder, read_file, text_of

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


@pytest.mark.linux
def test_a_file_of_sysfs_is_not_as_large_as_it_says() -> None:
    file = Path("/sys/class/net/lo/mtu")
    assert file.stat().st_size > 1000
    assert text_of(file, 1000).strip().isdigit()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"123")
    assert read_file(file, 3) == b"123"
    with pytest.raises(TooLargeError):
        read_file(file, 2)

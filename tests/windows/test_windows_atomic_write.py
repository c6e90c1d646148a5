"""Replacing a file that another program has open, which Windows refuses for as long as it is open."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from readiness.host.system.security_windows import descriptor
from readiness.storage.atomic_write import make_folder, write_all_atomically, write_atomically

assert sys.platform == "win32"


@pytest.mark.parametrize(
    "write", [write_atomically, lambda path, content: write_all_atomically({path: content})], ids=["one", "several"]
)
def test_file_that_a_scanner_has_open_for_a_moment_is_replaced(
    write: Callable[[Path, bytes], None], tmp_path: Path
) -> None:
    path = tmp_path / "remembered.json"
    path.write_bytes(b"before")
    with path.open("rb") as scanned:
        scanner = threading.Thread(target=end_scan_once_there_is_something_new, args=(scanned, tmp_path))
        scanner.start()
        write(path, b"after")
    scanner.join()
    assert path.read_bytes() == b"after"


def end_scan_once_there_is_something_new(scanned: BinaryIO, folder: Path) -> None:
    """From then on the file has half a second, and had none before."""
    while not any(folder.glob(".*.new")):
        threading.Event().wait(0.001)
    scanned.close()


def test_file_that_stays_open_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "remembered.json"
    path.write_bytes(b"before")
    with path.open("rb"), pytest.raises(PermissionError):
        write_atomically(path, b"after")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"before"]


def test_folder_has_the_rights_of_the_one_around_it(tmp_path: Path) -> None:
    make_folder(tmp_path / "own")
    (tmp_path / "plain").mkdir()
    assert descriptor(tmp_path / "own") == descriptor(tmp_path / "plain")

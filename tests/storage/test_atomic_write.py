from __future__ import annotations

import os
import resource
import signal
import stat
from pathlib import Path

import pytest

from readiness.storage.atomic_write import write_atomically


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        write_atomically(tmp_path / "file" / "kept", b"content")


def test_others_may_read_what_the_umask_lets_them(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_atomically(tmp_path / "kept", b"content")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o644


def test_a_disk_that_gets_full_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    write_atomically(path, b"before")
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    quiet = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, unlimited[1]))
    try:
        with pytest.raises(OSError, match="large"):
            write_atomically(path, b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        signal.signal(signal.SIGXFSZ, quiet)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]

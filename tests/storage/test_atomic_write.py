from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from readiness.storage.atomic_write import set_aside, write_all_atomically, write_atomically


def test_folder_that_cannot_be_created_raises(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        write_atomically(tmp_path / "file" / "target", b"content")


@pytest.mark.parametrize(("private", "mode", "folder_mode"), [(True, 0o600, 0o700), (False, 0o644, 0o755)])
def test_stored_files_are_private_and_shared_files_follow_the_umask(
    tmp_path: Path,
    private: bool,  # noqa: FBT001
    mode: int,
    folder_mode: int,
) -> None:
    before = os.umask(0o022)
    try:
        write_atomically(tmp_path / "folder" / "target", b"content", private=private)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "folder" / "target").stat().st_mode) == mode
    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == folder_mode


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_replaced_file_keeps_its_access_rights(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "target"
    path.write_bytes(b"before")
    path.chmod(mode)
    write_atomically(path, b"after", private=False)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"after", mode)


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/null"), Path.mkdir])
def test_only_regular_files_are_replaced(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "target")
    before = (tmp_path / "target").lstat()
    with pytest.raises(OSError, match="not a regular file"):
        write_atomically(tmp_path / "target", b"content")
    assert (tmp_path / "target").lstat().st_ino == before.st_ino
    assert len(list(tmp_path.iterdir())) == 1


def test_earlier_set_aside_files_are_not_overwritten(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / "remembered.json").write_text(str(number))
        set_aside(tmp_path / "remembered.json")
    names = ("remembered.damaged", "remembered.damaged-2", "remembered.damaged-3")
    assert [(tmp_path / name).read_text() for name in names] == ["0", "1", "2"]


def test_full_disk_does_not_lose_the_old_content(tmp_path: Path) -> None:
    path = tmp_path / "target"
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


@pytest.mark.parametrize("taken", ["1", "9"])
def test_several_files_are_written_all_or_none(tmp_path: Path, taken: str) -> None:
    paths = {tmp_path / str(nth): b"after" for nth in range(1, 10)}
    write_all_atomically(dict.fromkeys(paths, b"before"))
    (tmp_path / taken).unlink()
    (tmp_path / taken).mkdir()
    with pytest.raises(OSError, match="not a regular file"):
        write_all_atomically(paths)
    assert set(tmp_path.iterdir()) == set(paths)
    assert {path.read_bytes() for path in paths if path.is_file()} == {b"before"}


@pytest.mark.parametrize("present", [b"", b"first"])
def test_exclusive_write_never_replaces(tmp_path: Path, present: bytes) -> None:
    path = tmp_path / "target"
    path.write_bytes(present)
    with pytest.raises(FileExistsError):
        write_atomically(path, b"second", exclusive=True)
    assert path.read_bytes() == present
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.linux
@pytest.mark.parametrize("without_hard_links", [False, True])
def test_exclusive_write_creates_on_any_file_system(tmp_path: Path, without_hard_links: bool) -> None:  # noqa: FBT001
    """`strace` gives the answer of a file system without hard links, FAT for example."""
    code = (
        "import sys, pathlib; from readiness.storage.atomic_write import write_atomically\n"
        "write_atomically(pathlib.Path(sys.argv[1]), sys.argv[2].encode(), exclusive=True)"
    )
    refusal = ["strace", "-qq", "-o", os.devnull, "-e", "trace=link,linkat", "-e", "inject=link,linkat:error=EPERM"]
    target = tmp_path / "folder" / "target"
    command = [*(refusal if without_hard_links else []), sys.executable, "-c", code, str(target)]
    first = subprocess.run([*command, "first"], capture_output=True, text=True, check=False)
    second = subprocess.run([*command, "second"], capture_output=True, text=True, check=False)
    assert (first.returncode, first.stderr) == (0, "")
    assert "FileExistsError" in second.stderr
    assert list(target.parent.iterdir()) == [target]
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"first", 0o600)

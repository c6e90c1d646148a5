"""Reports into a folder that may be full, away or locked: nothing is lost, and nothing is ever half there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.report.delivery import MAX_BYTES, MAX_WAITING, deliver


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def waiting(spool: Path) -> list[str]:
    """Return the files that are spooled for any folder."""
    return sorted(path.name for path in spool.glob("*/*"))


def test_files_are_delivered_to_a_created_folder(tmp_path: Path) -> None:
    assert deliver(tmp_path / "a" / "b", {"x.json": b"1", "y.prom": b"2"}, tmp_path / "spool") == ""
    assert names(tmp_path / "a" / "b") == ["x.json", "y.prom"]


def test_undelivered_files_are_spooled_and_delivered_next_time(tmp_path: Path) -> None:
    share, spool = tmp_path / "share", tmp_path / "spool"
    share.write_text("a file where the share should be")
    assert deliver(share, {"1.json": b"1", "s.prom": b"old"}, spool)
    assert waiting(spool) == ["1.json", "s.prom"]
    deliver(share, {"2.json": b"2", "s.prom": b"newer"}, spool)
    share.unlink()
    assert deliver(share, {"3.json": b"3", "s.prom": b"newest"}, spool) == ""
    assert not waiting(spool)
    assert {path.name: path.read_bytes() for path in share.iterdir()} == {
        "1.json": b"1",
        "2.json": b"2",
        "3.json": b"3",
        "s.prom": b"newest",
    }


@pytest.mark.parametrize("there", ["a file", "a link to itself"])
def test_what_stands_in_the_spools_place_is_set_aside(tmp_path: Path, there: str) -> None:
    share, spool = tmp_path / "share", tmp_path / "spool"
    spool.symlink_to(spool) if there == "a link to itself" else spool.write_text(there)
    assert deliver(share, {"1.json": b"1"}, spool) == ""
    away = tmp_path / "away"
    away.write_text("")
    assert deliver(away, {"2.json": b"2"}, spool)
    assert waiting(spool) == ["2.json"]
    assert os.path.lexists(tmp_path / "spool.damaged")


def test_spool_that_cannot_be_listed_costs_no_delivered_report(tmp_path: Path) -> None:
    spool = tmp_path / ("x" * 300)
    assert deliver(tmp_path / "share", {"1.json": b"1"}, spool) == ""


def test_spooled_files_go_to_their_own_folder_only(tmp_path: Path) -> None:
    away, here, spool = tmp_path / "away", tmp_path / "here", tmp_path / "spool"
    away.write_text("")
    deliver(away, {"1.json": b"1"}, spool)
    deliver(here, {"2.json": b"2"}, spool)
    assert names(here) == ["2.json"]


def test_undeliverable_file_does_not_hold_back_others(tmp_path: Path) -> None:
    share, spool = tmp_path / "share", tmp_path / "spool"
    share.write_text("")
    deliver(share, {"1.json": b"1", "2.json": b"2"}, spool)
    share.unlink()
    (share / "1.json").mkdir(parents=True)
    assert deliver(share, {"3.json": b"3"}, spool)
    assert waiting(spool) == ["1.json"]
    assert names(share) == ["1.json", "2.json", "3.json"]


def test_spool_is_limited_and_drops_the_oldest(tmp_path: Path) -> None:
    away, spool = tmp_path / "away", tmp_path / "spool"
    away.write_text("")
    assert deliver(away, {f"{number:04}.json": b"" for number in range(MAX_WAITING + 5)}, spool)
    assert (len(waiting(spool)), waiting(spool)[0]) == (MAX_WAITING, "0005.json")


def test_failure_of_delivery_and_spool_raises(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    with pytest.raises(NotADirectoryError):
        deliver(tmp_path / "a file", {"1.json": b"1"}, tmp_path / "a file" / "spool")


FULL_SHARE = """
import sys
from pathlib import Path
from readiness.report.delivery import deliver
folder, share = Path(sys.argv[1]), Path(sys.argv[1]) / "share"
reason = deliver(share, {"big.json": b"x" * 200_000}, folder / "spool")
assert reason
assert list(share.iterdir()) == [share / "other"], "half a file is left"
(share / "other").unlink()
again = deliver(share, {"next.json": b"y"}, folder / "spool")
assert again == "", again
assert (share / "big.json").stat().st_size == 200_000
"""


@pytest.mark.linux
def test_full_share_spools_the_report(tmp_path: Path) -> None:
    """A real file system of 256 KiB with 200 of them taken, in a mount namespace of its own."""
    (tmp_path / "share").mkdir()
    mount = f"mount -t tmpfs -o size=256k none {tmp_path}/share && head -c 200000 /dev/zero > {tmp_path}/share/other"
    command = f'{mount} && exec "$0" -c "$1" {tmp_path}'
    assert shutil.which("unshare"), "util-linux is part of every Debian"
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", command, sys.executable, FULL_SHARE],
        capture_output=True, text=True, check=False, timeout=60, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_reason_comes_from_the_system(tmp_path: Path) -> None:
    (tmp_path / "away").write_text("")
    reason = deliver(tmp_path / "away", {"1.json": b"1"}, tmp_path / "spool")
    assert reason == "there is something of that name already"


AT_ONCE = """
import sys
from pathlib import Path
from readiness.report.delivery import deliver
share, spool, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
sys.stdin.readline()
reason = deliver(share, {name: b"new"}, spool)
assert reason == "", reason
"""


def test_two_processes_emptying_one_spool_lose_nothing(tmp_path: Path) -> None:
    share, spool = tmp_path / "share", tmp_path / "spool"
    share.write_text("a file where the share should be")
    spooled = {f"{number}.json": b"old" for number in range(200)}
    assert deliver(share, spooled, spool)
    share.unlink()
    both = [
        subprocess.Popen([sys.executable, "-c", AT_ONCE, share, spool, f"new {each}.json"], stdin=subprocess.PIPE)
        for each in range(2)
    ]
    for each in both:
        each.communicate(b"now\n", timeout=60)
    assert [each.returncode for each in both] == [0, 0]
    assert not waiting(spool)
    assert set(names(share)) == {*spooled, "new 0.json", "new 1.json"}


def test_unreadable_spooled_file_does_not_hold_back_others(tmp_path: Path) -> None:
    share, spool = tmp_path / "share", tmp_path / "spool"
    share.write_text("")
    deliver(share, {"1.json": b"1", "2.json": b"2"}, spool)
    share.unlink()
    with next(spool.glob("*/1.json")).open("wb") as sparse:
        sparse.truncate(MAX_BYTES + 1)
    assert deliver(share, {"3.json": b"3"}, spool)
    assert waiting(spool) == ["1.json"]
    assert names(share) == ["2.json", "3.json"]


def test_folder_whose_name_is_not_unicode(tmp_path: Path) -> None:
    share = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    assert deliver(share, {"1.json": b"1"}, tmp_path / "spool") == ""

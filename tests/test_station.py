"""The station id in reports: random and stored, or as the policy defines it."""

from __future__ import annotations

import platform
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from readiness.host.system.asset_tag import asset_tag
from readiness.station import UNKNOWN, Station, station_id


def test_station_id_is_generated_once_and_stored(tmp_path: Path) -> None:
    first = station_id(Station(), tmp_path / "new folder")
    assert uuid.UUID(first).version == 4
    assert station_id(Station(), tmp_path / "new folder") == first
    assert station_id(Station(), tmp_path / "another") != first


@pytest.mark.parametrize("content", [b"", b"not a number", b"\xff\xfe", b"x" * 10_000])
def test_damaged_station_id_is_replaced_and_stored(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "station.id").write_bytes(content)
    found = station_id(Station(), tmp_path)
    assert uuid.UUID(found).version == 4
    assert station_id(Station(), tmp_path) == found


def test_programs_that_start_together_agree_on_the_station_id(tmp_path: Path) -> None:
    """Each process has imported everything before the first line lets it go on."""
    code = """
import pathlib, sys
from readiness.storage.station_number import ensure_station_number
print(flush=True)
for folder in range(50):
    sys.stdin.readline()
    print(ensure_station_number(pathlib.Path(sys.argv[1]) / str(folder)), flush=True)
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    pipe = subprocess.PIPE
    starts = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1) for _ in range(4)]
    try:
        for each in starts:
            assert each.stdout is not None
            assert each.stdout.readline()
        for folder in range(50):
            for each in starts:
                assert each.stdin is not None
                each.stdin.write("now\n")
            numbers = {each.stdout.readline().strip() for each in starts if each.stdout is not None}
            assert numbers == {(tmp_path / str(folder) / "station.id").read_text().strip()}
    finally:
        for each in starts:
            each.communicate()


def test_station_id_that_cannot_be_stored_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert station_id(Station(), tmp_path / "file" / "folder") == UNKNOWN


def test_policy_selects_computer_name_or_asset_tag(tmp_path: Path) -> None:
    assert station_id(Station(id="machine_name"), tmp_path) == platform.node()
    assert station_id(Station(id="asset_tag"), tmp_path) == (asset_tag() or station_id(Station(), tmp_path))

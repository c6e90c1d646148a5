"""The station id in reports: random and stored, or as the policy defines it."""

from __future__ import annotations

import platform
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


def test_station_id_that_cannot_be_stored_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert station_id(Station(), tmp_path / "file" / "folder") == UNKNOWN


def test_policy_selects_computer_name_or_asset_tag(tmp_path: Path) -> None:
    assert station_id(Station(id="machine_name"), tmp_path) == platform.node()
    assert station_id(Station(id="asset_tag"), tmp_path) == (asset_tag() or station_id(Station(), tmp_path))

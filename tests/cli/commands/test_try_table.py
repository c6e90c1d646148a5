"""A table of devices on standard input, as a technician's programs save it."""

from __future__ import annotations

import pytest

from readiness.cli.commands.try_it import as_text

TABLE = "name,platform\r\nHörlurar – Åsas AirPods,windows\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_table_is_read_in_any_usual_encoding_and_dialect(encoding: str) -> None:
    assert as_text(TABLE.encode(encoding)) == TABLE


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\xfe\xff\xd8", b"name\r\n\x81\xff"])
def test_undecodable_bytes_are_decoded_without_error(content: bytes) -> None:
    assert isinstance(as_text(content), str)

"""A table of devices on standard input, as a technician's programs save it."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import readiness

from readiness.cli.commands.try_it import as_text

TABLE = "name,platform\r\nHörlurar – Åsas AirPods,windows\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_table_is_read_in_any_usual_encoding_and_dialect(encoding: str) -> None:
    assert as_text(TABLE.encode(encoding)) == TABLE


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\xfe\xff\xd8", b"name\r\n\x81\xff"])
def test_undecodable_bytes_are_decoded_without_error(content: bytes) -> None:
    assert isinstance(as_text(content), str)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("namn,platform\r\n", "Första raden ska ha kolumnernas namn, ett av dem ”name”."),
        (f"name\r\n{'x' * 200_000}\r\n", "Tabellen går inte att läsa: "),
    ],
)
def test_what_is_wrong_with_a_table_is_told_in_the_persons_language(tmp_path: Path, table: str, sentence: str) -> None:
    wrong = readiness(tmp_path, "try", "headset", "-", "--lang", "sv", given=table)
    assert wrong.returncode == 2
    assert sentence in wrong.stderr

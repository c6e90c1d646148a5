"""Damages a Parquet file as a bad block of a disk does."""

from __future__ import annotations

from pathlib import Path

import duckdb

_PLACE = """SELECT coalesce(dictionary_page_offset, data_page_offset), total_compressed_size
FROM parquet_metadata($1) WHERE path_in_schema = $2"""


def damage(file: Path, column: str) -> None:
    """Overwrite the column's first row group."""
    offset, size = duckdb.execute(_PLACE, [str(file), column]).fetchall()[0]
    content = bytearray(file.read_bytes())
    content[offset : offset + size] = b"\xff" * size
    file.write_bytes(content)

"""Telling the archive's own Parquet files from damaged ones, unreadable ones and those of other programs.

Reading all of a file takes as long as asking every question. So a file is first judged by what it says of itself, and
read as a whole only once a query over it has failed.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from readiness.fleet.archive_schema import columns
from readiness.fleet.duckdb_connection import as_os_error, in_memory, sql_list
from readiness.fleet.rejected import Fault
from readiness.fleet.report_reader import FIRST_DAY
from readiness.model import Verdict

Answer = TypeVar("Answer")

MEMORY = "600MB"
"""DuckDB's memory limit while a file is read: an intact one of ours needs less than half of it."""

_NEVER_NULL = ("station", "station_number", "unit", "started_at", "started_us", "day", "verdict")
_ESSENTIAL = frozenset({*_NEVER_NULL, "blocking", "devices"})

_STATISTICS = f"""SELECT path_in_schema, stats_null_count, stats_min_value, stats_max_value
FROM parquet_metadata({{file}}) WHERE path_in_schema IN {_NEVER_NULL}"""  # noqa: S608

_STRANGE = """SELECT 1 FROM read_parquet({file}, hive_partitioning = false)
WHERE verdict NOT IN {verdicts} OR blocking IS NULL OR list_count(blocking) <> len(blocking) LIMIT 1"""
_EVERYTHING = "SELECT max(hash(COLUMNS(*))) FROM read_parquet({file}, hive_partitioning = false)"
"""A mere count would be answered from the statistics."""


class FilesError(Exception):
    """Files turned out to be damaged or unreadable in the middle of a query; the others can still be asked.

    Attributes:
        faults: the files, each with `Fault.DAMAGED` or `Fault.UNREADABLE`.
    """

    def __init__(self, faults: Mapping[Path, Fault]) -> None:
        super().__init__(*map(place_of, faults))
        self.faults = faults


def place_of(file: Path) -> str:
    """Return how a file is named to a person."""
    return f"{file.parent.name}/{file.name}"


def quick_fault(database: duckdb.DuckDBPyConnection, file: Path) -> Fault | None:
    """Return why this file cannot be queried, judging by its schema, statistics, verdicts and codes; None if it can."""
    place = {"file": sql_list([file]), "verdicts": tuple(each.value for each in Verdict)}
    try:
        with file.open("rb"):
            described = database.sql(f"FROM read_parquet({place['file']}, hive_partitioning = false)")
            found = dict(zip(described.columns, described.types, strict=True))
            statistics = database.execute(_STATISTICS.format(**place)).fetchall()
            is_ours = (
                _has_our_columns(found)
                and all(_is_plausible(*each) for each in statistics)
                and not database.execute(_STRANGE.format(**place)).fetchall()
            )
    except OSError:
        return Fault.UNREADABLE
    except duckdb.Error as error:
        return _fault(error)
    return None if is_ours else Fault.FOREIGN


def faults_in(files: Iterable[Path]) -> dict[Path, Fault]:
    """Return those of the files that cannot be read to the end, and why."""
    found = {}
    with in_memory(MEMORY) as database:
        for file in files:
            try:
                with file.open("rb"):
                    database.execute(_EVERYTHING.format(file=sql_list([file])))
            except OSError:
                found[file] = Fault.UNREADABLE
            except duckdb.Error as error:
                found[file] = _fault(error)
    return found


def with_intact(
    database: duckdb.DuckDBPyConnection, files: Iterable[Path], use: Callable[[Sequence[Path]], Answer]
) -> Answer:
    """Return what `use` returns for those of the files that are ours and not damaged.

    A file that cannot be read at the moment is not passed over: it will be back, and its reports would be there twice.

    Raises:
        duckdb.Error: no damaged file is the reason.
        OSError: a file cannot be read.
    """
    intact = []
    for file in files:
        fault = quick_fault(database, file)
        if fault is Fault.UNREADABLE:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(file))
        if fault is None:
            intact.append(file)
    try:
        return use(intact)
    except duckdb.Error:
        damaged = {file for file, fault in faults_in(intact).items() if fault is Fault.DAMAGED}
        if not damaged:
            raise
        return use([file for file in intact if file not in damaged])


def _fault(error: duckdb.Error) -> Fault:
    return Fault.UNREADABLE if as_os_error(error).errno else Fault.DAMAGED


def _has_our_columns(found: Mapping[str, Any]) -> bool:
    ours = {name: duckdb.sqltype(kind) for name, kind in columns().items()}
    return found.keys() >= _ESSENTIAL and all(_fits(found[name], ours[name]) for name in found.keys() & ours.keys())


def _fits(found: Any, ours: Any) -> bool:
    """Whether a column has our type; objects of other versions may have fewer fields, or more."""
    if found.id != ours.id or found.id not in {"struct", "list"}:
        return bool(found.id == ours.id)
    theirs = dict(found.children)
    return all(_fits(theirs[name], kind) for name, kind in ours.children if name in theirs)


def _is_plausible(column: str, nulls_count: int | None, least: str | None, most: str | None) -> bool:
    """Whether a row group's statistics of a column are such as this program writes; long texts have no least one."""
    if nulls_count != 0:
        return False
    if column == "day":
        return _is_day(least) and _is_day(most)
    if column == "started_us":
        return least is not None and most is not None and 0 <= int(least) <= int(most) < 2**62  # the queries double it
    return True


def _is_day(text: str | None) -> bool:
    try:
        return text is not None and date.fromisoformat(text) >= FIRST_DAY
    except ValueError:
        return False

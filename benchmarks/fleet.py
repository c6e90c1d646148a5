"""Time and memory of `readiness fleet`, next to DuckDB's own time for reading the same columns.

python benchmarks/fleet.py [REPORTS…] [--archive REPORTS…] [--engine URL]

For each size: NDJSON, the same with one bad line in a hundred, Parquet, single files (up to 100,000), and collecting.
`--archive` queries archives made by multiplying the last one collected, which makes ten million reports feasible: whole
reports, a file for each night, row groups as the collector writes them.
`--engine` also queries a cluster (`local[2]` is Spark on this machine's processors).

Every figure is for a fresh process from start to end; below 100,000 reports, the better of two. `s` is elapsed time and
`CPU s` processor time. The ratio is of processor times, which other programs hardly affect. The time per report shows
whether growth is linear.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import duckdb

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent)]

from synthetic_reports import lines  # noqa: E402

from readiness.fleet.archive_schema import KEPT, Facts, columns  # noqa: E402
from readiness.fleet.duckdb_connection import AS_PARQUET  # noqa: E402

MAX_SINGLE_FILES = 100_000
NOT_ASKED = frozenset({"findings", "policy", "policy_notices", "duration_s", "override"})
"""Columns of the archive that only a comparison of policies reads, or nothing."""

_ONE = """CREATE TEMP TABLE one AS SELECT *, row_number() OVER () AS nth
    FROM read_parquet('{files}', hive_partitioning = false)"""
_COPY = """COPY (SELECT {names} FROM one, range({times}) AS t(copy) WHERE day = DATE '{day}'
    AND copy * {count} + nth <= {size}) TO '{target}' {as_parquet}"""


@dataclass(frozen=True)
class Run:
    """A process's whole life."""

    wall_s: float
    cpu_s: float
    peak_mib: float


def main() -> int:
    """Print a row for each size and source."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 50_000])
    parser.add_argument("--archive", type=int, nargs="*", default=[])
    parser.add_argument("--engine", default="")
    asked = parser.parse_args()
    print("|  reports | source         |       s |   CPU s | DuckDB CPU s | ratio | CPU µs/report |  MiB |")
    print("|---------:|----------------|--------:|--------:|-------------:|------:|--------------:|-----:|")
    with tempfile.TemporaryDirectory() as scratch:
        kept = Path(scratch) / "archive"
        for size in asked.sizes:
            folder = Path(scratch) / str(size)
            _measure(size, folder)
            shutil.rmtree(kept, ignore_errors=True)
            (folder / "archive").rename(kept)
            shutil.rmtree(folder)  # a million reports are 10 GB with their copies
        for size in asked.archive:
            larger = Path(scratch) / f"archive-{size}"
            with ProcessPoolExecutor(
                1, get_context("spawn")
            ) as another:  # a large parent's memory counts as its child's
                another.submit(_multiply, kept, size, larger).result()
            _row(size, "archive", [str(larger)], _parquet_alone(f"{larger}/*/*.parquet", _runs(size)))
            if asked.engine:
                _cluster_row(size, [str(larger), "--engine", asked.engine])
    return 0


def _measure(size: int, folder: Path) -> None:
    folder.mkdir()
    good, bad, parquet = folder / "all.ndjson", folder / "bad.ndjson", folder / "all.parquet"
    with good.open("w", encoding="utf-8") as file, bad.open("w", encoding="utf-8") as torn:
        for nth, line in enumerate(lines(size)):
            file.write(f"{line}\n")
            torn.write(f"{line[:1500] if nth % 100 == 0 else line}\n")
    alone = _lines_alone(good, _runs(size))
    _row(size, "NDJSON", [str(good)], alone)
    _row(size, "1 % bad", [str(bad)], alone)
    archive = folder / "archive"
    _row(size, "collecting", ["collect", str(good), "--into", str(archive)], None, afresh=archive)
    readiness_fleet([str(archive), "--parquet", str(parquet)])
    _row(size, "Parquet", [str(parquet)], _parquet_alone(str(parquet), _runs(size)))
    if size <= MAX_SINGLE_FILES:
        single, other = folder / "single", folder / "other"
        single.mkdir()
        for nth, line in enumerate(lines(size)):
            (single / f"{nth}.json").write_text(line, "utf-8")
        _row(size, "single files", [str(single)], None)
        _row(size, "collect files", ["collect", str(single), "--into", str(other)], None, afresh=other)


def _multiply(archive: Path, size: int, into: Path) -> None:
    """Make an archive of that many reports by repeating those of another, each time for other stations."""
    into.mkdir()
    (into / "_ledger.sqlite").touch()
    changed = {"station": "copy || '-' || station", "station_number": "(hash(copy, station) >> 1)::BIGINT"}
    names = ", ".join(f'CAST({changed.get(name, name)} AS {kind}) AS "{name}"' for name, kind in columns().items())
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": "2GB",
        "temp_directory": str(into / "spilled"),
        "preserve_insertion_order": False,
    }
    with duckdb.connect(config=settings) as database:
        database.execute(_ONE.format(files=f"{archive}/*/*.parquet"))
        count = database.execute("SELECT count(*) FROM one").fetchall()[0][0]
        places = {"names": names, "count": count, "times": -(-size // count), "size": size, "as_parquet": AS_PARQUET}
        for (day,) in database.execute("SELECT DISTINCT day FROM one").fetchall():
            month = into / f"month={day:%Y-%m}"
            month.mkdir(exist_ok=True)
            database.execute(_COPY.format(**places, day=day, target=month / f"reports-{day}.parquet"))


def _runs(size: int) -> int:
    return 2 if size < 100_000 else 1


def _lines_alone(path: Path, runs: int) -> Run:
    facts = ", ".join(f"{name} VARCHAR" for name in Facts.__struct_fields__)
    finding = f'STRUCT("check" VARCHAR, code VARCHAR, outcome VARCHAR, waits_for VARCHAR, measured STRUCT({facts}))[]'
    wanted = {name: kind for name, kind in columns().items() if name in KEPT and name not in NOT_ASKED}
    wanted |= {"schema": "VARCHAR", "findings": finding}
    query = f"SELECT * FROM read_json('{path}', format = 'newline_delimited', columns = {wanted})"  # noqa: S608
    return _duckdb(query, runs)


def _parquet_alone(pattern: str, runs: int) -> Run:
    wanted = ", ".join(f'"{name}"' for name in columns() if name not in NOT_ASKED)
    query = f"SELECT {wanted} FROM read_parquet('{pattern}', hive_partitioning = false)"  # noqa: S608
    return _duckdb(query, runs)


def _duckdb(query: str, runs: int) -> Run:
    """Measure DuckDB alone, also in fresh processes, so that both figures include starting Python and DuckDB.

    It reads into a table in memory, and has as much as it wants, since writing to disk would be no reading.
    """
    command = [sys.executable, "-c", f"import duckdb; duckdb.execute({f'CREATE TEMP TABLE t AS {query}'!r})"]
    return min((_run(command) for _ in range(runs)), key=lambda run: run.cpu_s)


def _row(size: int, name: str, arguments: list[str], alone: Run | None, afresh: Path | None = None) -> None:
    """Print a row. `afresh` is a folder that is removed between runs."""
    runs = []
    for _ in range(_runs(size)):
        if afresh:
            shutil.rmtree(afresh, ignore_errors=True)
        runs.append(readiness_fleet(arguments))
    best = min(runs, key=lambda run: run.cpu_s)
    beside = f"{alone.cpu_s:12.2f} | {best.cpu_s / alone.cpu_s:5.2f}" if alone else f"{'':12} | {'':5}"
    print(
        f"| {size:8} | {name:14} | {min(run.wall_s for run in runs):7.2f} | {best.cpu_s:7.2f} | {beside} "
        f"| {best.cpu_s / size * 1e6:13.1f} | {max(run.peak_mib for run in runs):4.0f} |",
        flush=True,
    )


def _cluster_row(size: int, arguments: list[str]) -> None:
    """Print a row with elapsed time only: processor time and memory are spent by other processes."""
    wall_s = min(readiness_fleet(arguments).wall_s for _ in range(_runs(size)))
    print(f"| {size:8} | archive, Spark | {wall_s:7.2f} | {'':7} | {'':12} | {'':5} | {'':13} | {'':4} |", flush=True)


def readiness_fleet(arguments: list[str]) -> Run:
    """Run `readiness fleet` in a fresh process."""
    return _run([sys.executable, "-m", "readiness", "fleet", *arguments, "--as-of", "2026-11-23"])


def _run(command: Sequence[str]) -> Run:
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)  # its own peak: RUSAGE_CHILDREN gives the largest child's so far
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return Run(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    sys.exit(main())

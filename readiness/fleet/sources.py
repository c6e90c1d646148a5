"""Opening a source (an archive, a folder, a file) as a query engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from readiness.fleet import ledger, parquet_check
from readiness.fleet.archive_layout import files_of, is_archive, month_folders
from readiness.fleet.duckdb_connection import in_memory
from readiness.fleet.duckdb_engine import duckdb_over
from readiness.fleet.fleet_error import FleetError
from readiness.fleet.inbox import BytesProgress, Delivery, Unreadable, chunks, deliveries, has_lines
from readiness.fleet.parallel_reader import read_chunks
from readiness.fleet.parquet_check import place_of, quick_fault
from readiness.fleet.query_engine import QueryEngine
from readiness.fleet.rejected import Fault
from readiness.fleet.rejected_summary import EXAMPLES, RejectedSummary
from readiness.i18n import N_

CLOCKS_DIFFER = timedelta(days=1)
"""Maximum difference between the clocks and time zones of stations and technician."""


@contextmanager
def opened(  # noqa: PLR0913
    source: Path,
    as_of: date,
    scratch: Path,
    *,
    url: str = "",
    whole: bool = True,
    left_out: Mapping[Path, Fault] = MappingProxyType({}),
    progress: BytesProgress = lambda _, __: None,
) -> Iterator[tuple[QueryEngine, RejectedSummary]]:
    """Yield an engine over the reports, and the rejected reports.

    Args:
        source: an archive, a folder of reports, a file with one a line, or a `.parquet` that this program wrote.
        as_of: today; a report from a later day than tomorrow (clocks differ) is not counted.
        scratch: an empty folder to work in.
        url: a Spark cluster; empty for DuckDB.
        whole: include findings and policies.
        left_out: files of the archive that are known to be damaged or unreadable; they are counted as rejected.
        progress: called while reports are read.

    Raises:
        FilesError: raised by the engine, when files turn out to be damaged while they are asked.
        FleetError: the source does not exist or is not supported, or the engine cannot be used.
        OSError: it cannot be read.
    """
    rejected = RejectedSummary()
    archived, saved = source.is_dir() and is_archive(source), source.suffix == ".parquet" and source.is_file()
    if url and not archived:
        raise FleetError(N_("A cluster asks an archive: first run fleet collect."))
    if archived:
        files = _archived(source, rejected, left_out)
    elif saved:
        files = [_intact(source, left_out)]
    else:
        _refuse_other_than_reports(source)
        files = _read(source, as_of + CLOCKS_DIFFER, scratch, rejected, progress, whole=whole)
    with _engine(files, scratch, url, once=archived or saved) as engine:
        yield engine, rejected


def _refuse_other_than_reports(source: Path) -> None:
    if source.is_dir() or (source.is_file() and has_lines(source)):
        return
    if source.exists():
        raise FleetError(N_("{name} is neither a folder, .ndjson nor .parquet."), name=source.name)
    raise FleetError(N_("There is no file or folder called {name}."), name=source.name)


def _intact(file: Path, left_out: Mapping[Path, Fault]) -> Path:
    """Return the Parquet file, unless it is damaged or of another program."""
    with in_memory(parquet_check.MEMORY) as database:
        if file in left_out or quick_fault(database, file):
            raise FleetError(N_("{name} cannot be read as reports."), name=file.name)
    return file


def _engine(files: Sequence[Path], scratch: Path, url: str, *, once: bool) -> AbstractContextManager[QueryEngine]:
    if not url:
        return duckdb_over(files, scratch, find_repeats_first=not once)
    try:
        from readiness.fleet.spark_engine import spark_over
    except ImportError:
        raise FleetError(N_("This needs Spark: install readiness with its part “spark”.")) from None
    return spark_over(files, url)


def _archived(archive: Path, rejected: RejectedSummary, left_out: Mapping[Path, Fault]) -> list[Path]:
    try:
        rejected.counts, rejected.examples = ledger.rejected_counts(archive, EXAMPLES)
    except OSError:
        rejected.add(ledger.NAME, Fault.UNREADABLE)
    files: list[Path] = []
    with in_memory(parquet_check.MEMORY) as database:
        for folder in month_folders(archive):
            try:
                found = files_of([folder])
            except OSError:
                rejected.add(folder.name, Fault.UNREADABLE)
                continue
            for file in found:
                fault = left_out.get(file) or quick_fault(database, file)
                if fault:
                    rejected.add(place_of(file), fault)
                else:
                    files.append(file)
    return files


def _read(  # noqa: PLR0913
    source: Path, latest: date, scratch: Path, rejected: RejectedSummary, progress: BytesProgress, *, whole: bool
) -> list[Path]:
    listed = list(deliveries(source))
    found = [each for each in listed if isinstance(each, Delivery)]
    total = sum(each.size for each in found)
    progress(0, total)
    files = []
    with ledger.opened(scratch) as book:  # as in an archive, so that the same rejected report counts once here too
        for result in read_chunks(chunks(found), scratch, latest, whole=whole, keep_rejected=False):
            for each in result.rejected():
                book.reject(each)
            progress(result.task.chunk.size, total)
            if result.path:
                files.append(result.path)
        book.add(source)
    rejected.counts, rejected.examples = ledger.rejected_counts(scratch, EXAMPLES)
    for folder in listed:
        if isinstance(folder, Unreadable):
            rejected.add(folder.where, Fault.UNREADABLE)
    return files

"""How long `readiness fleet` takes, and in how much memory, as the fleet grows.

python benchmarks/fleet.py [REPORTS…]      1,000, 10,000 and 50,000 reports unless told; 1000000 takes some minutes

Every figure is a fresh process from its start to its end. Beside it stands the time that only reading the same bytes
takes in this run, so that the ratio says something on a machine that is busy with other things.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

from made_up_fleet import FleetModel  # noqa: E402

from readiness.i18n import Words  # noqa: E402
from readiness.report.json_text import as_line  # noqa: E402

SINGLE_FILES_MOST = 100_000
DAYS = 60


def main() -> int:
    """Print a row a size and source."""
    sizes = [int(each) for each in sys.argv[1:]] or [1_000, 10_000, 50_000]
    print(f"{'reports':>9}  {'source':8}  {'MB':>7}  {'s':>6}  {'reading alone, s':>16}  {'ratio':>6}  {'peak MiB':>8}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            _measure(size, Path(scratch))
    return 0


def _measure(size: int, scratch: Path) -> None:
    lines, parquet, folder = scratch / "all.ndjson", scratch / "all.parquet", scratch / "single"
    folder.mkdir()
    model = FleetModel(stations=size // 30 + 1, days=DAYS)
    with lines.open("w", encoding="utf-8") as file:
        for nth, report in enumerate(islice(model.reports(), size)):
            line = as_line(report, Words("sv"))
            file.write(f"{line}\n")
            if size <= SINGLE_FILES_MOST:
                (folder / f"{nth}.json").write_text(line, "utf-8")
    _row(size, "ndjson", lines, "--parquet", str(parquet))
    _row(size, "parquet", parquet)
    if size <= SINGLE_FILES_MOST:
        _row(size, "folder", folder)


def _row(size: int, name: str, source: Path, *more: str) -> None:
    if more:  # made in a run of its own: saving is not asking
        _run(source, *more)
    files = sorted(source.iterdir()) if source.is_dir() else [source]
    started = time.perf_counter()
    megabytes = sum(map(_read, files)) / 1e6
    reading_s = time.perf_counter() - started
    took_s, peak_mib = _run(source)
    ratio = f"{took_s / reading_s:.1f}"
    print(
        f"{size:9}  {name:8}  {megabytes:7.1f}  {took_s:6.2f}  {reading_s:16.2f}  {ratio:>6}  {peak_mib:8.0f}",
        flush=True,
    )


def _read(path: Path) -> int:
    """Read it all, a piece at a time: what this process held would be counted as the measured one's peak."""
    size = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            size += len(piece)
    return size


def _run(source: Path, *more: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "readiness", "fleet", str(source), "--as-of", "2026-11-23", *more]
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)  # its own peak: RUSAGE_CHILDREN gives the largest child's so far
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"readiness fleet ended with {process.returncode}")
    return time.perf_counter() - started, used.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())

"""Synthetic reports, one per line, for trying the fleet tools before any station delivers.

python benchmarks/synthetic_reports.py REPORTS >reports.ndjson

The first ten thousand come from a fleet of 334 stations over sixty days; after that they repeat, each time with other
stations.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "tests/inputs")]

from synthetic_fleet import FleetModel  # noqa: E402

from readiness.i18n import Words  # noqa: E402
from readiness.report.json_text import as_line  # noqa: E402

DISTINCT = 10_000


def lines(count: int) -> Iterator[str]:
    """Yield the given number of reports as JSON."""
    model = FleetModel(stations=DISTINCT // 30 + 1, days=60)
    made = [as_line(report, Words("sv")) for report in islice(model.reports(), min(count, DISTINCT))]
    for nth in range(count):
        yield made[nth % len(made)].replace('"station-', f'"{nth // len(made)}-station-', 1)


def main() -> int:
    """Print the reports."""
    for line in lines(int(sys.argv[1])):
        sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

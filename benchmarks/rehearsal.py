"""How long does a rehearsal take, and how much is the browser's own start? `python benchmarks/rehearsal.py [RUNS]`.

With Debian's Chromium and its fake devices, at an address whose host is not there.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from rehearsal_stage import CHROMIUM, FAKE, policy, program, rehearsed

from readiness.host.browser.hidden_chrome import hidden_chrome

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 7


def own_start_s() -> float:
    """From the start to the first answer, and the end."""
    begun = time.monotonic()
    with hidden_chrome(Path(CHROMIUM), {}, (FAKE,)) as tools:
        tools.call("Target.getTargets", time.monotonic() + 30)
    return time.monotonic() - begun


def main() -> None:
    """Print medians and the slowest."""
    with tempfile.TemporaryDirectory() as folder:
        browser = program(Path(folder), FAKE)
        rows = {"browser's own start": [], "rehearsal": [], "rehearsal without a host": []}  # type: dict[str, list[float]]
        for _ in range(RUNS):
            rows["browser's own start"].append(own_start_s())
            rows["rehearsal"].append(rehearsed(browser).seconds or 0)
            rows["rehearsal without a host"].append(rehearsed(browser, in_force=policy("", hosts=())).seconds or 0)
    for name, seconds in rows.items():
        print(f"{name:26} median {statistics.median(seconds):4.1f} s, slowest {max(seconds):4.1f} s, of {RUNS}")


if __name__ == "__main__":
    main()

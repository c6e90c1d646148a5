"""Duration of a rehearsal, next to the browser's own start: `python benchmarks/rehearsal.py [RUNS]`.

Uses Debian's Chromium with its fake devices, at an address whose host does not exist. The two are measured in turn, so
that their ratio and difference also hold on a busy computer.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests/virtual"))

from rehearsal_stage import CHROMIUM, FAKE, policy, program, rehearsed

from readiness.host.browser.hidden_chrome import hidden_chrome

RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 7


def own_start_s() -> float:
    """Return the time, seconds, from starting the browser until it has a page."""
    begun = time.monotonic()
    with hidden_chrome(Path(CHROMIUM), {}, (FAKE,)) as tools:
        tools.call("Target.getTargets", time.monotonic() + 30)
        return time.monotonic() - begun


def main() -> None:
    """Print the medians and the slowest runs."""
    starts, rehearsals, of_devices = list[float](), list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        browser = program(Path(folder), FAKE)
        for _ in range(RUNS):
            starts.append(own_start_s())
            rehearsals.append(rehearsed(browser).seconds or 0)
            of_devices.append(rehearsed(browser, in_force=policy("", hosts=())).seconds or 0)
    beyond = [rehearsal - start for rehearsal, start in zip(of_devices, starts, strict=True)]
    times = [rehearsal / start for rehearsal, start in zip(rehearsals, starts, strict=True)]
    for name, seconds in {
        "the browser's own start": starts,
        "from start to answer": rehearsals,
        "the same without a host": of_devices,
        "devices, beyond the start": beyond,
    }.items():
        print(f"{name:26} median {statistics.median(seconds):4.1f} s, slowest {max(seconds):4.1f} s, of {RUNS}")
    print(f"from start to answer       median {statistics.median(times):4.1f} times the browser's own start")


if __name__ == "__main__":
    main()

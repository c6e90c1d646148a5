"""Fault injection: each fault is data that says how to cause it and what the person must then read.

`make faults` injects every fault, prints the table and writes `docs/faults.md`. The quick faults also run as tests
(`test_faults.py`). To add a fault, add an entry to the file of its kind.
"""

import sys
from pathlib import Path

# What the faults share with the tests; `make faults` and `make lab` run without pytest, which has it from its settings.
sys.path.extend(str(Path(__file__).resolve().parents[1] / each) for each in ("fake_probes", "inputs", "virtual"))

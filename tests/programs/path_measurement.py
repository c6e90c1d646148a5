"""What a process of its own measures of the way to hosts, with an environment or a network of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from readiness.checks.network_path import CHECK, Measurement, Policy
from readiness.checks.network_path.probe import TIME_LIMIT_S

ASK = """
import json, sys, time
from msgspec.structs import asdict
from readiness import model
from readiness.checks.network_path import Policy
from readiness.checks.network_path.probe import measure
for hosts in json.loads(sys.argv[1]):
    begun = time.perf_counter()
    measured = measure(model.Policy((Policy(hosts=tuple(hosts)),)))
    print(json.dumps([asdict(measured), time.perf_counter() - begun]))
"""


def child(hosts: list[list[str]], *before: str, **variables: str) -> list[Measurement]:
    """What a process of its own measures of each list of hosts, with these variables in its environment, in time."""
    command = [*before, sys.executable, "-c", ASK, json.dumps(hosts)]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")} | variables
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=30, env=environment)
    measurements = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(took_s < TIME_LIMIT_S + 1 for _, took_s in measurements)
    return [Measurement(**measured) for measured, _ in measurements]


def judged(measurement: Measurement) -> str:
    return CHECK.judge(measurement, Policy()).code.removeprefix("path.")

"""Probe processes that behave, hang and die: their findings, and that no process is left over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import example_probes as examples
import psutil
import pytest
from msgspec.structs import replace

from readiness.engine.runner import Stop, run
from readiness.model import Ended, Event, Finding, Judged, Outcome, Policy, Request, Started


def is_running(process_id: int) -> bool:
    try:
        return bool(psutil.Process(process_id).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def last(events: Iterator[Event]) -> Finding:
    judged = [event.what for event in events if isinstance(event.what, Judged)]
    assert judged[-1].settled
    return judged[-1].finding


def found(run_function: Any, deadline_s: float = 20.0, policy: Policy = Policy()) -> Finding:  # noqa: B008  (frozen)
    return last(run([examples.probe(run_function, deadline_s)], [examples.CHECK], Request(policy=policy)))


def test_a_measurement_is_judged_by_the_policy() -> None:
    assert found(examples.behaves).code == "count.ok"
    assert found(examples.behaves, policy=Policy((examples.Limits(least=8),))).code == "count.few"


@pytest.mark.slow
def test_what_comes_after_the_end_does_not_count() -> None:
    for _ in range(3):  # whether the messages are taken together is a matter of milliseconds
        assert found(examples.changes_its_mind_after_the_end).code == "count.ok"


def test_policy_overrides_the_outcome_of_a_code() -> None:
    policy = Policy((examples.Limits(least=8, outcomes={"few": "warn"}),))
    assert found(examples.behaves, policy=policy).outcome is Outcome.WARN


def test_events_start_and_end() -> None:
    events = list(run([examples.probe(examples.behaves)], [examples.CHECK], Request()))
    assert events[0].what == Started(("count",))
    assert events[-1].what == Ended()
    assert [event.what.finding.code for event in events if isinstance(event.what, Judged)] == ["count.few", "count.ok"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("run_function", "deadline_s", "code", "outcome"),
    [
        (examples.sends_nothing, 20, "count.not_assessed", Outcome.NOT_ASSESSED),
        (examples.hangs, 3, "count.timed_out", Outcome.NOT_ASSESSED),
        (examples.hangs_after_a_problem, 3, "count.few", Outcome.FAIL),
        (examples.raises, 20, "count.crashed", Outcome.NOT_ASSESSED),
        (examples.dies, 20, "count.crashed", Outcome.NOT_ASSESSED),
        (examples.prints, 20, "count.ok", Outcome.PASS),
        (examples.aborts_after_its_result, 20, "count.ok", Outcome.PASS),
        (examples.exits_early, 20, "count.crashed", Outcome.NOT_ASSESSED),
        (examples.closes_its_descriptors, 20, "count.crashed", Outcome.NOT_ASSESSED),
        (examples.leaves_a_child_with_the_pipe, 20, "count.crashed", Outcome.NOT_ASSESSED),
        (examples.stops_in_mid_message, 3, "count.timed_out", Outcome.NOT_ASSESSED),
        (examples.sends_a_pickle, 20, "count.crashed", Outcome.NOT_ASSESSED),
        (examples.sends_an_undeclared_type, 20, "count.crashed", Outcome.NOT_ASSESSED),
        pytest.param(examples.takes_all_memory, 20, "count.crashed", Outcome.NOT_ASSESSED, marks=pytest.mark.linux),
    ],
)
def test_probe_without_result_is_never_a_pass(
    run_function: Any, deadline_s: float, code: str, outcome: Outcome
) -> None:
    finding = found(run_function, deadline_s)
    assert (finding.code, finding.outcome) == (code, outcome)


def process_of(event: Event) -> int:
    assert isinstance(event.what, Judged)
    assert isinstance(event.what.measurement, examples.Count)
    assert event.what.measurement.process_id is not None
    return event.what.measurement.process_id


@pytest.mark.parametrize("run_function", [examples.hangs, examples.hangs_after_a_problem, examples.sends_without_end])
def test_closing_a_run_ends_its_processes(run_function: Any) -> None:
    with closing(run([examples.probe(run_function)], [examples.CHECK], Request(live=True))) as events:  # type: ignore[type-var]
        process_id = next(process_of(event) for event in events if isinstance(event.what, Judged))
        assert is_running(process_id)
    assert not is_running(process_id)


def test_a_run_is_stopped_from_another_thread() -> None:
    stop = Stop()
    events = run([examples.probe(examples.hangs)], [examples.CHECK], Request(), stop)
    process_id = next(process_of(event) for event in events if isinstance(event.what, Judged))
    thread = threading.Thread(target=stop.set)
    thread.start()
    assert list(events) == []
    thread.join()
    assert not is_running(process_id)


def test_hanging_probe_does_not_delay_the_others() -> None:
    probes = [examples.probe(examples.hangs, 30), examples.probe(examples.behaves)]
    started_s = time.monotonic()
    with closing(run(probes, [examples.CHECK], Request())) as events:  # type: ignore[type-var]
        assert any(event.probe == "behaves" and isinstance(event.what, Ended) for event in events)
    assert time.monotonic() - started_s < 25


def test_raising_rule_fails_only_its_own_check() -> None:
    def raises(_measured: examples.Count, _policy: examples.Limits) -> bool:
        raise ValueError("math domain error")

    broken = replace(examples.CHECK, id="broken", rules=(replace(examples.CHECK.rules[0], when=raises),))
    events = list(run([examples.probe(examples.behaves)], [broken, examples.CHECK], Request()))
    codes = {event.what.finding.code for event in events if isinstance(event.what, Judged)}
    assert codes == {"broken.judge_failed", "count.few", "count.ok"}


def test_non_finite_numbers_become_none() -> None:
    events = run([examples.probe(examples.measures_nan)], [examples.CHECK], Request())
    (judged,) = [event.what for event in events if isinstance(event.what, Judged)]
    assert judged.measurement == examples.Count(value=7)
    assert judged.finding.measured["share"] is None


def live(run_function: Any, seconds: float) -> list[tuple[float, str]]:
    """The codes of a live run, each with its time after the first."""
    codes: list[tuple[float, str]] = []
    with closing(run([examples.probe(run_function)], [examples.CHECK], Request(live=True))) as events:  # type: ignore[type-var]
        for event in events:
            if isinstance(event.what, Judged):
                codes.append((time.monotonic(), event.what.finding.code))
            if codes and time.monotonic() - codes[0][0] >= seconds:
                break
    return [(when - codes[0][0], code) for when, code in codes]


@pytest.mark.slow
def test_live_result_expires_after_two_seconds_of_silence_and_returns() -> None:
    (_, first), (lost_s, second), (_, third) = live(examples.pauses_too_long, 3.5)
    assert (first, second, third) == ("count.ok", "count.silent", "count.ok")
    assert 1.9 <= lost_s < 3.9


@pytest.mark.slow
def test_activity_messages_keep_a_live_result_valid() -> None:
    assert {code for _, code in live(examples.waits_alive, 3.5)} == {"count.ok"}


@pytest.mark.slow
def test_flood_of_measurements_is_thinned_to_the_newest() -> None:
    codes = live(examples.floods, 2.0)
    assert len(codes) <= 2.0 * 30 + 5


NO_MORE_FILES = 'resource.setrlimit(resource.RLIMIT_NOFILE, (len(__import__("os").listdir("/dev/fd")) + 7, 4096))'
NO_MORE_THREADS = "threading.stack_size(2**47)"
"""More than the whole address space: as on a computer without memory, or where a person may start no more."""


@pytest.mark.linux
@pytest.mark.parametrize(
    ("used_up", "codes"),
    [(NO_MORE_FILES, {"count.crashed", "count.ok"}), (NO_MORE_THREADS, {"count.crashed"})],
)
def test_a_start_that_fails_crashes_that_probe_alone_and_leaves_nothing_running(used_up: str, codes: set[str]) -> None:
    code = f"""
import os, pathlib, resource, sys, threading
sys.path.insert(0, {str(Path(examples.__file__).parent)!r})
import example_probes as examples
from readiness.engine import runner
from readiness.model import Judged, Request
probes = [examples.probe(examples.waits_alive), examples.probe(examples.behaves)]
events = runner.run(probes, [examples.CHECK], Request())
next(events), next(events)
{used_up}
print(*{{event.what.finding.code for event in events if isinstance(event.what, Judged)}})
print("left:", pathlib.Path(f"/proc/self/task/{{os.getpid()}}/children").read_text().split())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    found_codes, left = done.stdout.splitlines()
    assert set(found_codes.split()) == codes
    assert left == "left: []"


PARENT = """
import sys, time
sys.path.insert(0, {tests!r})
import example_probes as examples
from readiness.engine import runner
from readiness.model import Judged, Request
for event in runner.run([examples.probe(examples.starts_a_helper)], [examples.CHECK], Request(live=True)):
    if isinstance(event.what, Judged) and event.what.measurement:
        print(event.what.measurement.process_id, event.what.measurement.helper_id, flush=True)
"""


@pytest.mark.parametrize("stopped", [False, True])
def test_no_process_survives_a_killed_program(stopped: bool) -> None:  # noqa: FBT001
    """Neither the probe nor its helper survives, even if both are stopped."""
    code = PARENT.format(tests=str(Path(examples.__file__).parent))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        probe, helper = map(int, parent.stdout.readline().split())
        group = os.getpgid(probe)
        assert os.getpgid(helper) == group != os.getpgid(parent.pid)
        if stopped:
            os.killpg(group, signal.SIGSTOP)
        parent.kill()
        parent.wait()
    ends_s = time.monotonic() + 1.0
    while time.monotonic() < ends_s and any(map(is_running, (probe, helper, group))):
        time.sleep(0.02)
    assert [is_running(each) for each in (probe, helper, group)] == [False, False, False]


@pytest.mark.linux
def test_probe_memory_is_neither_dumped_nor_readable_by_others() -> None:
    assert found(examples.reports_its_limits).code == "count.ok"


def test_a_probe_calculates_on_one_thread() -> None:
    assert found(examples.loads_numpy).code == "count.ok"


AS_A_MODULE = pytest.param(
    [sys.executable, "-m", "readiness"],
    marks=pytest.mark.skipif(sys.version_info[:2] == (3, 12), reason="Python 3.12 itself imports threading for -m"),
    id="module",
)
AS_PEOPLE_DO = pytest.param([str(Path(sys.executable).with_name("readiness"))], id="command")


@pytest.mark.parametrize("program", [AS_A_MODULE, AS_PEOPLE_DO])
def test_a_module_in_the_working_folder_is_not_imported(tmp_path: Path, program: list[str]) -> None:
    for name in ("socket.py", "selectors.py", "threading.py", "multiprocessing.py"):
        (tmp_path / name).write_text("import os\nos._exit(77)\n")
    command = [*program, "check", "--only", "connection", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert json.loads(done.stdout)["findings"][0]["code"] not in ("connection.crashed", "connection.not_assessed")

"""Child processes that behave, hang and die; what is found, and that nothing stays behind."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import made_up_probes as made_up
import pytest

from readiness.engine.runner import Stop, run
from readiness.model import Ended, Event, Finding, Judged, Outcome, Policy, Request, Started


def is_running(process_id: int) -> bool:
    try:
        with open(f"/proc/{process_id}/stat") as file:  # noqa: PTH123  (a file that is not one)
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def last(events: Iterator[Event]) -> Finding:
    judged = [event.what for event in events if isinstance(event.what, Judged)]
    assert judged[-1].settled
    return judged[-1].finding


def found(run_function: Any, deadline_s: float = 20.0, policy: Policy = Policy()) -> Finding:  # noqa: B008  (frozen)
    return last(run([made_up.probe(run_function, deadline_s)], [made_up.CHECK], Request(policy=policy)))


def test_a_measurement_is_judged_by_the_policy() -> None:
    assert found(made_up.behaves).code == "count.ok"
    assert found(made_up.behaves, policy=Policy((made_up.Limits(least=8),))).code == "count.few"


def test_a_policy_may_weigh_a_code_otherwise() -> None:
    policy = Policy((made_up.Limits(least=8, outcomes={"few": "warn"}),))
    assert found(made_up.behaves, policy=policy).outcome is Outcome.WARN


def test_events_start_and_end() -> None:
    events = list(run([made_up.probe(made_up.behaves)], [made_up.CHECK], Request()))
    assert events[0].what == Started(("count",))
    assert events[-1].what == Ended()
    assert [event.what.finding.code for event in events if isinstance(event.what, Judged)] == ["count.few", "count.ok"]


@pytest.mark.parametrize(
    ("run_function", "deadline_s", "code", "outcome"),
    [
        (made_up.says_nothing, 20, "count.not_assessed", Outcome.NOT_ASSESSED),
        (made_up.hangs, 3, "count.timed_out", Outcome.NOT_ASSESSED),
        (made_up.hangs_after_a_problem, 3, "count.few", Outcome.FAIL),
        (made_up.raises, 20, "count.crashed", Outcome.NOT_ASSESSED),
        (made_up.dies, 20, "count.crashed", Outcome.NOT_ASSESSED),
        (made_up.prints, 20, "count.ok", Outcome.PASS),
    ],
)
def test_silence_is_never_go(run_function: Any, deadline_s: float, code: str, outcome: Outcome) -> None:
    finding = found(run_function, deadline_s)
    assert (finding.code, finding.outcome) == (code, outcome)


def process_of(event: Event) -> int:
    assert isinstance(event.what, Judged)
    assert isinstance(event.what.measurement, made_up.Count)
    assert event.what.measurement.process_id is not None
    return event.what.measurement.process_id


@pytest.mark.parametrize("run_function", [made_up.hangs, made_up.hangs_after_a_problem, made_up.goes_on])
def test_closing_a_run_ends_its_processes(run_function: Any) -> None:
    with closing(run([made_up.probe(run_function)], [made_up.CHECK], Request(live=True))) as events:  # type: ignore[type-var]
        process_id = next(process_of(event) for event in events if isinstance(event.what, Judged))
        assert is_running(process_id)
    assert not is_running(process_id)


def test_a_run_is_stopped_from_another_thread() -> None:
    stop = Stop()
    events = run([made_up.probe(made_up.hangs)], [made_up.CHECK], Request(), stop)
    process_id = next(process_of(event) for event in events if isinstance(event.what, Judged))
    thread = threading.Thread(target=stop.set)
    thread.start()
    assert list(events) == []
    thread.join()
    assert not is_running(process_id)


def test_one_that_hangs_does_not_delay_the_others() -> None:
    probes = [made_up.probe(made_up.hangs, 30), made_up.probe(made_up.behaves)]
    started_s = time.monotonic()
    with closing(run(probes, [made_up.CHECK], Request())) as events:  # type: ignore[type-var]
        assert any(event.probe == "behaves" and isinstance(event.what, Ended) for event in events)
    assert time.monotonic() - started_s < 25

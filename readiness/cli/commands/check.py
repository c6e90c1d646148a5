"""`readiness check`: every automatic check without a window."""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from readiness.checks import (
    AFTERWARDS,
    AFTERWARDS_PROBES,
    EVERY,
    ON_REQUEST,
    ON_REQUEST_PROBES,
    PROBES,
    in_force,
    leak,
    rehearsal,
)
from readiness.cli.exit_codes import GO, NO_GO, OWN_FAULT, WrongUseError, complain
from readiness.cli.policy_option import chosen_policy
from readiness.i18n import N_, Words
from readiness.model import Check, Finding, Judged, Policy, Request, Verdict, wait_on_dependencies
from readiness.policy.sections import values
from readiness.report import delivery, intune
from readiness.report.contents import Report
from readiness.report.formats import FORMATS, FormatName, file_name
from readiness.report.text import as_text
from readiness.station import Station, Telemetry, station_id
from readiness.storage import history, preferences
from readiness.storage.paths import user_folder
from readiness.support import run_diff


@dataclass(slots=True)
class _Run:
    """What the run has told so far, by check."""

    findings: dict[str, Finding] = field(default_factory=dict)
    measurements: dict[str, object] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def run(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Run the checks, report as asked, and remember the run.

    Raises:
        WrongUseError: the formats do not go together, or a policy or a folder that was asked for cannot be used.
    """
    if "intune" not in asked.format:
        return _run(asked, words, out)
    with _only_the_answer():
        try:
            return _run(asked, words, out)
        except Exception as error:  # noqa: BLE001  (Intune takes one line and an exit code, whatever happens)
            why = "wrong_use" if isinstance(error, WrongUseError) else "own_fault"
            print(intune.not_done(why), file=out)
            return NO_GO


def _run(asked: argparse.Namespace, words: Words, out: TextIO) -> int:
    _refuse_what_does_not_go_together(asked, words)
    found = chosen_policy(asked, words)
    policy = found.policy
    started_at, started = datetime.now(UTC), time.monotonic()
    told = _run_checks(asked, policy, started, _headset_answers(words))
    station = policy.of(Station)
    report = Report(
        findings=tuple(told.findings.values()),
        started_at=started_at,
        duration_s=time.monotonic() - started,
        policy=values(policy),
        station=station_id(station, user_folder()),
        unit=station.unit,
        policy_notices=len(found.problems),
    )
    _remember(report, told, policy, words)
    saved, not_saved = _save(asked, report, words) if asked.out else (True, "")
    not_sent = _send(policy.of(Telemetry).otlp_logs_url, report, words)
    with contextlib.suppress(BrokenPipeError):  # a reader that has closed changes nothing about the verdict
        _print(asked, report, words, out)
    for problem in filter(None, (not_saved, not_sent)):
        complain(problem)
    if report.verdict is Verdict.NO_GO:
        return NO_GO
    return GO if saved else OWN_FAULT  # a go that nobody can read is none


def _refuse_what_does_not_go_together(asked: argparse.Namespace, words: Words) -> None:
    if asked.out:
        return
    if len({*asked.format, *(["json"] if asked.json else [])}) > 1:
        raise WrongUseError(words(N_("Only one format can be printed. Add --out FOLDER to save several.")))
    if not all(FORMATS[name].printable for name in asked.format):
        raise WrongUseError(words(N_("This format cannot be printed. Add --out FOLDER to save it.")))


def _chosen(only: Sequence[str] | None, policy: Policy) -> list[Check[Any, Any]]:
    if only is not None:
        return [check for check in EVERY if check.id in only]
    afterwards = [check for check in AFTERWARDS if check.applies(policy)]
    return [*in_force(policy), *(ON_REQUEST if policy.of(leak.Policy).always else ()), *afterwards]


def _headset_answers(words: Words) -> dict[str, bool]:
    """What a person has said in the window of devices that cannot be told."""
    try:
        found = preferences.read(preferences.remembered_file(user_folder()))
    except OSError as error:
        facts = {"reason": error.strerror or str(error)}
        complain(words(N_("What was answered before cannot be read: {reason}"), facts))
        return {}
    if found.set_aside:
        told_so = N_("What was answered before was damaged. It is set aside as {file}.")
        complain(words(told_so, {"file": found.set_aside.name}))
    today = datetime.now().astimezone().date()
    return {key: said.is_headset for key, said in found.remembered.headsets.items() if said.holds_on(today)}


def _run_checks(asked: argparse.Namespace, policy: Policy, started: float, answers: Mapping[str, bool]) -> _Run:
    from readiness.engine import runner

    checks = _chosen(asked.only, policy)
    request = Request(camera=asked.camera, microphone=asked.microphone, headset_answers=answers, policy=policy)
    told, found = _Run(), {}
    # What makes a sound waits until the others have heard enough, and Chrome until all have let their devices go.
    for event in itertools.chain.from_iterable(
        runner.run(probes, checks, request) for probes in (PROBES, ON_REQUEST_PROBES, AFTERWARDS_PROBES)
    ):
        if isinstance(event.what, Judged):
            check = event.what.finding.check
            found[check] = event.what.finding
            told.seconds[check] = round(time.monotonic() - started, 3)
            if event.what.measurement is not None:
                told.measurements[check] = event.what.measurement
    found |= rehearsal.with_chromes_answers(told.measurements, policy)
    findings = wait_on_dependencies([found[check.id] for check in checks], checks)
    told.findings = {finding.check: finding for finding in findings}
    return told


def _print(asked: argparse.Namespace, report: Report, words: Words, out: TextIO) -> None:
    """One format when it is the only way out; Intune's line always; else text for the person."""
    printed: FormatName | None = "intune" if "intune" in asked.format else "json" if asked.json else None
    if printed is None and not asked.out and asked.format:
        printed = asked.format[0]
    if printed is None:
        print(as_text(report, words, {check.id: check.title for check in EVERY}), file=out)
    else:
        print(FORMATS[printed].write(report, words).decode(), end="", file=out)


def _remember(report: Report, told: _Run, policy: Policy, words: Words) -> None:
    """Keep the run in the history; a history that cannot be written costs a notice, not the check."""
    if not run_diff.of_this_station(told.measurements.values()):
        return
    kept = policy.of(history.History)
    try:
        run_now = run_diff.as_run(report, told.measurements, told.seconds, user_folder())
        set_aside = history.add(history.history_file(user_folder()), run_now, kept.days_kept)
    except OSError as error:
        complain(words(N_("The history cannot be kept: {reason}"), {"reason": error.strerror or str(error)}))
        return
    if set_aside:
        told_so = N_("The history was damaged. It is set aside as {file}, and a new one is begun.")
        complain(words(told_so, {"file": set_aside.name}))


def _save(asked: argparse.Namespace, report: Report, words: Words) -> tuple[bool, str]:
    """Save the report: whether it is anywhere, and what to tell when it did not reach its folder."""
    chosen = [FORMATS[name] for name in dict.fromkeys(asked.format or ["json"])]
    files = {file_name(report, each): each.write(report, words) for each in chosen}
    try:
        done = delivery.deliver(Path(asked.out), files, user_folder() / "spool")
    except OSError as error:
        facts = {"folder": asked.out, "reason": error.strerror or type(error).__name__}
        return False, words(N_("The report can be saved neither in {folder} nor here: {reason}"), facts)
    if not done.reason:
        return True, ""
    says = N_("{folder} cannot be written: {reason}. The report waits here and is delivered next time.")
    return True, words(says, {"folder": asked.out, "reason": done.reason})


def _send(url: str, report: Report, words: Words) -> str:
    """Send the report where the policy says; what to tell when it did not get there."""
    if not url:
        return ""
    try:
        from readiness.report.otlp import send
    except ImportError:
        return words(N_("Reports cannot be sent: this needs the part “telemetry” of the program."))
    try:
        line = FORMATS["ndjson"]
        waiting = send(url, file_name(report, line), line.write(report, words), user_folder() / "telemetry")
    except OSError as error:
        return words(N_("The report can be neither sent nor kept: {reason}"), {"reason": error.strerror or str(error)})
    return (
        words(N_("The receiver of reports does not answer; {count} wait here."), {"count": waiting}) if waiting else ""
    )


@contextlib.contextmanager
def _only_the_answer() -> Iterator[None]:
    """Nothing of what libraries print, here or in a probe's process: Intune calls it a script that failed."""
    try:
        kept = {stream: os.dup(stream) for stream in (1, 2)}
    except OSError:  # a windowed program has none
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        for stream in kept:
            os.dup2(nowhere.fileno(), stream)
    try:
        yield
    finally:
        for stream, before in kept.items():
            os.dup2(before, stream)
            os.close(before)

"""`readiness check`: run the automatic checks without a window."""

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
    ALL,
    EVERY,
    ON_REQUEST,
    ON_REQUEST_PROBES,
    PROBES,
    applicable,
    leak,
    rehearsal,
)
from readiness.cli.exit_codes import GO, NO_GO, OWN_FAULT, UsageError, print_error
from readiness.cli.policy_option import chosen_policy
from readiness.i18n import N_, Words
from readiness.model import Check, Finding, Judged, Policy, Request, Verdict, wait_on_dependencies
from readiness.policy.sections import values
from readiness.report import delivery, intune
from readiness.report.contents import Report
from readiness.report.formats import FORMATS, FormatName, file_name
from readiness.report.text import as_text
from readiness.station import Station, station_id
from readiness.storage import history, mend_log, preferences
from readiness.storage.paths import user_folder
from readiness.support import run_record
from readiness.telemetry_policy import Telemetry


@dataclass(slots=True)
class _Run:
    """Findings, measurements and times (seconds since the start) of a run, by check."""

    findings: dict[str, Finding] = field(default_factory=dict)
    measurements: dict[str, object] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def run(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Run the checks, report in the requested formats, and add the run to the history.

    Raises:
        UsageError: the formats cannot be combined, or the given policy or folder cannot be used.
    """
    if "intune" not in args.format:
        return _run(args, words, out)
    with _silenced_libraries():
        try:
            return _run(args, words, out)
        except Exception as error:  # noqa: BLE001  (Intune must get one line and an exit code, whatever happens)
            why = "wrong_use" if isinstance(error, UsageError) else "own_fault"
            print(intune.not_done(why), file=out)
            return NO_GO


def _run(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    _refuse_incompatible_formats(args, words)
    in_use = chosen_policy(args, words)
    policy = in_use.policy
    started_at, started = datetime.now(UTC), time.monotonic()
    run_data = _run_checks(args, policy, started, _headset_answers(words))
    station = policy.of(Station)
    unreported = _unreported_mends(run_data)
    report = Report(
        findings=tuple(run_data.findings.values()),
        started_at=started_at,
        duration_s=time.monotonic() - started,
        policy=values(policy),
        station=station_id(station, user_folder()),
        unit=station.unit,
        site=station.site,
        policy_notices=len(in_use.problems),
        mends=unreported.mends,
    )
    _remember(report, run_data, policy, words)
    saved, not_saved = _save(args, report, words) if args.out else (True, "")
    sent, not_sent = _send(policy.of(Telemetry).otlp_logs_url, report, words)
    with contextlib.suppress(BrokenPipeError):  # a reader that closed the pipe must not change the exit code
        _print(args, report, words, out)
    if unreported.mends and (sent or (saved and _includes_mends(args))):
        with contextlib.suppress(history.HistoryError):  # then the next report includes them again
            mend_log.forget(history.history_file(user_folder()), unreported.last_row)
    for problem in filter(None, (not_saved, not_sent)):
        print_error(problem)
    if report.verdict is Verdict.NO_GO:
        return NO_GO
    return GO if saved else OWN_FAULT  # a go whose report is lost does not count


def _refuse_incompatible_formats(args: argparse.Namespace, words: Words) -> None:
    if args.out:
        return
    if len({*args.format, *(["json"] if args.json else [])}) > 1:
        raise UsageError(words(N_("Only one format can be printed. Add --out FOLDER to save several.")))
    if not all(FORMATS[name].printable for name in args.format):
        raise UsageError(words(N_("This format cannot be printed. Add --out FOLDER to save it.")))


def _chosen(only: Sequence[str] | None, policy: Policy) -> list[Check[Any, Any]]:
    if only is not None:
        return [check for check in EVERY if check.id in only]
    on_request = ON_REQUEST if policy.of(leak.Policy).always else ()
    return [*applicable(ALL, policy), *on_request, *applicable(AFTERWARDS, policy)]


def _headset_answers(words: Words) -> dict[str, bool]:
    """Return the answers given in the window for devices that could not be classified, by device key."""
    try:
        stored = preferences.read(preferences.preferences_file(user_folder()))
    except OSError as error:
        facts = {"reason": error.strerror or str(error)}
        print_error(words(N_("What was answered before cannot be read: {reason}"), facts))
        return {}
    if stored.set_aside:
        message = N_("What was answered before was damaged. It is set aside as {file}.")
        print_error(words(message, {"file": stored.set_aside.name}))
    today = datetime.now().astimezone().date()
    return {key: answer.is_headset for key, answer in stored.preferences.headsets.items() if answer.holds_on(today)}


def _run_checks(args: argparse.Namespace, policy: Policy, started: float, answers: Mapping[str, bool]) -> _Run:
    from readiness.engine import runner

    checks = _chosen(args.only, policy)
    request = Request(camera=args.camera, microphone=args.microphone, headset_answers=answers, policy=policy)
    run_data, found = _Run(), {}
    # Probes that play sound wait until the listening ones are done, and Chrome until every device is released.
    for event in itertools.chain.from_iterable(
        runner.run(probes, checks, request) for probes in (PROBES, ON_REQUEST_PROBES, AFTERWARDS_PROBES)
    ):
        if isinstance(event.what, Judged):
            check = event.what.finding.check
            found[check] = event.what.finding
            run_data.seconds[check] = round(time.monotonic() - started, 3)
            if event.what.measurement is not None:
                run_data.measurements[check] = event.what.measurement
    found |= rehearsal.apply_chrome_results(run_data.measurements, policy)
    findings = wait_on_dependencies([found[check.id] for check in checks], checks)
    run_data.findings = {finding.check: finding for finding in findings}
    return run_data


def _print(args: argparse.Namespace, report: Report, words: Words, out: TextIO) -> None:
    """Print Intune's line or JSON if requested, the single format given without `--out`, or else text."""
    printed: FormatName | None = "intune" if "intune" in args.format else "json" if args.json else None
    if printed is None and not args.out and args.format:
        printed = args.format[0]
    if printed is None:
        print(as_text(report, words, {check.id: check.title for check in EVERY}), file=out)
    else:
        print(FORMATS[printed].write(report, words).decode(), end="", file=out)


def _remember(report: Report, run_data: _Run, policy: Policy, words: Words) -> None:
    """Add the run to the history; failing to write it prints an error but does not fail the check."""
    if not run_record.of_this_station(run_data.measurements.values()):
        return
    days_kept = policy.of(history.History).days_kept
    try:
        run_now = run_record.as_run(report, run_data.measurements, run_data.seconds, user_folder())
        set_aside = history.add(history.history_file(user_folder()), run_now, days_kept)
    except OSError as error:
        print_error(words(N_("The history cannot be kept: {reason}"), {"reason": error.strerror or str(error)}))
        return
    if set_aside:
        message = N_("The history was damaged. It is set aside as {file}, and a new one is begun.")
        print_error(words(message, {"file": set_aside.name}))


def _unreported_mends(run_data: _Run) -> mend_log.Unreported:
    """Return mends that no report has included; none if a film, picture or recording was tested."""
    if run_record.of_this_station(run_data.measurements.values()):
        with contextlib.suppress(history.HistoryError):  # `_remember` says so
            return mend_log.unreported(history.history_file(user_folder()))
    return mend_log.Unreported()


def _includes_mends(args: argparse.Namespace) -> bool:
    """Whether the whole report is saved or printed; the other formats tell how the station is now."""
    whole = {"json", "ndjson"}
    return bool(args.json or whole & {*args.format} or (args.out and not args.format))


def _save(args: argparse.Namespace, report: Report, words: Words) -> tuple[bool, str]:
    """Save the report in its folder or, failing that, in the spool.

    Returns:
        Whether it was saved in either place, and an error message if it did not reach its folder.
    """
    chosen = [FORMATS[name] for name in dict.fromkeys(args.format or ["json"])]
    files = {file_name(report, each): each.write(report, words) for each in chosen}
    try:
        done = delivery.deliver(Path(args.out), files, user_folder() / "spool")
    except OSError as error:
        facts = {"folder": args.out, "reason": error.strerror or type(error).__name__}
        return False, words(N_("The report can be saved neither in {folder} nor here: {reason}"), facts)
    if not done.reason:
        return True, ""
    message = N_("{folder} cannot be written: {reason}. The report waits here and is delivered next time.")
    return True, words(message, {"folder": args.out, "reason": done.reason})


def _send(url: str, report: Report, words: Words) -> tuple[bool, str]:
    """Send the report to the policy's receiver, if any.

    Returns:
        Whether it was sent or waits here to be sent, and an error message if it was not sent.
    """
    if not url:
        return False, ""
    try:
        from readiness.report.otlp import send
    except ImportError:
        return False, words(N_("Reports cannot be sent: this needs the part “telemetry” of the program."))
    try:
        line = FORMATS["ndjson"]
        waiting = send(url, file_name(report, line), line.write(report, words), user_folder() / "telemetry")
    except OSError as error:
        facts = {"reason": error.strerror or str(error)}
        return False, words(N_("The report can be neither sent nor kept: {reason}"), facts)
    message = N_("The receiver of reports does not answer; {count} wait here.")
    return True, words(message, {"count": waiting}) if waiting else ""


@contextlib.contextmanager
def _silenced_libraries() -> Iterator[None]:
    """Discard output of libraries, also in probe processes: Intune takes any stray output for a failed script."""
    try:
        saved = {stream: os.dup(stream) for stream in (1, 2)}
    except OSError:  # a windowed program has no standard streams
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        for stream in saved:
            os.dup2(nowhere.fileno(), stream)
    try:
        yield
    finally:
        for stream, original in saved.items():
            os.dup2(original, stream)
            os.close(original)

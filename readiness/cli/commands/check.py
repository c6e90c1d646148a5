"""`readiness check`: run the automatic checks without a window."""

from __future__ import annotations

import argparse
import contextlib
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from readiness.checks import leak
from readiness.checks.registry import AFTERWARDS, AT_ONCE, EVERY, ON_REQUEST, applicable
from readiness.cli.exit_codes import GO, NO_GO, OWN_FAULT, UsageError, print_error
from readiness.cli.policy_option import chosen_policy
from readiness.cli.report_delivery import save_report, send_report
from readiness.cli.station_history import record_run
from readiness.history_policy import History
from readiness.i18n import N_, Words
from readiness.model import AnyCheck, CheckMeasurement, Policy, Request, Verdict
from readiness.policy.sections import values
from readiness.report import intune
from readiness.report.contents import Report
from readiness.report.formats import FORMATS, FormatName
from readiness.report.text import as_text
from readiness.station import Station, station_id
from readiness.storage import history, mend_log, preferences
from readiness.storage.paths import user_folder
from readiness.storage.station_number import read_station_number
from readiness.support import run_record
from readiness.support.check_run import run_checks
from readiness.system_error import reason_of
from readiness.telemetry_policy import Telemetry


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
    policy, station = in_use.policy, in_use.policy.of(Station)
    started_at, started_s = datetime.now(UTC), time.monotonic()
    answers = _headset_answers(words)
    request = Request(camera=args.camera, microphone=args.microphone, headset_answers=answers, policy=policy)
    done = run_checks(_chosen(args.only, policy), request)
    unreported = _unreported_mends(done.measurements.values())
    report = Report(
        findings=done.findings,
        started_at=started_at,
        duration_s=time.monotonic() - started_s,
        policy=values(policy),
        station=station_id(station, user_folder()),
        unit=station.unit,
        site=station.site,
        policy_notices=len(in_use.problems),
        mends=unreported.mends,
    )
    if run_record.of_this_station(done.measurements.values()):
        salt = read_station_number(user_folder())
        recorded = run_record.as_run(report, done.measurements, done.seconds, salt)
        record_run(recorded, policy.of(History).days_kept, words)
    saved = save_report(report, args.out, args.format or ["json"], words) if args.out else None
    url = policy.of(Telemetry).otlp_logs_url
    sent = send_report(report, url, words) if url else None
    with contextlib.suppress(BrokenPipeError):  # a reader that closed the pipe must not change the exit code
        _print(args, report, words, out)
    has_left = bool(sent and sent.is_safe) or (_includes_mends(args) and (saved is None or saved.is_safe))
    if unreported.mends and has_left:
        with contextlib.suppress(history.HistoryError):  # then the next report includes them again
            mend_log.forget(history.history_file(user_folder()), unreported.last_row)
    for each in (saved, sent):
        if each and each.problem:
            print_error(each.problem)
    if report.verdict is Verdict.NO_GO:
        return NO_GO
    return OWN_FAULT if saved and not saved.is_safe else GO  # a go whose report is lost does not count


def _refuse_incompatible_formats(args: argparse.Namespace, words: Words) -> None:
    if args.out:
        return
    if len({*args.format, *(["json"] if args.json else [])}) > 1:
        raise UsageError(words(N_("Only one format can be printed. Add --out FOLDER to save several.")))
    if not all(FORMATS[name].printable for name in args.format):
        raise UsageError(words(N_("This format cannot be printed. Add --out FOLDER to save it.")))


def _chosen(only: Sequence[str] | None, policy: Policy) -> list[AnyCheck]:
    if only is not None:
        return [check for check in EVERY if check.id in only]
    on_request = ON_REQUEST.checks if policy.of(leak.Policy).always else ()
    return [*applicable(AT_ONCE.checks, policy), *on_request, *applicable(AFTERWARDS.checks, policy)]


def _headset_answers(words: Words) -> dict[str, bool]:
    """Return the answers given in the window for devices that could not be classified, by device key."""
    try:
        stored = preferences.read(preferences.preferences_file(user_folder()))
    except OSError as error:
        facts = {"reason": reason_of(error)}
        print_error(words(N_("What was answered before cannot be read: {reason}"), facts))
        return {}
    if stored.set_aside:
        message = N_("What was answered before was damaged. It is set aside as {file}.")
        print_error(words(message, {"file": stored.set_aside.name}))
    today = datetime.now().astimezone().date()
    return {key: answer.is_headset for key, answer in stored.preferences.headsets.items() if answer.is_valid_on(today)}


def _print(args: argparse.Namespace, report: Report, words: Words, out: TextIO) -> None:
    """Print Intune's line or JSON if requested, the single format given without `--out`, or else text."""
    printed: FormatName | None = "intune" if "intune" in args.format else "json" if args.json else None
    if printed is None and not args.out and args.format:
        printed = args.format[0]
    if printed is None:
        print(as_text(report, words, {check.id: check.title for check in EVERY}), file=out)
    else:
        print(FORMATS[printed].write(report, words).decode(), end="", file=out)


def _unreported_mends(measurements: Iterable[CheckMeasurement]) -> mend_log.Unreported:
    """Return mends that no report has included; none if a film, picture or recording was tested."""
    if run_record.of_this_station(measurements):
        with contextlib.suppress(history.HistoryError):  # recording the run says so
            return mend_log.unreported(history.history_file(user_folder()))
    return mend_log.Unreported()


def _includes_mends(args: argparse.Namespace) -> bool:
    """Whether the whole report is saved or printed; the other formats describe the station as it is now."""
    whole = {"json", "ndjson"}
    return bool(args.json or whole & {*args.format} or (args.out and not args.format))


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

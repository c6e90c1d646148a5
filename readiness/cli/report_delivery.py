"""Delivering a command's report: to the folder that the person named, and to the receiver that the policy names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from readiness.i18n import N_, Words
from readiness.report import delivery
from readiness.report.contents import Report
from readiness.report.formats import FORMATS, FormatName, file_name
from readiness.storage.paths import user_folder
from readiness.system_error import reason_of


class Delivery(msgspec.Struct, frozen=True):
    """What became of a report.

    Attributes:
        is_safe: it was delivered, or waits here to be delivered later.
        problem: why it was not delivered, a sentence; empty if it was.
    """

    is_safe: bool
    problem: str = ""


def save_report(report: Report, folder: str, formats: Iterable[FormatName], words: Words) -> Delivery:
    """Save the report in the folder or, failing that, in the spool."""
    chosen = [FORMATS[name] for name in dict.fromkeys(formats)]
    files = {file_name(report, each): each.write(report, words) for each in chosen}
    try:
        reason = delivery.deliver(Path(folder), files, user_folder() / "spool")
    except OSError as error:
        facts = {"folder": folder, "reason": reason_of(error)}
        message = N_("The report can be saved neither in {folder} nor here: {reason}")
        return Delivery(is_safe=False, problem=words(message, facts))
    if not reason:
        return Delivery(is_safe=True)
    message = N_("{folder} cannot be written: {reason}. The report waits here and is delivered next time.")
    return Delivery(is_safe=True, problem=words(message, {"folder": folder, "reason": reason}))


def send_report(report: Report, url: str, words: Words) -> Delivery:
    """Send the report to the receiver at that address or, failing that, keep it for later."""
    try:
        from readiness.report.telemetry import send
    except ImportError:
        message = N_("Reports cannot be sent: this needs the part “telemetry” of the program.")
        return Delivery(is_safe=False, problem=words(message))
    line = FORMATS["ndjson"]
    try:
        waiting = send(url, file_name(report, line), line.write(report, words), user_folder() / "telemetry")
    except OSError as error:
        facts = {"reason": reason_of(error)}
        return Delivery(is_safe=False, problem=words(N_("The report can be neither sent nor kept: {reason}"), facts))
    message = N_("The receiver of reports does not answer; {count} wait here.")
    return Delivery(is_safe=True, problem=words(message, {"count": waiting}) if waiting else "")

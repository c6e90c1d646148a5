"""Judging pictures, recordings, device names and dumps without a live device; one answer per input."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from readiness.checks import connection, headset
from readiness.checks.headset.measure import measure as measure_headset
from readiness.checks.headset.probe import judge_device
from readiness.checks.microphone.probe import judge_recording
from readiness.host.dump import dump
from readiness.i18n import N_, LocalizedText, Words
from readiness.model import Finding, Policy
from readiness.report.document import as_data, finding_document

DEVICE_COLUMNS = ("name", "platform", "host_api", "bus", "form_factor", "vid_pid")


def images(paths: Sequence[str], policy: Policy, words: Words) -> Iterator[dict[str, object]]:
    """Judge still pictures by every check that looks at the camera's picture."""
    from readiness.checks.camera_probe.probe import judge_picture  # OpenCV, which Windows may lack the means to load

    for path in paths:
        yield _answer(path, judge_picture(Path(path), policy), words)


def sounds(paths: Sequence[str], policy: Policy, words: Words) -> Iterator[dict[str, object]]:
    """Judge the microphone in WAV files."""
    for path in paths:
        yield _answer(path, judge_recording(Path(path), policy), words)


def headsets(names: Sequence[str], table: TextIO, policy: Policy, words: Words) -> Iterator[dict[str, object]]:
    """Judge devices by name; the name `-` reads rows from a CSV table with the columns `DEVICE_COLUMNS`.

    Raises:
        ValueError: the table has no column called name.
    """
    for name in names:
        rows: Iterable[dict[str, str]] = device_rows(table) if name == "-" else ({"name": name},)
        for row in rows:
            finding = judge_device(**{"name": "", **row}, policy=policy.of(headset.Policy))
            yield _answer(row.get("name", ""), (finding,), words)


def dumps(paths: Sequence[str], policy: Policy, words: Words) -> Iterator[dict[str, object]]:
    """Judge connection and headset of other workstations from files written by `readiness devices --dump`.

    Raises:
        ValueError: a file is not a dump.
    """
    for path in paths:
        try:
            system_dump = dump.read(Path(path))
        except dump.DumpError as problem:
            raise ValueError(f"{path}: {problem}") from None
        linked = connection.measurement_of(system_dump.adapters, system_dump.route or ())
        findings = [connection.CHECK.judge(linked, policy.of(connection.Policy))]
        if system_dump.sound is not None:
            findings.append(headset.CHECK.judge(measure_headset(system_dump.sound), policy.of(headset.Policy)))
        yield _answer(path, findings, words)


def device_rows(table: TextIO) -> Iterator[dict[str, str]]:
    """Yield the known columns of a CSV table's rows; unknown columns are dropped, missing ones are empty.

    Raises:
        ValueError: there is no column called name, or the table is none.
    """
    reader = csv.DictReader(table)
    try:
        if "name" not in (reader.fieldnames or ()):
            raise ValueError(LocalizedText(N_("The first line must name the columns, one of them “name”.")))
        for row in reader:
            yield {column: row.get(column) or "" for column in DEVICE_COLUMNS}
    except csv.Error as problem:  # such as a field of more than 128 KiB
        raise ValueError(LocalizedText(N_("The table cannot be read: {reason}"), reason=str(problem))) from None


def _answer(given: str, findings: Sequence[Finding], words: Words) -> dict[str, object]:
    return {"input": given, "findings": [as_data(finding_document(finding, words)) for finding in findings]}

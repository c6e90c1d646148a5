"""The report in Prometheus' text format, for the textfile collector of node_exporter or windows_exporter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness import __version__
from readiness.model import Verdict
from readiness.report.contents import Report
from readiness.report.document import facts

Sample = tuple[Mapping[str, str], float]


def as_metrics(report: Report) -> str:
    """Return all metrics with their help and type, ending in the newline that the collector requires.

    Each sample is labelled with the station, so that one folder can hold the files of many stations.
    """
    return "".join(
        line for name, help_text, samples in _metrics(report) for line in _lines(name, help_text, samples, report)
    )


def _metrics(report: Report) -> Iterator[tuple[str, str, list[Sample]]]:
    verdict, findings = report.verdict, report.findings
    info = {"unit": report.unit, "site": report.site, "version": __version__}
    yield "info", "The program, the unit and the site of the station.", [(info, 1)]
    yield (
        "verdict",
        "1 for the verdict of the last run.",
        [({"verdict": each.value}, float(each is verdict)) for each in Verdict],
    )
    yield (
        "finding_outcome",
        "Each check's outcome: 0 pass, 1 warn, 2 fail, 3 not assessed.",
        [({"check": finding.check, "code": finding.code}, float(finding.outcome)) for finding in findings],
    )
    yield (
        "measured",
        "What was measured; the unit ends the fact's name. Yes is 1, no is 0.",
        [
            ({"check": finding.check, "fact": name}, float(value))
            for finding in findings
            for name, value in facts(finding).items()
            if isinstance(value, int | float)
        ],
    )
    yield "policy_notices", "Things that are wrong with the station's policies.", [({}, report.policy_notices)]
    yield "run_started_timestamp_seconds", "When the last run started.", [({}, report.started_at.timestamp())]
    yield "run_duration_seconds", "How long the last run took.", [({}, report.duration_s)]


def _lines(name: str, help_text: str, samples: list[Sample], report: Report) -> Iterator[str]:
    yield f"# HELP readiness_{name} {help_text}\n"
    yield f"# TYPE readiness_{name} gauge\n"
    for labels, value in samples:
        listed = ",".join(
            f'{label}="{_escaped(text)}"' for label, text in {"station": report.station, **labels}.items()
        )
        yield f"readiness_{name}{{{listed}}} {value!r}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")

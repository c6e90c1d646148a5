"""The report as it is stored and sent: the single definition shared by writers, readers and the JSON Schema.

Write with `document` and `as_data`; read with `msgspec.json.Decoder(Document)`. Readers ignore fields added by later
versions, and reject a report with a missing field or one of another type.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from readiness import __version__
from readiness.i18n import Words
from readiness.meeting_policy import Reason
from readiness.model import Finding, OutcomeWord, Verdict
from readiness.report.contents import Report
from readiness.storage.mend_log import MadeMend

ID: Literal["readiness-report/1"] = "readiness-report/1"

DECODING_ERRORS = (msgspec.DecodeError, UnicodeError, RecursionError)
"""What msgspec raises for content that is no JSON document: also where it is not UTF-8, or nested too deep."""

Scalar = bool | int | float | str | None
FactValue = Scalar | list[Scalar]


class FindingDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One finding with texts in one language. It never contains a device's name."""

    check: Annotated[str, Meta(pattern=r"^[a-z_]+(\.[a-z0-9_]+)*$")]
    code: Annotated[
        str,
        Meta(
            pattern=r"^[a-z_]+(\.[a-z0-9_]+)+$", description="check.what; a code that has been given is never renamed."
        ),
    ]
    outcome: OutcomeWord
    headline: Annotated[str, Meta(min_length=1, description="What the person notices.")]
    remedy: Annotated[str, Meta(description="What a hand can do about it; empty when all is well.")]
    measured: Annotated[
        dict[Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")], FactValue],
        Meta(description="The facts behind the finding, units in their names; null is not measured."),
    ]
    waits_for: Annotated[
        str | UnsetType,
        Meta(description="The check to see to first; there only when this one waits on it and is no fault of its own."),
    ] = UNSET

    @property
    def blocks(self) -> bool:
        """Whether it must be fixed before the meeting, as `Finding.blocks`."""
        return self.outcome in {"fail", "not_assessed"} and not self.waits_for


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """The output of `readiness check --json`: one run, without device names, addresses or paths."""

    schema: Literal["readiness-report/1"]
    station: Annotated[
        str,
        Meta(
            description="The station's id, of the kind that the policy chooses: a random number, the machine's name or "
            "its asset tag."
        ),
    ] = ""
    unit: Annotated[str, Meta(description="The clinic or ward that the policy names; may be empty.")] = ""
    site: Annotated[str, Meta(description="The building or town that the policy names; may be empty.")] = ""
    started_at: Annotated[datetime, Meta(tz=True, description="RFC 3339, with the offset from UTC.")]
    verdict: Annotated[
        Verdict,
        Meta(description="go: every finding is pass. go_with_remarks: the worst is warn. no_go: anything else."),
    ]
    findings: Annotated[
        list[FindingDocument],
        Meta(description="One for each check that was asked for, in the order a person meets them."),
    ]
    duration_s: Annotated[float, Meta(ge=0)]
    app_version: Annotated[str, Meta(min_length=1)]
    policy: Annotated[
        dict[str, dict[str, Any]],
        Meta(description="Every limit that was in force, by table and key; docs/technician.md explains them."),
    ]
    policy_notices: Annotated[
        int,
        Meta(
            ge=0,
            description="How many things are wrong with the station's policies; `readiness policy show` tells which.",
        ),
    ] = 0
    mends: Annotated[
        list[MadeMend] | UnsetType,
        Meta(
            description="What people had the program mend in its window since the last report that tells of it; left "
            "out when there is nothing."
        ),
    ] = UNSET
    override: Annotated[
        Reason | UnsetType,
        Meta(
            description="Why a person started a meeting despite a no-go, where the policy allows it; left out when "
            "nobody did."
        ),
    ] = UNSET


def finding_document(finding: Finding, words: Words) -> FindingDocument:
    """Convert a finding to its report form."""
    return FindingDocument(
        check=finding.check,
        code=finding.code,
        outcome=finding.outcome.word,
        headline=words(finding.headline, finding.measured),
        remedy=words(finding.remedy, finding.measured),
        measured=facts(finding),
        waits_for=finding.waits_for or UNSET,
    )


def facts(finding: Finding) -> dict[str, FactValue]:
    """Return a finding's measured facts as plain JSON values."""
    return {name: _plain(value) for name, value in finding.measured.items()}


def document(report: Report, words: Words) -> Document:
    """Convert a report to its stored form, with texts in one language."""
    return Document(
        schema=ID,
        station=report.station,
        unit=report.unit,
        site=report.site,
        started_at=report.started_at.replace(microsecond=0),
        verdict=report.verdict,
        findings=[finding_document(finding, words) for finding in report.findings],
        duration_s=round(report.duration_s, 3),
        app_version=__version__,
        policy={name: dict(table) for name, table in report.policy.items()},
        policy_notices=report.policy_notices,
        mends=list(report.mends) or UNSET,
        override=report.override or UNSET,
    )


def as_data(document: Document | FindingDocument) -> dict[str, Any]:
    """Convert to plain JSON values in field order. UTC is written as `+00:00`, not `Z`."""
    data: dict[str, Any] = msgspec.to_builtins(document, builtin_types=(datetime,))
    if isinstance(document, Document):
        data["started_at"] = document.started_at.isoformat()
    return data


def schema() -> dict[str, object]:
    """Return the JSON Schema of this version's reports; it permits no other fields."""
    described = msgspec.json.schema(Document)
    defs = described["$defs"]
    top = defs.pop(Document.__name__)
    for each in (top, defs[FindingDocument.__name__], defs[MadeMend.__name__]):
        each["additionalProperties"] = False
    defs[FindingDocument.__name__] |= {
        "if": {"properties": {"outcome": {"const": "pass"}}},
        "else": {"properties": {"remedy": {"minLength": 1}}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        **top,
        "title": "Readiness report",
        "$defs": defs,
    }


def _sentence(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a report cannot hold {type(value).__name__}")
    return str(value)


def _plain(value: object) -> FactValue:
    plain: FactValue = msgspec.to_builtins(value, enc_hook=_sentence)
    return [_finite(each) for each in plain] if isinstance(plain, list | tuple) else _finite(plain)


def _finite(value: Scalar) -> Scalar:
    return None if isinstance(value, float) and not math.isfinite(value) else value

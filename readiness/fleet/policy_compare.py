"""Comparison of policies: the stations' last reports are judged again with other limits.

Only checks in the other policy are judged again. A finding counts only if judging its measurements by the
station's policy reproduces the reported result; otherwise (a fact that reports do not contain, another
version's rules) the finding stays as reported and the station counts as not judged again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from readiness.checks.registry import EVERY
from readiness.fleet.answers import CodeChange, PolicyCompare, StationChange
from readiness.fleet.query_engine import QueryEngine
from readiness.fleet.report_reader import BLOCKING
from readiness.i18n import LocalizedText
from readiness.model import Section
from readiness.policy.sections import SECTIONS
from readiness.policy.tables import Tables
from readiness.report.document import DECODING_ERRORS

CHECKS = {check.id: check for check in EVERY}

LONGEST_JUDGED = 20_000
"""Maximum length in characters of measurements and policies that are judged again, several times the usual one."""

_JUDGED = """
SELECT latest.station_number, last.digest, last."check", last.code, last.outcome, last.measured
FROM latest JOIN (
    SELECT station_number, started_us, digest, found."check" AS "check", found.code AS code, found.outcome AS outcome,
        CASE WHEN length(found.measured) > {longest} THEN '' ELSE found.measured END AS measured
    FROM (SELECT station_number, started_us, md5(policy) AS digest, unnest(findings) AS found FROM report) AS each
    WHERE found."check" IN ({checks})) AS last
    ON last.station_number = latest.station_number AND last.started_us = latest.started_us
"""
"""Texts are shortened before the join, which gathers 2,048 rows however large they are."""

_POLICIES = """
SELECT md5(last.policy), min(last.policy)
FROM latest JOIN (
    SELECT station_number, started_us, CASE WHEN length(policy) <= {longest} THEN policy END AS policy
    FROM report) AS last
    ON last.station_number = latest.station_number AND last.started_us = latest.started_us
WHERE last.policy IS NOT NULL GROUP BY md5(last.policy)
"""

_STATIONS = "SELECT station_number, station, unit, site, verdict, blocking FROM latest"


@dataclass(frozen=True, slots=True)
class _Judged:
    """A finding before and after; `after` is None if it could not be judged again."""

    code: str
    after: tuple[str, str] | None


def compare(engine: QueryEngine, other: Tables) -> PolicyCompare:
    """Compare the stations' readiness under their own and another policy, by their last reports.

    Args:
        engine: with the tables of `questions.ask`.
        other: the changed keys, by table; all other limits stay those of each station.

    Raises:
        FleetError: a query failed.
        OSError: files could not be read or written.
    """
    checks = sorted(other.keys() & CHECKS.keys())
    judged: dict[int, list[_Judged]] = defaultdict(list)
    if checks:
        policies = {
            digest: {name: table for name, table in _tables(text).items() if name in checks}
            for digest, text in engine.stream(_POLICIES.format(longest=LONGEST_JUDGED))
        }
        again = _Judge(policies, other)
        for station, digest, check, code, outcome, measured in engine.stream(
            _JUDGED.format(checks=", ".join(f"'{check}'" for check in checks), longest=LONGEST_JUDGED)
        ):
            judged[station].append(_Judged(code, again.outcome(check, code, outcome, measured, digest)))
    return _counted(engine.rows(_STATIONS), judged)


class _Judge:
    """Judges findings again, identical ones only once."""

    def __init__(self, policies: Mapping[str, Tables], other: Tables) -> None:
        self._policies, self._other = policies, other
        self.outcome = lru_cache(maxsize=4096)(self._outcome)

    def _outcome(
        self, check_id: str, code: str, outcome: str, measured: str | None, digest: str | None
    ) -> tuple[str, str] | None:
        """Return code and outcome by the other policy; None if the reported ones cannot be reproduced."""
        check = CHECKS[check_id]
        try:
            then = self._policies[digest].get(check_id, {}) if digest else {}
            measurement = msgspec.json.decode(
                "{}" if measured is None else measured, type=check.measurement, strict=False, dec_hook=_sentence
            )
            before = check.judge(measurement, _section(check_id, then))
            if (before.code, before.outcome.word) != (code, outcome):
                return None
            after = check.judge(measurement, _section(check_id, _over(then, self._other[check_id])))
        except Exception:  # noqa: BLE001  (facts and limits of any version: whatever cannot be judged is left as it was)
            return None
        return after.code, after.outcome.word


def _sentence(kind: type, value: object) -> object:
    """Decode a fact that is a sentence; a report has its text only."""
    if kind is LocalizedText and isinstance(value, str):
        return LocalizedText(value)
    raise TypeError(f"a report has no {kind.__name__}")


def _tables(text: str) -> Tables:
    try:
        return msgspec.json.decode(text, type=dict[str, dict[str, Any]])
    except DECODING_ERRORS:
        return {}


def _over(then: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    outcomes = {**then.get("outcomes", {}), **other.get("outcomes", {})}
    return {**then, **other, "outcomes": outcomes}


def _section(check: str, table: Mapping[str, Any]) -> Section:
    """Return the check's limits, ignoring keys of other versions."""
    known = {field.encode_name for field in msgspec.structs.fields(SECTIONS[check])}
    return msgspec.convert({key: value for key, value in table.items() if key in known}, SECTIONS[check])


def _counted(stations: Iterable[Sequence[Any]], judged: Mapping[int, list[_Judged]]) -> PolicyCompare:
    counts: Counter[str] = Counter()
    codes: dict[str, Counter[str]] = {"before": Counter(), "after": Counter()}
    no_longer: list[StationChange] = []
    newly: list[StationChange] = []
    for number, station, unit, site, verdict, blocking in stations:
        findings = judged.get(number, [])
        again = [each for each in findings if each.after]
        reasons = set(blocking) - {each.code for each in again}
        reasons |= {each.after[0] for each in again if each.after and each.after[1] in BLOCKING}
        was, will = verdict == "no_go", bool(reasons) if again else verdict == "no_go"
        counts["stations"] += 1
        counts["judged"] += bool(findings) and len(again) == len(findings)
        counts["before"] += was
        counts["after"] += will
        codes["before"].update(blocking)
        codes["after"].update(reasons)
        if was != will:
            (newly if will else no_longer).append(StationChange(station, unit, sorted(reasons or blocking), site))
    return PolicyCompare(
        stations=counts["stations"],
        judged=counts["judged"],
        no_go=counts["before"],
        no_go_then=counts["after"],
        codes=[
            CodeChange(code, codes["before"][code], codes["after"][code])
            for code in sorted(codes["before"].keys() | codes["after"].keys())
            if codes["before"][code] != codes["after"][code]
        ],
        newly_no_go=sorted(newly, key=lambda each: each.station),
        no_longer_no_go=sorted(no_longer, key=lambda each: each.station),
    )

"""Evaluate reports as `readiness fleet` does, without its command line."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from readiness.fleet.answers import Answers
from readiness.fleet.duckdb_engine import DuckDbEngine
from readiness.fleet.policy_compare import compare
from readiness.fleet.questions import ask
from readiness.fleet.sources import opened
from readiness.policy.tables import Tables

AS_OF, SILENT_DAYS = date(2026, 11, 23), 14

NO_ANSWERS = Answers(
    as_of=AS_OF, silent_days=SILENT_DAYS, reports=0, stations=0, ready=0, first_day=None, last_day=None, weeks=(),
    blocking=(), products=(), mends=(), changes=(), recovery=(), turned=(), flapping=(), never_ready=(), silent=(),
    unusable={}, unusable_examples=(),
)  # fmt: skip


def fleet_answers(source: Path, parquet: Path | None = None, other: Tables | None = None) -> Answers:
    """Answer every question. With `parquet` the reports are saved; with an `other` policy they are judged again."""
    with tempfile.TemporaryDirectory() as scratch, opened(source, AS_OF, Path(scratch)) as (engine, aside):
        answers = ask(engine, AS_OF, SILENT_DAYS, aside)
        if parquet:
            assert isinstance(engine, DuckDbEngine)
            engine.save_reports(parquet)
        if other is None:
            return answers
        return Answers(
            **{name: getattr(answers, name) for name in answers.__slots__} | {"policy_compare": compare(engine, other)}
        )

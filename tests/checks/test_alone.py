from __future__ import annotations

import pytest

from readiness.checks.alone import CHECK, Measurement, Policy
from readiness.model import Outcome


@pytest.mark.parametrize(
    ("measurement", "code", "outcome"),
    [
        (Measurement(faces_count=1, doubtful_count=0), "ok", Outcome.PASS),
        (Measurement(faces_count=2, next_face_ratio=0.9, doubtful_count=0), "several_people", Outcome.WARN),
        (Measurement(faces_count=2, next_face_ratio=0.35, doubtful_count=0), "several_people", Outcome.WARN),
        (Measurement(faces_count=2, next_face_ratio=0.34, doubtful_count=0), "small_face_behind", Outcome.WARN),
        (Measurement(faces_count=2, next_face_ratio=0.9, others_still=True), "still_face", Outcome.WARN),
        (Measurement(faces_count=2, next_face_ratio=0.2, others_still=True), "still_face", Outcome.WARN),
        (Measurement(faces_count=2, next_face_ratio=0.9, others_still=False), "several_people", Outcome.WARN),
        (Measurement(faces_count=3, doubtful_count=1), "several_people", Outcome.WARN),
        (Measurement(faces_count=1, doubtful_count=1), "cannot_tell", Outcome.WARN),
        (Measurement(faces_count=0, doubtful_count=1), "no_face", Outcome.NOT_ASSESSED),
        (Measurement(faces_count=1), "not_assessed", Outcome.NOT_ASSESSED),
        (Measurement(), "not_assessed", Outcome.NOT_ASSESSED),
    ],
)
def test_measurement_gives_its_code_and_outcome(measurement: Measurement, code: str, outcome: Outcome) -> None:
    finding = CHECK.judge(measurement, Policy())
    assert (finding.code, finding.outcome) == (f"alone.{code}", outcome)

"""Rules of the leak test as a table, and the measurement of recorded sweeps."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace
from speech import RATE_HZ, noise

from readiness.checks.leak import CHECK, Measurement, Policy
from readiness.checks.leak.probe import with_echo
from readiness.measures.audio.leak import sweeps
from readiness.measures.audio.levels import Samples
from readiness.model import Outcome

QUIET = Measurement(microphone_in_use=False, muted=False, played=True, found=False, detectable_db=55.0)
TABLE: tuple[tuple[dict[str, object], str, Outcome], ...] = (
    ({}, "ok", Outcome.PASS),
    ({"found": True, "echo_loss_db": 52.0}, "ok", Outcome.PASS),
    ({"found": True, "echo_loss_db": 30.0}, "heard", Outcome.WARN),
    ({"found": True, "echo_loss_db": 30.0, "detectable_db": 35.0}, "heard", Outcome.WARN),
    ({"detectable_db": 35.0}, "too_noisy", Outcome.WARN),
    ({"played": False}, "interrupted", Outcome.WARN),
    ({"played": False, "found": True, "echo_loss_db": 30.0}, "heard", Outcome.WARN),
    ({"played": None}, "not_assessed", Outcome.NOT_ASSESSED),
    ({"muted": True, "found": None, "detectable_db": None}, "muted", Outcome.WARN),
    ({"microphone_fault": "absent", "muted": None, "found": None}, "no_microphone", Outcome.WARN),
    ({"output_fault": "absent", "muted": None, "found": None}, "no_output", Outcome.WARN),
    ({"microphone_in_use": True}, "in_a_meeting", Outcome.WARN),
    ({"muted": None, "found": None, "detectable_db": None}, "not_assessed", Outcome.NOT_ASSESSED),
)


@pytest.mark.parametrize(("changes", "what", "outcome"), TABLE)
def test_measurement_gives_its_code_and_outcome(changes: dict[str, object], what: str, outcome: Outcome) -> None:
    finding = CHECK.judge(replace(QUIET, **changes), Policy())
    assert (finding.code, finding.outcome) == (f"leak.{what}", outcome)


def room(loss_db: float | None, noise_dbfs: float, level_dbfs: float) -> Samples:
    recorded = noise(int(2.2 * RATE_HZ), noise_dbfs)
    if loss_db is not None:
        sound = sweeps(RATE_HZ, level_dbfs) * np.float32(10 ** (-loss_db / 20))
        recorded[4800 : 4800 + sound.size] += sound
    return recorded


@pytest.mark.parametrize(
    ("loss_db", "noise_dbfs", "level_dbfs", "what"),
    [
        (10, -40, -30, "heard"),
        (30, -50, -30, "heard"),
        (30, -65, -45, "heard"),
        (60, -70, -30, "ok"),
        (60, -90, -30, "ok"),
        (None, -60, -30, "ok"),
        (None, -40, -30, "too_noisy"),
        (None, -60, -50, "too_noisy"),
    ],
)
def test_code_for_the_recorded_sweep(loss_db: float | None, noise_dbfs: float, level_dbfs: float, what: str) -> None:
    limits = Policy(level_dbfs=level_dbfs)
    measured = with_echo(Measurement(played=True), room(loss_db, noise_dbfs, level_dbfs), RATE_HZ, limits)
    assert CHECK.judge(measured, limits).code == f"leak.{what}"


def test_exact_silence_is_a_muted_microphone() -> None:
    assert with_echo(Measurement(), np.zeros(RATE_HZ, dtype=np.float32), RATE_HZ, Policy()).muted

"""Findings for every kind of sound: rules as a table, recordings made by degrading real speech."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from msgspec.structs import replace
from speech import RATE_HZ, noise, speech, tone, write_wav

from readiness.checks.microphone import CHECK, OBSTACLES, PROBE, Measurement, Policy
from readiness.checks.microphone.analysis_window import AnalysisWindow
from readiness.checks.microphone.breaks_and_tones import measure_breaks_and_whine
from readiness.checks.microphone.measure import measure
from readiness.checks.microphone.probe import RECORDING_FAULTS, judge_recording, listen
from readiness.host.audio import portaudio, wav_file
from readiness.measures.audio.levels import Samples
from readiness.measures.audio.resampling import Resampler
from readiness.model import Activity, Measured, Outcome, Request
from readiness.model import Policy as WholePolicy

GOOD = Measurement(
    name="Jabra Evolve2 65",
    finished=True,
    sample_rate_hz=48000,
    heard_s=6.0,
    speech_s=3.5,
    level_dbfs=-28.0,
    peak_dbfs=-8.0,
    offset_dbfs=-80.0,
    digital_silence=False,
    speech_level_dbfs=-26.0,
    noise_dbfs=-60.0,
    snr_db=34.0,
    clipping_per_s=0.0,
    clipping_percent=0.0,
    dropouts_count=0,
    dropouts_percent=0.0,
    bandwidth_hz=24000.0,
)
TABLE: tuple[tuple[dict[str, object], str, Outcome], ...] = (
    ({}, "ok", Outcome.PASS),
    ({"digital_silence": True, "speech_s": 0.0, "level_dbfs": -120.0}, "muted", Outcome.FAIL),
    ({"muted_in_system": True}, "muted", Outcome.FAIL),
    ({"level_dbfs": -76.0, "speech_s": 0.0, "speech_level_dbfs": None}, "silent", Outcome.FAIL),
    ({"speech_s": 0.4}, "no_speech", Outcome.FAIL),
    ({"clipping_per_s": 40.0, "clipping_percent": 2.0}, "clipping", Outcome.FAIL),
    ({"clipping_per_s": 2.0, "clipping_percent": 0.1}, "clipping", Outcome.WARN),
    ({"dropouts_count": 20, "dropouts_percent": 8.0}, "dropouts", Outcome.FAIL),
    ({"dropouts_count": 1, "dropouts_percent": 0.2}, "dropouts", Outcome.WARN),
    ({"speech_level_dbfs": -50.0}, "quiet", Outcome.FAIL),
    ({"speech_level_dbfs": -40.0}, "quiet", Outcome.WARN),
    ({"speech_level_dbfs": -10.0}, "too_loud", Outcome.WARN),
    ({"snr_db": 8.0}, "noisy", Outcome.FAIL),
    ({"snr_db": 15.0}, "noisy", Outcome.WARN),
    ({"room_voices_dbfs": -52.0}, "room_voices", Outcome.WARN),
    ({"room_voices_dbfs": -52.0, "snr_db": 8.0}, "noisy", Outcome.FAIL),
    ({"room_sounds_dbfs": -38.0}, "room_sounds", Outcome.WARN),
    ({"room_sounds_dbfs": -45.0}, "ok", Outcome.PASS),
    ({"hum_hz": 50, "hum_dbfs": -45.0}, "hum", Outcome.WARN),
    ({"hum_hz": 50, "hum_dbfs": -70.0}, "ok", Outcome.PASS),
    ({"bandwidth_hz": 3500.0}, "narrow_band", Outcome.WARN),
    ({"treble_db": -36.0}, "muffled", Outcome.WARN),
    ({"treble_db": -36.0, "sibilance_db": -20.0}, "ok", Outcome.PASS),
    ({"treble_db": -34.0, "sibilance_db": -26.0}, "muffled", Outcome.WARN),
    ({"treble_db": -31.0, "sibilance_db": -29.0}, "muffled", Outcome.WARN),
    ({"treble_db": -31.0, "sibilance_db": -26.0}, "ok", Outcome.PASS),
    ({"treble_db": -28.0, "sibilance_db": -38.0}, "ok", Outcome.PASS),
    ({"finished": False, "speech_s": 0.0, "speech_level_dbfs": None}, "not_assessed", Outcome.NOT_ASSESSED),
    ({"snr_db": None}, "not_assessed", Outcome.NOT_ASSESSED),
    ({"bandwidth_hz": None}, "not_assessed", Outcome.NOT_ASSESSED),
)
VOICE = speech()


@pytest.mark.parametrize(("changes", "what", "outcome"), TABLE)
def test_measurement_gives_its_code_and_outcome(changes: dict[str, object], what: str, outcome: Outcome) -> None:
    finding = CHECK.judge(replace(GOOD, **changes), Policy())
    assert (finding.code, finding.outcome) == (f"microphone.{what}", outcome)


@pytest.mark.parametrize("what", [rule.what for rule in OBSTACLES])
def test_an_obstacle_is_named_by_its_own_rule(what: str) -> None:
    finding = CHECK.judge(Measurement(fault=what), Policy())
    assert (finding.code, finding.outcome) == (f"microphone.{what}", Outcome.FAIL)


def test_every_fault_has_a_rule() -> None:
    faults = {*get_args(portaudio.Fault), *(RECORDING_FAULTS[each] for each in get_args(wav_file.Fault))}
    assert faults == {rule.what for rule in OBSTACLES}


def test_nothing_measured_is_not_assessed_and_names_stay_private() -> None:
    assert CHECK.judge(Measurement(), Policy()).outcome is Outcome.NOT_ASSESSED
    finding = CHECK.judge(GOOD, Policy())
    assert finding.subject == "Jabra Evolve2 65"
    assert "name" not in finding.measured


@pytest.mark.parametrize("mains_hz", [100, 120])
def test_a_buzz_is_no_broken_voice(mains_hz: int) -> None:
    buzz = (np.arange(VOICE.size) * mains_hz / RATE_HZ % 1 - 0.5).astype(np.float32) * np.float32(0.02)
    heard = VOICE + buzz + noise(VOICE.size, -75)
    measured = measure(heard, RATE_HZ)
    assert measured.regular_breaks_hz is None
    assert CHECK.judge(measured, Policy()).code.removeprefix("microphone.") in {"hum", "noisy", "whine"}
    latest = measure_breaks_and_whine(heard[: 3 * RATE_HZ], RATE_HZ, -20, 2)
    assert latest.regular_breaks_hz is None


def _cut(sound: Samples, share: float) -> Samples:
    limit = np.quantile(np.abs(sound), 1 - share)
    return np.clip(sound, -limit, limit).astype(np.float32)


def _torn(sound: Samples) -> Samples:
    torn = sound + noise(sound.size, -75)
    loud = np.flatnonzero(np.convolve(np.square(torn), np.ones(2400) / 2400, "same") > 1e-3)
    torn[loud[loud.size // 2] : loud[loud.size // 2] + 960] = 0
    return torn


def _telephone(sound: Samples) -> Samples:
    narrow = Resampler(8000, RATE_HZ)(Resampler(RATE_HZ, 8000)(sound))
    return narrow + noise(narrow.size, -90)


SPOILT: tuple[tuple[str, Callable[[Samples], Samples], str, Outcome], ...] = (
    ("as it is", lambda v: v, "ok", Outcome.PASS),
    ("in a quiet room", lambda v: v + noise(v.size, -60), "ok", Outcome.PASS),
    ("muted", lambda v: v * 0, "muted", Outcome.FAIL),
    ("only the converter's noise", lambda v: noise(v.size, -85), "silent", Outcome.FAIL),
    ("a fan and nobody", lambda v: noise(v.size, -50), "no_speech", Outcome.FAIL),
    ("cut a little", lambda v: _cut(v, 0.002), "clipping", Outcome.WARN),
    ("cut much", lambda v: _cut(v, 0.05), "clipping", Outcome.FAIL),
    ("far away", lambda v: v * np.float32(0.1), "quiet", Outcome.WARN),
    ("very far away", lambda v: v * np.float32(0.03), "quiet", Outcome.FAIL),
    ("beside a motorway", lambda v: v + noise(v.size, -20), "noisy", Outcome.FAIL),
    ("beside a fan", lambda v: v + noise(v.size, -27), "noisy", Outcome.WARN),
    ("with a hole", _torn, "dropouts", Outcome.WARN),
    ("over old Bluetooth", _telephone, "narrow_band", Outcome.WARN),
    (
        "on a bad charger",
        lambda v: (
            np.concatenate([v[:24000] * 0, v]) + tone(v.size + 24000, 50, 0.012) + tone(v.size + 24000, 150, 0.006)
        ),
        "hum",
        Outcome.WARN,
    ),
)


@pytest.mark.slow
@pytest.mark.parametrize(("spoil", "what", "outcome"), [each[1:] for each in SPOILT], ids=[each[0] for each in SPOILT])
def test_degraded_recording_gives_its_code(
    tmp_path: Path, spoil: Callable[[Samples], Samples], what: str, outcome: Outcome
) -> None:
    path = write_wav(tmp_path / "recording.wav", spoil(VOICE).astype(np.float32))
    (finding,) = judge_recording(path, WholePolicy())
    assert (finding.code, finding.outcome) == (f"microphone.{what}", outcome)


def test_the_policy_decides(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "fine.wav", VOICE)
    (finding,) = judge_recording(path, WholePolicy((Policy(quiet_dbfs=-10, outcomes={"quiet": "fail"}),)))
    assert (finding.code, finding.outcome) == ("microphone.quiet", Outcome.FAIL)


def test_files_that_are_not_recordings(tmp_path: Path) -> None:
    empty, text = tmp_path / "empty.wav", tmp_path / "text.wav"
    empty.touch()
    text.write_text("no sound here")
    codes = [judge_recording(path, WholePolicy())[0].code for path in (empty, text, tmp_path / "gone.wav")]
    assert codes == ["microphone.empty_recording", "microphone.not_a_recording", "microphone.recording_missing"]


def test_the_shortest_recording_is_judged(tmp_path: Path) -> None:
    (finding,) = judge_recording(write_wav(tmp_path / "short.wav", VOICE[:1]), WholePolicy())
    assert finding.outcome is Outcome.FAIL


def test_probe_reads_a_recording_without_delay(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "fine.wav", VOICE)
    messages = list(listen(Request(microphone=str(path))))
    assert [type(each) for each in messages] == [Activity, Measured]
    assert PROBE.deadline_s(WholePolicy()) > Policy().listen_s


def test_rolling_window_measures_like_a_recording() -> None:
    window = AnalysisWindow(RATE_HZ, 8)
    sound = VOICE[: 6 * RATE_HZ] + noise(6 * RATE_HZ, -60)
    for at in range(0, sound.size, 1600):
        window.add(sound[at : at + 1600])
    live, whole = window.measure(), measure(sound, RATE_HZ)
    assert live.speech_s == pytest.approx(whole.speech_s, abs=0.1)
    assert live.speech_level_dbfs == pytest.approx(whole.speech_level_dbfs, abs=0.2)
    assert live.snr_db == pytest.approx(whole.snr_db, abs=0.5)


def test_rolling_window_drops_old_sound() -> None:
    window = AnalysisWindow(RATE_HZ, 8)
    for sound in (VOICE, noise(9 * RATE_HZ, -60)):
        for at in range(0, sound.size, 1600):
            window.add(sound[at : at + 1600])
    assert window.speech_s == 0
    assert window.samples().size == pytest.approx(8 * RATE_HZ, rel=0.01)
    assert window.heard_s == pytest.approx((VOICE.size + 9 * RATE_HZ) / RATE_HZ)


def test_latest_seconds_are_available_for_playback() -> None:
    window = AnalysisWindow(RATE_HZ, 8)
    sound = np.concatenate([VOICE[: 6 * RATE_HZ], noise(RATE_HZ, -70)])
    for at in range(0, sound.size, 1600):
        window.add(sound[at : at + 1600])
    assert window.spoke_at_s == pytest.approx(6, abs=0.7)
    latest = window.latest(5)
    seconds = len(latest.pcm) / 2 / RATE_HZ
    assert latest.rate_hz == RATE_HZ
    assert 4 < seconds <= 5
    everything = np.round(window.samples() * 32767).astype("<i2").tobytes()
    assert everything.index(latest.pcm) / 2 / RATE_HZ + seconds < 6.8

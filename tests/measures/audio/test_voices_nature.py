"""What belongs to the voice, the reader or the recording is no fault of the equipment."""

from __future__ import annotations

import numpy as np
import pytest
from speech import RATE_HZ, noise, speech, tone

from readiness.checks.microphone import CHECK, Policy
from readiness.checks.microphone.breaks_and_tones import measure_breaks_and_whine
from readiness.checks.microphone.measure import measure
from readiness.measures.audio.bands import band
from readiness.measures.audio.bandwidth import bandwidth_hz
from readiness.measures.audio.brightness import sibilance_db
from readiness.measures.audio.clipping import clipping
from readiness.measures.audio.discontinuities import discontinuities
from readiness.measures.audio.levels import Samples
from readiness.measures.audio.resampling import Resampler

pytestmark = pytest.mark.slow

VOICE = speech()
QUIET_ROOM = VOICE + noise(VOICE.size, -72)


def code(sound: Samples) -> str:
    return CHECK.judge(measure(sound.astype(np.float32), RATE_HZ), Policy()).code


@pytest.mark.parametrize(("mains_dbfs", "what"), [(-48, "ok"), (-30, "hum")])
def test_hum_counts_when_it_can_be_heard(mains_dbfs: float, what: str) -> None:
    """Nearly all of it at 60 Hz, where the ear needs 27 dB more than at 250 Hz."""
    peak = np.sqrt(2) * 10 ** (mains_dbfs / 20)
    sound = np.concatenate([noise(2 * RATE_HZ, -72), QUIET_ROOM])
    measured = measure(sound + tone(sound.size, 60, peak) + tone(sound.size, 120, peak / 10), RATE_HZ)
    assert measured.hum_hz == 60
    assert CHECK.judge(measured, Policy()).code == f"microphone.{what}"


def test_soft_voice_with_clear_consonants_is_not_muffled() -> None:
    """Vowels without treble, as of a child or a deep voice, and S and T as they were."""
    dull = band(QUIET_ROOM, RATE_HZ, 50, 1200) + 0.012 * band(QUIET_ROOM, RATE_HZ, 1200, 3500)
    sibilants = band(QUIET_ROOM, RATE_HZ, 4200, 12_000)
    assert code(dull + 0.01 * sibilants) == "microphone.muffled"
    loudest = measure(dull + sibilants, RATE_HZ)
    assert loudest.sibilance_db is not None
    assert loudest.sibilance_db > Policy().sibilance_min_db
    assert sibilance_db(QUIET_ROOM[: RATE_HZ // 10], RATE_HZ, -26) is None


def test_voice_without_treble_is_told_from_a_narrow_link_by_the_noise() -> None:
    narrow = Resampler(8000, RATE_HZ)(Resampler(RATE_HZ, 8000)(VOICE))
    through_a_link = narrow + noise(narrow.size, -100)
    in_a_room = narrow + noise(narrow.size, -72)
    edge_hz = bandwidth_hz(through_a_link, RATE_HZ)
    assert edge_hz is not None
    assert edge_hz < 4500
    assert bandwidth_hz(in_a_room, RATE_HZ) == RATE_HZ / 2


def larynx(pitch_hz: float) -> Samples:
    """The same words said with an artificial larynx: the throat shapes pulses of one pitch."""
    size, move = 1536, 384
    pulses, window = np.zeros(VOICE.size, dtype=np.float32), np.hanning(size)
    pulses[(np.arange(VOICE.size * pitch_hz / RATE_HZ) * RATE_HZ / pitch_hz).astype(int)] = 1
    said = np.zeros(VOICE.size)
    for start in range(0, VOICE.size - size, move):
        shape = np.fft.irfft(np.log(np.abs(np.fft.rfft(QUIET_ROOM[start : start + size] * window)) + 1e-7))
        shape[60:-60] = 0
        spectrum = np.fft.rfft(pulses[start : start + size] * window) * np.exp(np.fft.rfft(shape).real)
        said[start : start + size] += np.fft.irfft(spectrum, size) * window
    made: Samples = (0.4 * said / np.abs(said).max()).astype(np.float32)
    return made


@pytest.mark.parametrize("pitch_hz", [75, 93, 105, 160])
def test_artificial_larynx_is_neither_whine_nor_hum_nor_robot(pitch_hz: float) -> None:
    said = larynx(pitch_hz) + noise(VOICE.size, -72)
    for measured in (measure(said, RATE_HZ), measure_breaks_and_whine(said, RATE_HZ, -26, 2)):
        assert (measured.whine_hz, measured.hum_hz, measured.regular_breaks_hz) == (None, None, None)


@pytest.mark.parametrize("times", [8, 16])
def test_packets_that_are_played_again_and_again_are_no_larynx(times: int) -> None:
    """They have one pitch too, but no mouth moves in them."""
    packet = RATE_HZ * 16 // 1000
    block = times * packet
    stuck = [np.tile(QUIET_ROOM[at : at + packet], times) for at in range(0, QUIET_ROOM.size - block, block)]
    assert code(np.concatenate(stuck)) == "microphone.broken"


def test_buzz_beside_a_voice_is_still_told() -> None:
    buzz = sum(tone(VOICE.size, 105 * line, 0.006) for line in range(1, 20))
    assert code(QUIET_ROOM + buzz) == "microphone.whine"


def test_steps_of_a_converter_in_silent_pauses_are_no_clicks() -> None:
    silent = np.zeros(RATE_HZ, dtype=np.float32)
    silent[:: RATE_HZ // 20] = 2**-15
    gated = np.concatenate([silent, VOICE, silent])
    assert discontinuities(gated, RATE_HZ, -22).clicks_per_s < 0.5


def test_few_limited_peaks_are_not_clipping() -> None:
    def limited(share: float) -> Samples:
        low = Resampler(RATE_HZ, 44_100)(QUIET_ROOM)
        height = np.quantile(np.abs(low), 1 - share)
        return 0.5 * Resampler(44_100, RATE_HZ)(np.clip(low, -height, height).astype(np.float32))

    assert clipping(limited(0.0004), RATE_HZ).per_s == 0
    assert clipping(limited(0.01), RATE_HZ).percent > 0.5

"""Broken-up voice, echo, tones, colour and distance: made by known recipes in a recorded voice, and a clean voice."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from speech import RATE_HZ, noise, speech, tone

from readiness.measures.audio.band_power import band_power
from readiness.measures.audio.bandwidth import bandwidth_hz
from readiness.measures.audio.brightness import treble_db
from readiness.measures.audio.discontinuities import discontinuities
from readiness.measures.audio.dropouts import dropouts
from readiness.measures.audio.level_drop import level_drop_db, softer_since
from readiness.measures.audio.levels import Samples
from readiness.measures.audio.musical_noise import musical_noise_db
from readiness.measures.audio.own_echo import own_echo
from readiness.measures.audio.repeats import repeats_per_s
from readiness.measures.audio.resampling import Resampler
from readiness.measures.audio.reverberation import quickest_fall_db
from readiness.measures.audio.speech_level import active_level_dbfs
from readiness.measures.audio.tones import steady_tone

VOICE = speech()[: 7 * RATE_HZ]
VOICE = VOICE + noise(VOICE.size, -75)
LEVEL_DBFS = active_level_dbfs(VOICE, RATE_HZ) or 0.0
SPOKEN = np.flatnonzero(np.convolve(np.square(VOICE), np.ones(960) / 960, "same") > 10 ** (LEVEL_DBFS / 10))
SPOKEN = SPOKEN[(SPOKEN > 9_600) & (VOICE.size - 19_200 > SPOKEN)]
RNG = np.random.default_rng(3)
MOMENTS = sorted(RNG.choice(SPOKEN, 40).tolist())


def lost_packets(every: int, size: int, fill: Callable[[Samples, int], Samples]) -> Samples:
    """Every so many packets, one is filled from what came before it."""
    torn = VOICE.copy()
    for index in range(1, torn.size // size):
        if index % every == 0:
            torn[index * size : (index + 1) * size] = fill(torn, index * size)
    return torn


def test_clean_voice_has_no_faults() -> None:
    found = discontinuities(VOICE, RATE_HZ, LEVEL_DBFS)
    assert found.clicks_per_s < 0.3
    assert found.cuts_count == 0
    assert found.regular_hz is None
    assert repeats_per_s(VOICE, RATE_HZ, LEVEL_DBFS) < 0.5
    assert own_echo(VOICE, RATE_HZ) is None
    assert steady_tone(VOICE, RATE_HZ).hz is None
    assert dropouts(VOICE, RATE_HZ).count == 0
    assert (treble_db(band_power(VOICE, RATE_HZ), RATE_HZ) or -99) > -33
    assert (quickest_fall_db(VOICE, RATE_HZ) or 0) > 14


@pytest.mark.parametrize("size", [360, 480, 960])
def test_repeated_packets_are_counted(size: int) -> None:
    torn = lost_packets(7, size, lambda sound, at: 0.8 * sound[at - size : at])
    assert repeats_per_s(torn, RATE_HZ, LEVEL_DBFS) > 1


@pytest.mark.parametrize("pitch_hz", [187.5, 200, 410])
def test_constant_pitch_is_not_counted_as_repetition(pitch_hz: float) -> None:
    at = np.arange(2 * RATE_HZ) / RATE_HZ
    vowel = sum(np.sin(2 * np.pi * pitch_hz * line * at) / line for line in range(1, 9)) * 0.05
    assert repeats_per_s((vowel + noise(at.size, -75)).astype(np.float32), RATE_HZ, -26) == 0
    words = np.where(np.sin(2 * np.pi * 2.7 * at) > 0, vowel, 0) + noise(at.size, -75)
    assert repeats_per_s(words.astype(np.float32), RATE_HZ, -26) < 0.75


def test_a_pitch_that_glides_slowly_repeats_nothing() -> None:
    """A monotone voice: each period is like the last, to a few ten-thousandths, and unlike those further on."""
    at = np.arange(4 * RATE_HZ) / RATE_HZ
    phase = np.cumsum(2 * np.pi * (192 + 3 * np.sin(2 * np.pi * 0.4 * at)) / RATE_HZ)
    vowel = sum(np.sin(phase * line) / line for line in range(1, 12)) * 0.05
    assert repeats_per_s((vowel + noise(at.size, -75)).astype(np.float32), RATE_HZ, -26) < 0.5


def test_samples_lost_without_a_gap_click() -> None:
    keep = np.ones(VOICE.size, dtype=bool)
    for at in MOMENTS:
        keep[at : at + 384] = False
    assert discontinuities(VOICE[keep], RATE_HZ, LEVEL_DBFS).clicks_per_s > 0.5


@pytest.mark.parametrize("block", [480, 960])
def test_breaks_at_a_steady_rate_are_found_with_their_rate(block: int) -> None:
    broken = VOICE[np.arange(VOICE.size) % block < 0.92 * block]
    found = discontinuities(broken, RATE_HZ, LEVEL_DBFS).regular_hz
    assert found is not None
    rate_hz = RATE_HZ / (0.92 * block)
    assert found / rate_hz == pytest.approx(round(found / rate_hz), abs=0.02)


@pytest.mark.parametrize("hole", [48, 96])
def test_many_short_holes_count(hole: int) -> None:
    torn = np.where(np.arange(VOICE.size) % 480 < hole, 0, VOICE).astype(np.float32)
    assert dropouts(torn, RATE_HZ).count > 50


def test_voice_that_stops_abruptly_in_noise() -> None:
    torn = VOICE.copy()
    for at in MOMENTS[::5]:
        torn[at : at + 1920] = noise(1920, -70)
    assert discontinuities(torn, RATE_HZ, LEVEL_DBFS).cuts_count > 0


@pytest.mark.parametrize(("size", "height"), [(2, 0.5), (3, 0.3), (2, 0.1)])
def test_clicks_are_counted(size: int, height: float) -> None:
    torn = VOICE.copy()
    for at in RNG.integers(0, VOICE.size - 10, 56):
        torn[at : at + size] += height
    assert discontinuities(torn, RATE_HZ, LEVEL_DBFS).clicks_per_s > 1


@pytest.mark.parametrize(("then_s", "ends"), [(0.05, 0), (0.5, 1)])
def test_recording_that_stops_within_a_word_is_not_cut_off_by_the_link(then_s: float, ends: int) -> None:
    word = VOICE[: int(SPOKEN[SPOKEN.size // 2])]
    stopped = np.concatenate([word, noise(round(then_s * RATE_HZ), -75)])
    assert discontinuities(stopped, RATE_HZ, LEVEL_DBFS).cuts_count == ends


@pytest.mark.parametrize(("delay_s", "under_db"), [(0.25, 12.0), (0.4, 6.0)])
def test_ones_own_echo_is_found_with_its_delay(delay_s: float, under_db: float) -> None:
    later = round(delay_s * RATE_HZ)
    echoed = VOICE.copy()
    echoed[later:] += VOICE[:-later] * np.float32(10 ** (-under_db / 20))
    found = own_echo(echoed, RATE_HZ)
    assert found is not None
    assert found.delay_ms == pytest.approx(1000 * delay_s, abs=1)
    assert found.under_db == pytest.approx(under_db, abs=4)


def test_piece_of_sound_that_a_synthesizer_uses_twice_is_no_echo() -> None:
    """It stands out of the whole as an echo's returns do, but only once."""
    piece, later = round(0.35 * RATE_HZ), round(0.6 * RATE_HZ)
    loud = max(range(0, VOICE.size // 3, RATE_HZ // 10), key=lambda at: float(np.square(VOICE[at : at + piece]).sum()))
    said = VOICE.copy()
    said[loud + later : loud + later + piece] = said[loud : loud + piece]
    assert own_echo(said, RATE_HZ) is None


@pytest.mark.parametrize("delay_s", [0.045, 0.05, 0.058])
def test_echo_that_comes_back_again_and_again_is_found_by_its_second_return(delay_s: float) -> None:
    """As from a loudspeaker that the microphone hears, with the delay of one computer."""
    later = round(delay_s * RATE_HZ)
    echoed = VOICE.copy()
    for times in range(1, 6):
        echoed[times * later :] += VOICE[: -times * later] * np.float32(0.5**times)
    found = own_echo(echoed, RATE_HZ)
    assert found is not None
    assert found.delay_ms == pytest.approx(2000 * delay_s, abs=1)


@pytest.mark.parametrize("pitch_hz", [62.0, 90.0, 118.0])
def test_artificial_larynx_has_no_echo(pitch_hz: float) -> None:
    pulses = (np.diff(np.floor(np.arange(VOICE.size + 1) * pitch_hz / RATE_HZ)) > 0).astype(np.float32)
    syllables = np.sqrt(np.convolve(np.square(VOICE), np.ones(960) / 960, "same")).astype(np.float32)
    assert own_echo(9 * pulses * syllables + noise(VOICE.size, -75), RATE_HZ) is None


@pytest.mark.parametrize("hertz", [1000.0, 3300.0, 7900.0])
def test_a_whine_is_found_with_its_frequency(hertz: float) -> None:
    found = steady_tone(VOICE + tone(VOICE.size, hertz, 10 ** (-47 / 20)), RATE_HZ)
    assert found.hz == pytest.approx(hertz, abs=6)
    assert found.level_dbfs == pytest.approx(-50, abs=1.5)


def test_a_covered_microphone_has_no_treble() -> None:
    spectrum = np.fft.rfft(VOICE)
    covered = 1 / np.sqrt(1 + (np.fft.rfftfreq(VOICE.size, 1 / RATE_HZ) / 1200) ** 4)
    muffled = np.fft.irfft(spectrum * covered, VOICE.size).astype(np.float32)
    assert (treble_db(band_power(muffled, RATE_HZ), RATE_HZ) or 0) < -33


def test_eight_kilohertz_interpolated_is_narrow() -> None:
    low = Resampler(RATE_HZ, 8000)(VOICE)
    interpolated = np.interp(np.arange(6 * low.size) / 6, np.arange(low.size), low).astype(np.float32)
    assert bandwidth_hz(interpolated, RATE_HZ) == 4000


def in_a_room(reverberation_s: float, direct_db: float) -> Samples:
    """The voice with a room's tail, so much louder than the tail."""
    index = np.arange(round(1.2 * reverberation_s * RATE_HZ))
    tail = np.random.default_rng(4).normal(size=index.size) * np.exp(-6.9 * index / (reverberation_s * RATE_HZ))
    tail *= 10 ** (-direct_db / 20) / np.sqrt(np.square(tail).sum())
    tail[0] += 1
    size = VOICE.size + tail.size
    return np.fft.irfft(np.fft.rfft(VOICE, size) * np.fft.rfft(tail, size), size)[: VOICE.size].astype(np.float32)


@pytest.mark.parametrize(("reverberation_s", "direct_db"), [(0.4, -6), (0.6, -6), (1.0, -6), (0.6, -20)])
@pytest.mark.parametrize("noise_dbfs", [-75, -55])
def test_distant_microphone_records_mainly_the_room(
    reverberation_s: float, direct_db: float, noise_dbfs: float
) -> None:
    far = in_a_room(reverberation_s, direct_db) + noise(VOICE.size, noise_dbfs)
    assert (quickest_fall_db(far, RATE_HZ) or 99) < 12


@pytest.mark.parametrize(("reverberation_s", "direct_db"), [(0.3, 8), (0.6, 10), (0.8, 12)])
@pytest.mark.parametrize("noise_dbfs", [-75, -55, -45])
def test_close_to_the_mouth_an_ordinary_room_does_not_matter(
    reverberation_s: float, direct_db: float, noise_dbfs: float
) -> None:
    near = in_a_room(reverberation_s, direct_db) + noise(VOICE.size, noise_dbfs)
    assert (quickest_fall_db(near, RATE_HZ) or 99) > 12.5


def test_a_level_that_drops_within_running_speech() -> None:
    voice = np.tile(VOICE[SPOKEN[0] : SPOKEN[0] + RATE_HZ], 6)
    speaks = np.ones(int(voice.size / RATE_HZ / 0.032), dtype=bool)
    assert level_drop_db(voice, RATE_HZ, speaks, 0.032) is None
    half = voice.size // 2
    dropped = np.concatenate([voice[:half], voice[half:] * np.float32(0.1)])
    assert level_drop_db(dropped, RATE_HZ, speaks, 0.032) == pytest.approx(20, abs=3)


@pytest.mark.parametrize("seed", [8, 21, 28])
def test_a_level_that_drops_soon_after_a_soft_syllable(seed: int) -> None:
    """The fall seems a little larger before the soft syllable, after which loud ones are still to come."""
    frame_s, count = 0.032, 180
    levels_db = np.random.default_rng(seed).normal(-26, 5, count)
    levels_db[count // 2 :] -= 20
    frame = round(frame_s * RATE_HZ)
    sound = (tone(count * frame, 1000, 1.0) * np.repeat(10 ** (levels_db / 20), frame)).astype(np.float32)
    assert level_drop_db(sound, RATE_HZ, np.ones(count, bool), frame_s) == pytest.approx(20, abs=3)


def test_a_voice_is_softer_since_somebody_leaned_back() -> None:
    voice = np.tile(VOICE[SPOKEN[0] : SPOKEN[0] + RATE_HZ], 6)
    speaks = np.ones(int(voice.size / RATE_HZ / 0.032), dtype=bool)
    assert softer_since(voice, RATE_HZ, speaks, 0.032) == 0
    at = 3 * RATE_HZ
    softer = np.concatenate([voice[:at], voice[at:] * np.float32(0.35)])
    assert softer_since(softer, RATE_HZ, speaks, 0.032) == pytest.approx(at, abs=RATE_HZ / 4)
    soon = softer[: at + RATE_HZ]
    assert softer_since(soon, RATE_HZ, speaks, 0.032) <= soon.size - 2 * RATE_HZ, "enough is left to tell how far it is"


@pytest.mark.parametrize("rate_hz", [8000, 16_000, 44_100, 48_000])
def test_short_or_silent_sound_has_no_faults(rate_hz: int) -> None:
    for sound in (np.zeros(10, np.float32), np.zeros(rate_hz, np.float32), noise(rate_hz // 2, -40)):
        assert discontinuities(sound, rate_hz, -26).cuts_count == 0
        assert repeats_per_s(sound, rate_hz, -26) == 0
        assert own_echo(sound, rate_hz) is None
        assert steady_tone(sound, rate_hz).hz is None
        assert quickest_fall_db(sound, rate_hz) is None
        treble_db(band_power(sound, rate_hz), rate_hz)
        assert level_drop_db(sound, rate_hz, np.ones(10, bool), 0.032) is None


def test_intermittent_tones_are_distinguished_from_voice_and_noise() -> None:
    rng = np.random.default_rng(5)
    left_over = VOICE.copy()
    for at in rng.integers(0, VOICE.size - 4000, 280).tolist():
        size = int(rng.integers(1500, 3800))
        pitch = tone(size, float(rng.uniform(600, 5000)), 0.009) * np.hanning(size).astype(np.float32)
        left_over[at : at + size] += pitch
    assert (musical_noise_db(left_over, RATE_HZ) or 0) > 25
    for clean in (VOICE, VOICE + noise(VOICE.size, -50), noise(VOICE.size, -40), VOICE[:4000], 0 * VOICE):
        assert musical_noise_db(clean, RATE_HZ) is None


def test_voice_of_two_seconds_is_too_short_for_a_level_drop() -> None:
    assert level_drop_db(VOICE, RATE_HZ, np.ones(62, bool), 0.032) is None


@pytest.mark.parametrize("hum_under_db", [14, 20, 26])
def test_mains_hum_between_the_words_is_no_repetition(hum_under_db: float) -> None:
    peak = 10 ** ((LEVEL_DBFS - hum_under_db) / 20) / 2**0.5
    hum = np.sum([tone(VOICE.size, hertz, peak) for hertz in (50, 100, 150, 200)], axis=0)
    for start in range(0, VOICE.size - 2 * RATE_HZ, RATE_HZ):
        part = slice(start, start + 2 * RATE_HZ)
        assert repeats_per_s(VOICE[part] + hum[part], RATE_HZ, LEVEL_DBFS) < 1

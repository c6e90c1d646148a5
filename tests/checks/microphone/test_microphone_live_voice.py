"""A voice as it is heard block by block: a fault that begins is reported within seconds."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from speech import RATE_HZ, noise, speech, tone

from readiness.checks.microphone import CHECK, Measurement, Policy
from readiness.checks.microphone.live_voice import REMEMBERED_S, LiveVoice, loudest, others_voice_dbfs
from readiness.measures.audio.levels import Samples

BLOCK, FRAME = RATE_HZ // 15, RATE_HZ // 50
BEGINS_S = 14
VOICE = np.concatenate([speech(), speech()[: 10 * RATE_HZ]])
VOICE = (VOICE + noise(VOICE.size, -70)).astype(np.float32)


def codes(sound: Samples) -> list[tuple[float, str]]:
    """When the finding changed, and to which code."""
    voice, told = LiveVoice(RATE_HZ, Policy()), [(0.0, "")]
    voice.warm_up(sound[:BLOCK])
    for number, start in enumerate(range(BLOCK, sound.size - BLOCK, BLOCK)):
        voice.add(sound[start : start + BLOCK])
        if voice.is_first_due or number % 8 == 0:
            voice.measure_if_due()
        code = CHECK.judge(voice.settled, Policy()).code.removeprefix("microphone.") if voice.settled else ""
        if code != told[-1][1]:
            told.append((voice.heard_s, code))
    return told[1:]


def holes(sound: Samples) -> Samples:
    torn = sound.copy()
    for start in range(0, torn.size, RATE_HZ // 10):
        torn[start : start + RATE_HZ // 500] = 0
    return torn


def repeated_packets(sound: Samples) -> Samples:
    torn, packet = sound.copy(), RATE_HZ // 100
    for start in range(packet, torn.size - packet, 8 * packet):
        torn[start : start + packet] = torn[start - packet : start]
    return torn


@pytest.mark.slow
def test_whole_voice_stays_good() -> None:
    assert [code for _, code in codes(VOICE)] == ["ok"]


@pytest.mark.slow
@pytest.mark.parametrize("spoil", [holes, repeated_packets])
def test_voice_that_begins_to_break_up_is_told_within_five_seconds(spoil: Callable[[Samples], Samples]) -> None:
    begins = BEGINS_S * RATE_HZ
    sound = np.concatenate([VOICE[:begins], spoil(VOICE[begins:])])
    (_, first), (told_s, second) = codes(sound)[:2]
    assert first == "ok"
    assert second in {"broken", "dropouts", "crackle"}
    assert BEGINS_S < told_s < BEGINS_S + 5


def whine(sound: Samples) -> Samples:
    return sound + tone(sound.size, 3300, 0.004)


def test_whine_that_begins_while_somebody_speaks_is_told_within_six_seconds() -> None:
    begins = BEGINS_S * RATE_HZ
    sound = np.concatenate([VOICE[:begins], whine(VOICE[begins:])])
    (_, first), (told_s, second) = codes(sound)[:2]
    assert (first, second) == ("ok", "whine")
    assert BEGINS_S < told_s < BEGINS_S + 6


def leaned_back(sound: Samples) -> Samples:
    """Speech from farther away: softer, and with more of the room than of the voice."""
    index = np.arange(RATE_HZ // 2)
    tail = np.random.default_rng(2).normal(size=index.size) * np.exp(-6.9 * index / index.size)
    tail[: RATE_HZ // 250] = 0
    tail *= np.sqrt(2 / np.square(tail).sum())
    tail[0] = 1
    size = sound.size + tail.size
    heard = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)[: sound.size]
    return (0.2 * heard).astype(np.float32)


@pytest.mark.slow
def test_somebody_who_leans_back_while_speaking_is_told_within_seven_seconds() -> None:
    begins = BEGINS_S * RATE_HZ
    sound = np.concatenate([VOICE[:begins], leaned_back(VOICE[begins:])])
    (_, first), (told_s, second) = codes(sound)[:2]
    assert (first, second) == ("ok", "far")
    assert BEGINS_S < told_s < BEGINS_S + 7


def then_silent(afterwards: Samples) -> Samples:
    """Somebody speaks, and then something else is heard in the same noise."""
    sound = np.concatenate([speech()[: 10 * RATE_HZ], afterwards])
    return (sound + noise(sound.size, -70)).astype(np.float32)


def test_another_voice_is_not_taken_for_the_person_who_has_fallen_silent() -> None:
    other = np.tile(speech(), 2) * np.float32(10 ** (-26 / 20))
    told = [code for _, code in codes(then_silent(other))]
    assert told == ["ok", "room_voices"]


def without_pauses(sound: Samples) -> Samples:
    """The words alone, which hide the noise."""
    frames = sound[: sound.size // FRAME * FRAME].reshape(-1, FRAME)
    words: Samples = frames[np.abs(frames).max(axis=1) > 0.02].ravel()
    return words


def test_another_voice_is_remembered_while_the_persons_hides_it_and_forgotten_when_it_is_quiet() -> None:
    words = np.resize(without_pauses(speech()), 8 * RATE_HZ)
    other = np.resize(words[::-1], 2 * RATE_HZ) * np.float32(10 ** (-21 / 20))
    quiet = np.zeros(3 * RATE_HZ, dtype=np.float32)
    sound = np.concatenate([other, words, words, quiet, words])
    told = codes((sound + noise(sound.size, -70)).astype(np.float32))
    assert [code for _, code in told] == ["room_voices", "ok"]
    assert told[1][0] > (other.size + 2 * words.size) / RATE_HZ


@pytest.mark.slow
def test_another_voice_that_is_not_heard_again_is_forgotten() -> None:
    words = without_pauses(speech())
    other = np.resize(words[::-1], 2 * RATE_HZ) * np.float32(10 ** (-21 / 20))
    sound = np.concatenate([other, np.resize(words, 46 * RATE_HZ)])
    told = codes((sound + noise(sound.size, -70)).astype(np.float32))
    assert [code for _, code in told] == ["room_voices", "ok"]
    assert told[1][0] > REMEMBERED_S


@pytest.mark.parametrize("under_db", [20, 26])
def test_another_voice_that_was_heard_before_is_not_a_person_who_speaks_softer(under_db: int) -> None:
    """Folding the microphone away costs up to 20 dB as well, but nobody was heard before."""
    other = without_pauses(speech()) * np.float32(10 ** (-under_db / 20))
    words = without_pauses(speech())
    sound = np.concatenate([other[: 2 * RATE_HZ], words, np.resize(other, 9 * RATE_HZ)])
    told = [code for _, code in codes((sound + noise(sound.size, -70)).astype(np.float32))]
    assert told == ["room_voices"]


@pytest.mark.parametrize(
    ("spoken", "begins_s"), [(speech, 10), (lambda: without_pauses(speech()), 14)], ids=["pauses", "running"]
)
def test_microphone_that_is_turned_far_down_is_told_although_somebody_else_could_be_as_soft(
    spoken: Callable[[], Samples], begins_s: int
) -> None:
    sound = np.resize(spoken(), 30 * RATE_HZ)
    sound = (sound + noise(sound.size, -72)).astype(np.float32)
    sound[begins_s * RATE_HZ :] *= np.float32(10 ** (-26 / 20))
    assert codes(sound)[-1][1] == "quiet"


def heard_at(*levels_dbfs: float | None) -> list[Measurement]:
    return [Measurement(finished=True, speech_level_dbfs=each) for each in levels_dbfs]


@pytest.mark.parametrize(
    ("own_dbfs", "now_dbfs", "others_dbfs"),
    [
        ((-26.0,), -51.7, -51.7),
        ((-26.0,), -49.0, None),
        ((-26.0, -26.2, -42.7), -51.7, -51.7),
        ((None, -30.0), -51.7, None),
    ],
    ids=["far softer", "softer", "a window that held both voices", "a window without a voice"],
)
def test_voice_is_compared_with_the_loudest_of_the_persons_own(
    own_dbfs: tuple[float | None, ...], now_dbfs: float, others_dbfs: float | None
) -> None:
    own = loudest(heard_at(*own_dbfs))
    assert own is not None
    assert others_voice_dbfs(heard_at(now_dbfs)[0], own) == others_dbfs


@pytest.mark.parametrize(("before_dbfs", "others_dbfs"), [(None, None), (-47.0, -46.0), (-58.0, None)])
def test_voice_that_was_heard_before_may_be_louder(before_dbfs: float | None, others_dbfs: float | None) -> None:
    own, now = heard_at(-26.0, -46.0)
    assert others_voice_dbfs(now, own, before_dbfs) == others_dbfs


def test_without_a_voice_there_is_none_to_compare_with() -> None:
    assert loudest(heard_at(None)) is None

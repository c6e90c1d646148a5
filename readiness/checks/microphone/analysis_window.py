"""The latest seconds of a live sound and where there is speech in them; in memory only, never on disk."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from readiness.checks.microphone.breaks_and_tones import measure_breaks_and_whine
from readiness.checks.microphone.measure import measure
from readiness.checks.microphone.measurement import Measurement
from readiness.model import Heard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from readiness.measures.audio.levels import Samples

AFTER_S = 0.3
"""How much of what is offered for playback follows the last word."""

_QUIET_STEP_S = 0.1


class AnalysisWindow:
    """The latest `length_s` seconds of sound and its speech frames."""

    def __init__(self, rate_hz: int, length_s: float) -> None:
        from readiness.measures.audio.speech_presence import FRAME_S, SpeechDetector

        self._rate_hz, self._frame_s = rate_hz, FRAME_S
        self._detect = SpeechDetector(rate_hz)
        self._blocks: deque[Samples] = deque()
        self._unheard: list[Samples] = []
        self._longest = int(length_s * rate_hz)
        self._held = 0
        self._found: deque[bool] = deque(maxlen=int(length_s / FRAME_S))
        self._spoke_at_s = 0.0
        self.heard_s = 0.0

    def add(self, block: Samples) -> None:
        """Add the next block."""
        self._blocks.append(block)
        self._unheard.append(block)
        self._held += block.size
        self.heard_s += block.size / self._rate_hz
        while self._held - self._blocks[0].size >= self._longest:
            self._held -= self._blocks.popleft().size

    def _speech_frames(self) -> deque[bool]:
        """Return whether each frame is speech. It is found out only now: much at once costs less than by the block."""
        import numpy as np

        if self._unheard:
            found = self._detect(np.concatenate(self._unheard)).tolist()
            self._unheard.clear()
            self._found.extend(found)
            if any(found):
                self._spoke_at_s = self.heard_s - found[::-1].index(True) * self._frame_s
        return self._found

    @property
    def spoke_at_s(self) -> float:
        """Time at which speech was found last, in seconds of sound heard; 0 without any."""
        return self._spoke_at_s if self._speech_frames() else 0.0

    @property
    def speech_s(self) -> float:
        """Duration of speech in the window."""
        return sum(self._speech_frames()) * self._frame_s

    def latest_speech_s(self, length_s: float) -> float:
        """Return the duration of speech in the last `length_s`."""
        return sum(list(self._speech_frames())[-int(length_s / self._frame_s) :]) * self._frame_s

    def samples(self, length_s: float | None = None) -> Samples:
        """Return the window's sound, or only its last `length_s`."""
        import numpy as np

        length_s = len(self._speech_frames()) * self._frame_s if length_s is None else length_s
        return np.concatenate(self._blocks)[-int(length_s * self._rate_hz) or None :]

    def longest_quiet_s(self, under_dbfs: float) -> float:
        """Return how long the window's sound stays under a level at the longest."""
        import numpy as np

        from readiness.measures.audio.levels import mean_square
        from readiness.measures.audio.run_lengths import run_lengths

        sound, step = self.samples(), round(_QUIET_STEP_S * self._rate_hz)
        sound = sound[: sound.size // step * step] - sound.mean()
        is_quiet = np.square(sound).reshape(-1, step).mean(axis=1) < mean_square(under_dbfs)
        return float(run_lengths(is_quiet)[1].max(initial=0)) * _QUIET_STEP_S

    def preliminary(self) -> Measurement:
        """Return a measurement of what is known before there is enough sound to judge."""
        return Measurement(
            finished=False,
            sample_rate_hz=self._rate_hz,
            heard_s=round(self.heard_s, 2),
            speech_s=round(self.speech_s, 2),
        )

    def latest(self, length_s: float) -> Heard:
        """Return the last seconds up to the last word, for playback."""
        import numpy as np

        spoken = [index for index, speaks in enumerate(self._speech_frames()) if speaks]
        end = int(((spoken[-1] if spoken else 0) * self._frame_s + AFTER_S) * self._rate_hz)
        sound = self.samples()[:end][-int(length_s * self._rate_hz) :]
        return Heard(self._rate_hz, np.round(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())

    def measure(self) -> Measurement:
        """Measure the whole window."""
        import numpy as np

        return measure(self.samples(), self._rate_hz, np.array(self._speech_frames(), dtype=bool))

    def measure_latest(self, length_s: float) -> Measurement:
        """Measure only the last `length_s`."""
        import numpy as np

        speaks = np.array(self._speech_frames(), dtype=bool)[-int(length_s / self._frame_s) :]
        return measure(self.samples(length_s), self._rate_hz, speaks)

    def noise_floor_dbfs(self, length_s: float | None = None) -> NDArray[np.float64]:
        """Return the noise floor in each band of the whole window, or of its last `length_s`."""
        from readiness.measures.audio.noise_floor import noise_floor_dbfs

        return noise_floor_dbfs(self.samples(length_s), self._rate_hz)

    def measure_breaks_and_whine(self, length_s: float, breaks_s: float, level_dbfs: float) -> Measurement:
        """Measure only a whine in the last `length_s`, and what shows a broken-up voice in the last `breaks_s`."""
        return measure_breaks_and_whine(self.samples(length_s), self._rate_hz, level_dbfs, breaks_s)

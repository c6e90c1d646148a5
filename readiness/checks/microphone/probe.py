"""The probe of the check `microphone`: measures a live microphone or a recording in the same way."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness.checks.headset.device_key import is_key, resolve_key
from readiness.checks.microphone import CHECK, READ_ALOUD, Measurement, Policy
from readiness.checks.microphone.measure_schedule import GLANCE_S, GLANCE_SPEECH_S, MeasureSchedule
from readiness.host.audio.microphone_stream import MicrophoneStream, open_microphone
from readiness.host.audio.portaudio import SoundError
from readiness.host.audio.wav_file import RecordingError, is_recording, read_wav
from readiness.host.privacy.device_access import DeviceAccess
from readiness.host.privacy.microphone_access import microphone_access
from readiness.i18n import N_
from readiness.model import Activity, Finding, Heard, Level, Measured, ProbeMessage, Request
from readiness.model import Policy as WholePolicy

if TYPE_CHECKING:
    from readiness.measures.audio.levels import Samples

HEARD_S, AFTER_S = 5.0, 0.3
"""Length of the recording offered for playback, and how much of it follows the last word."""

HEARD_EVERY_S = 3.0
"""Interval at which new words become available for playback."""

_REPORT_EVERY_S = 0.5

RECORDING_FAULTS = {
    "not_found": "recording_missing",
    "not_a_recording": "not_a_recording",
    "empty": "empty_recording",
}
"""Codes by the fault of a WAV file."""


_MAY_BE_BARRED = {"denied", "busy", "refused", "no_signal"}
"""Faults that may be caused by the system's privacy settings."""


def listen(request: Request) -> Iterator[ProbeMessage]:
    """Yield levels continuously and measurements of the latest sound twice a second; a recording at once."""
    limits = request.policy.of(Policy)
    if not request.devices_only and is_recording(request.microphone):
        yield Activity(N_("Listening to the recording"))
        yield Measured(measure_recording(Path(request.microphone or "")))
        return
    yield Activity(N_("Opening the microphone"))
    try:
        with open_microphone(resolve_key(request.microphone)) as stream:
            yield Activity(READ_ALOUD)
            yield from _follow(stream, limits, live=request.live, settled=_still_holds(request.so_far, stream, limits))
    except SoundError as error:
        name = error.name or request.microphone
        shown = None if is_key(name) else name
        yield Measured(with_access(Measurement(name=shown, fault=error.fault), microphone_access()))


def with_access(measured: Measurement, access: DeviceAccess) -> Measurement:
    """Add access information. Some systems deliver digital silence to programs without permission."""
    is_denied = bool(access.denied) and (measured.fault in _MAY_BE_BARRED or bool(measured.digital_silence))
    return replace(
        measured,
        fault="denied" if is_denied else measured.fault,
        denied_by=access.denied_by,
        used_by=access.used_by,
        in_call=access.in_call if access.in_use is not None else None,
    )


def judge_recording(path: Path, policy: WholePolicy) -> tuple[Finding, ...]:
    """Judge a recording."""
    return (CHECK.judge(measure_recording(path), policy.of(Policy)),)


def measure_recording(path: Path) -> Measurement:
    """Measure the first minute of a WAV file; an unreadable file gives a measurement with a fault."""
    try:
        recording = read_wav(path)
    except RecordingError as error:
        return Measurement(name=path.name, fault=RECORDING_FAULTS[error.fault])
    return replace(measure(recording.samples, recording.rate_hz), name=path.name)


def measure(samples: Samples, rate_hz: int, is_speech: Any = None) -> Measurement:
    """Compute all measures of a piece of sound.

    Args:
        samples: mono sound.
        rate_hz: its sample rate.
        is_speech: for each frame of `speech_presence.FRAME_S`, whether it is speech; None to detect it.
    """
    from readiness.measures.audio import levels
    from readiness.measures.audio.background_sound import background_sound
    from readiness.measures.audio.bandwidth import bandwidth_hz, sibilance_db, treble_db
    from readiness.measures.audio.clipping import Clipping, clipping
    from readiness.measures.audio.discontinuities import NONE, discontinuities
    from readiness.measures.audio.dropouts import Dropouts, dropouts
    from readiness.measures.audio.hum import hum
    from readiness.measures.audio.level_drop import level_drop_db
    from readiness.measures.audio.musical_noise import musical_noise_db
    from readiness.measures.audio.noise import noise, rounding_power
    from readiness.measures.audio.own_echo import own_echo
    from readiness.measures.audio.repeats import repeats_per_s
    from readiness.measures.audio.reverberation import quickest_fall_db
    from readiness.measures.audio.speech_level import speech_level
    from readiness.measures.audio.speech_presence import FRAME_S, speech_frames
    from readiness.measures.audio.tones import steady_tone
    from readiness.measures.audio.voice_in_pauses import voice_in_pauses_dbfs

    offset_dbfs = levels.offset_dbfs(samples)
    samples = samples - samples.mean(dtype="float64").astype(samples.dtype)
    speaks = speech_frames(samples, rate_hz) if is_speech is None else is_speech
    heard_s = samples.size / rate_hz
    level_dbfs = speech_level(samples, rate_hz).active_dbfs if speaks.any() else None
    around = noise(samples, rate_hz, speaks, FRAME_S)
    beside = background_sound(samples, rate_hz, speaks, FRAME_S, around.noise_dbfs) if around else None
    voices_dbfs = beside.voices_dbfs if beside else None
    if voices_dbfs is None and level_dbfs is not None:
        voices_dbfs = voice_in_pauses_dbfs(samples, rate_hz, level_dbfs)
    # A converter with few steps looks constant and broken throughout; its quantization noise already covers that.
    is_coarse = rounding_power(samples) > 0
    cut = Clipping(0.0, 0.0) if is_coarse else clipping(samples, rate_hz)
    gaps = Dropouts(0, 0.0) if is_coarse else dropouts(samples, rate_hz)
    mains, tone = hum(samples, rate_hz, speaks, FRAME_S), steady_tone(samples, rate_hz)
    breaks = NONE if level_dbfs is None or is_coarse else discontinuities(samples, rate_hz, level_dbfs)
    echo = None if level_dbfs is None else own_echo(samples, rate_hz)
    # A steady tone resembles itself after each of its periods.
    is_like_itself = level_dbfs is None or mains.mains_hz is not None or tone.hz is not None
    return Measurement(
        finished=True,
        sample_rate_hz=rate_hz,
        heard_s=round(heard_s, 2),
        speech_s=round(float(speaks.sum()) * FRAME_S, 2),
        level_dbfs=_tenths(levels.rms_dbfs(samples)),
        peak_dbfs=_tenths(levels.peak_dbfs(samples)),
        offset_dbfs=_tenths(offset_dbfs),
        digital_silence=levels.is_digital_silence(samples),
        speech_level_dbfs=_tenths(level_dbfs),
        level_drop_db=_tenths(level_drop_db(samples, rate_hz, speaks, FRAME_S)),
        noise_dbfs=_tenths(around.noise_dbfs) if around else None,
        snr_db=_tenths(around.snr_db) if around else None,
        room_voices_dbfs=_tenths(voices_dbfs),
        room_sounds_dbfs=_tenths(beside.sounds_dbfs) if beside else None,
        clipping_per_s=round(cut.per_s, 2),
        clipping_percent=round(cut.percent, 3),
        dropouts_count=gaps.count,
        dropouts_percent=round(gaps.total_ms / heard_s / 10, 2),
        clicks_per_s=round(breaks.clicks_per_s, 2),
        cuts_count=breaks.cuts_count,
        regular_breaks_hz=_tenths(breaks.regular_hz),
        repeats_per_s=None if is_like_itself else round(repeats_per_s(samples, rate_hz, level_dbfs or 0.0), 2),
        echo_under_db=_tenths(echo.under_db) if echo else None,
        echo_delay_ms=_tenths(echo.delay_ms) if echo else None,
        hum_hz=mains.mains_hz,
        hum_dbfs=_tenths(mains.level_dbfs) if mains.mains_hz else None,
        hum_audible_db=None if level_dbfs is None or not mains.mains_hz else _tenths(mains.audible_db(level_dbfs)),
        whine_hz=None if tone.hz is None else round(tone.hz),
        whine_dbfs=_tenths(tone.level_dbfs) if tone.hz else None,
        fleeting_tones_db=None if is_like_itself else _tenths(musical_noise_db(samples, rate_hz)),
        bandwidth_hz=bandwidth_hz(samples, rate_hz),
        treble_db=_tenths(treble_db(samples, rate_hz)),
        sibilance_db=None if level_dbfs is None else _tenths(sibilance_db(samples, rate_hz, level_dbfs)),
        quickest_fall_db=None if level_dbfs is None else _tenths(quickest_fall_db(samples, rate_hz)),
    )


def _tenths(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


class AnalysisWindow:
    """The latest `length_s` seconds of sound and its speech frames; in memory only, never on disk."""

    def __init__(self, rate_hz: int, length_s: float) -> None:
        from readiness.measures.audio.speech_presence import FRAME_S, SpeechDetector

        self._rate_hz, self._frame_s = rate_hz, FRAME_S
        self._detect = SpeechDetector(rate_hz)
        self._blocks: deque[Samples] = deque()
        self._longest = int(length_s * rate_hz)
        self._held = 0
        self._speaks: deque[bool] = deque(maxlen=int(length_s / FRAME_S))
        self.heard_s = 0.0
        self.spoke_at_s = 0.0
        """Time of the latest speech, in seconds of sound heard; 0 without any."""

    def add(self, block: Samples) -> None:
        """Add the next block."""
        self._blocks.append(block)
        self._held += block.size
        self.heard_s += block.size / self._rate_hz
        speaks = self._detect(block).tolist()
        self._speaks.extend(speaks)
        if any(speaks):
            self.spoke_at_s = self.heard_s
        while self._held - self._blocks[0].size >= self._longest:
            self._held -= self._blocks.popleft().size

    @property
    def speech_s(self) -> float:
        """Duration of speech in the window."""
        return sum(self._speaks) * self._frame_s

    def latest_speech_s(self, length_s: float) -> float:
        """Return the duration of speech in the last `length_s`."""
        return sum(list(self._speaks)[-int(length_s / self._frame_s) :]) * self._frame_s

    def samples(self) -> Samples:
        """Return the window's sound."""
        import numpy as np

        return np.concatenate(self._blocks)[-int(len(self._speaks) * self._frame_s * self._rate_hz) or None :]

    def glance(self) -> Measurement:
        """Return a preliminary measurement, before there is enough sound to judge."""
        return Measurement(
            finished=False,
            sample_rate_hz=self._rate_hz,
            heard_s=round(self.heard_s, 2),
            speech_s=round(self.speech_s, 2),
        )

    def latest(self, length_s: float) -> Heard:
        """Return the last seconds up to the last word, for playback."""
        import numpy as np

        spoken = [index for index, speaks in enumerate(self._speaks) if speaks]
        end = int(((spoken[-1] if spoken else 0) * self._frame_s + AFTER_S) * self._rate_hz)
        sound = self.samples()[:end][-int(length_s * self._rate_hz) :]
        return Heard(self._rate_hz, np.round(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())

    def measure(self, length_s: float = 3600.0) -> Measurement:
        """Measure the last `length_s` of the window; see the function `measure`."""
        import numpy as np

        speaks = np.array(self._speaks, dtype=bool)[-int(length_s / self._frame_s) :]
        return measure(self.samples()[-int(length_s * self._rate_hz) :], self._rate_hz, speaks)


def _still_holds(so_far: object | None, stream: MicrophoneStream, limits: Policy) -> Measurement | None:
    """Return the measurement from before an interruption if it contains speech through this microphone, else None."""
    if not isinstance(so_far, Measurement) or so_far.name != stream.name or not so_far.finished:
        return None
    return so_far if (so_far.speech_s or 0.0) >= limits.speech_min_s else None


def _follow(
    stream: MicrophoneStream, limits: Policy, *, live: bool, settled: Measurement | None = None
) -> Iterator[ProbeMessage]:
    """Settle when there is enough speech or the time is over; keep the last good result if the person falls silent."""
    from readiness.measures.audio.levels import peak_dbfs, rms_dbfs

    window = AnalysisWindow(stream.rate_hz, limits.listen_s)
    window.add(stream.read())
    window.measure()  # warm up: imports what a measurement needs, so that the first result is not delayed
    schedule = MeasureSchedule(limits.listen_s)
    due_s, measured_s, told_s = 0.0, 0.0, -HEARD_EVERY_S
    spoke = settled is not None
    while live or settled is None:
        block = stream.read()
        window.add(block)
        schedule.add(block, window.heard_s)
        yield Level(rms_dbfs=rms_dbfs(block), peak_dbfs=peak_dbfs(block))
        enough = window.speech_s >= limits.speech_enough_s
        out_of_time = window.heard_s >= limits.listen_s
        first = settled is None and (enough or out_of_time)
        if window.heard_s < due_s and not first:
            continue
        due_s = window.heard_s + _REPORT_EVERY_S
        again = (enough and window.spoke_at_s > measured_s) or (out_of_time and not spoke)
        if again and window.latest_speech_s(GLANCE_S) >= GLANCE_SPEECH_S and schedule.is_glance_due(window.heard_s):
            schedule.glanced(CHECK.judge(window.measure(GLANCE_S), limits), window.heard_s)
        if first or (again and schedule.is_due(window.heard_s)):
            settled, measured_s = with_access(window.measure(), microphone_access()), window.heard_s
            schedule.measured(CHECK.judge(settled, limits), measured_s)
            spoke = spoke or window.speech_s >= limits.speech_min_s
        if live and spoke and enough and window.spoke_at_s > told_s and window.heard_s >= told_s + HEARD_EVERY_S:
            told_s = window.heard_s
            yield window.latest(HEARD_S)
        muted = stream.muted_in_system()
        heard = replace(
            settled or window.glance(), name=stream.name, device=stream.device or None, muted_in_system=muted
        )
        yield Measured(heard, settled=settled is not None)

"""The probe of the check `microphone`: measures a live microphone or a recording in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from readiness.checks.headset.device_key import is_key, resolve_key
from readiness.checks.microphone import CHECK, READ_ALOUD, Measurement, Policy
from readiness.checks.microphone.live_voice import LiveVoice, with_access
from readiness.checks.microphone.measure import measure
from readiness.checks.permission import permission_asked
from readiness.host.audio.microphone_stream import MicrophoneStream, open_microphone
from readiness.host.audio.portaudio import SoundError
from readiness.host.audio.wav_file import RecordingError, is_recording, read_wav
from readiness.host.privacy.microphone_access import microphone_access
from readiness.i18n import N_
from readiness.model import Activity, CheckMeasurement, Finding, Level, Measured, ProbeMessage, Request
from readiness.model import Policy as WholePolicy

_REPORT_EVERY_S = 0.5

RECORDING_FAULTS = {
    "not_found": "recording_missing",
    "not_a_recording": "not_a_recording",
    "empty": "empty_recording",
}
"""Codes by the fault of a WAV file."""


def listen(request: Request) -> Iterator[ProbeMessage]:
    """Yield levels continuously and measurements of the latest sound twice a second; a recording at once."""
    limits = request.policy.of(Policy)
    if not request.devices_only and is_recording(request.microphone):
        yield Activity(N_("Listening to the recording"))
        yield Measured(measure_recording(Path(request.microphone or "")))
        return
    yield from permission_asked("audio")
    yield Activity(N_("Opening the microphone"))
    try:
        with open_microphone(resolve_key(request.microphone)) as stream:
            yield Activity(READ_ALOUD)
            yield from _follow(stream, limits, live=request.live, settled=_still_holds(request.so_far, stream, limits))
    except SoundError as error:
        name = error.name or request.microphone
        shown = None if is_key(name) else name
        yield Measured(with_access(Measurement(name=shown, fault=error.fault), microphone_access()))


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


def _still_holds(so_far: CheckMeasurement | None, stream: MicrophoneStream, limits: Policy) -> Measurement | None:
    """Return the measurement from before an interruption if it contains speech through this microphone, else None."""
    if not isinstance(so_far, Measurement) or so_far.name != stream.name or not so_far.finished:
        return None
    return so_far if (so_far.speech_s or 0.0) >= limits.speech_min_s else None


def _follow(
    stream: MicrophoneStream, limits: Policy, *, live: bool, settled: Measurement | None = None
) -> Iterator[ProbeMessage]:
    """Yield the level of every block, and twice a second what has been measured."""
    from readiness.measures.audio.levels import peak_dbfs, rms_dbfs

    voice = LiveVoice(stream.rate_hz, limits, settled)
    voice.warm_up(stream.read())
    told_s = -_REPORT_EVERY_S
    while live or voice.settled is None:
        block = stream.read()
        voice.add(block)
        yield Level(rms_dbfs=rms_dbfs(block), peak_dbfs=peak_dbfs(block))
        if voice.heard_s < told_s + _REPORT_EVERY_S and not voice.is_first_due:
            continue
        told_s = voice.heard_s
        voice.measure_if_due()
        if live and (heard := voice.new_words()):
            yield heard
        muted = stream.muted_in_system()
        now = replace(voice.measured, name=stream.name, device=stream.device or None, muted_in_system=muted)
        yield Measured(now, settled=voice.settled is not None)

"""Which faults the program can mend itself, and the button's texts. `readiness.host.audio.mend` carries them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

import msgspec

from readiness.checks import headset, microphone
from readiness.host.audio.mend_types import TO_FULL_DB, Mend, MendKind
from readiness.i18n import N_
from readiness.model import ONLY_IT, CheckMeasurement, Finding, Section

NOMINAL_DBFS = -26.0
"""The nominal speech level of ITU-T P.56."""

MAX_CUT_DB = 20.0
"""Maximum reduction: a voice that is further over the nominal level has another problem than the slider."""

LOW_SLIDER = 0.5
"""Position of the system's slider, 0 to 1, under which it may be why nobody is heard. Full minus 18 dB on Linux."""

MIN_CUT_DB = 6.0
"""Minimum reduction for a clipped voice, whose true level was higher than measured."""


class MendPolicy(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `mend` of the policy: what the program may change when the person presses the button."""

    allowed: Annotated[
        tuple[MendKind, ...],
        msgspec.Meta(
            description=(
                "unmute: switch the microphone on; level: its volume; input, output: choose the headset; "
                "sound_on: turn on the sound"
            ),
            extra=ONLY_IT,
        ),
    ] = ("unmute", "level", "input", "output", "sound_on")


class MendTexts(msgspec.Struct, frozen=True):
    """What a mend's button says, the confirmation, and what the button beside it says, which undoes the mend."""

    button: str
    confirmation: str
    undo: str


MEND_TEXTS: Mapping[str, MendTexts] = {
    "unmute": MendTexts(
        N_("Switch on the microphone"),
        N_("The microphone is switched on."),
        N_("Undo: switch the microphone off again"),
    ),
    "louder": MendTexts(
        N_("Raise the microphone's volume"),
        N_("The microphone is louder now."),
        N_("Undo: lower the volume again"),
    ),
    "softer": MendTexts(
        N_("Lower the microphone's volume"),
        N_("The microphone is softer now."),
        N_("Undo: raise the volume again"),
    ),
    "input": MendTexts(
        N_("Choose the headset as microphone"),
        N_("The headset is your microphone now."),
        N_("Undo: take the other microphone again"),
    ),
    "output": MendTexts(
        N_("Play the sound in the headset"),
        N_("The sound comes out of the headset now."),
        N_("Undo: play the sound where it was"),
    ),
    "sound_on": MendTexts(
        N_("Turn on the sound"),
        N_("The sound is turned on."),
        N_("Undo: turn the sound off again"),
    ),
}
"""By `mend_word`."""

UNDONE = N_("The change is undone.")
CHANGED_SINCE = N_("The volume has been changed since, and stays.")
FAILED = N_("It could not be changed here. Change it in the sound settings.")


def mend_texts(mend: Mend) -> MendTexts:
    """Return the mend's texts."""
    return MEND_TEXTS[mend_word(mend)]


def mend_for(finding: Finding, measurement: CheckMeasurement | None, policy: MendPolicy) -> Mend | None:
    """Return the mend for a finding; None if there is none or IT does not allow it.

    Before showing the button, ask `host.audio.mend.is_possible` whether the system permits it.
    """
    mend = _mend(finding.code, measurement)
    return mend if mend is not None and mend.kind in policy.allowed else None


def _mend(code: str, measurement: CheckMeasurement | None) -> Mend | None:
    if isinstance(measurement, microphone.Measurement) and code in _MICROPHONE_MENDS:
        return _MICROPHONE_MENDS[code](measurement)
    if isinstance(measurement, headset.Measurement) and code in _HEADSET_MENDS:
        return _HEADSET_MENDS[code](measurement)
    return None


def mend_word(mend: Mend) -> str:
    """Return the mend's kind, and for the level its direction, as reports have it."""
    if mend.kind != "level":
        return mend.kind
    return "louder" if mend.change_db > 0 else "softer"


def _unmute(measured: microphone.Measurement) -> Mend | None:
    return Mend(kind="unmute", device=measured.device) if measured.device else None


def _to_nominal(measured: microphone.Measurement, max_db: float = TO_FULL_DB) -> Mend | None:
    if not measured.device or measured.speech_level_dbfs is None:
        return None
    wanted_db = min(NOMINAL_DBFS - measured.speech_level_dbfs, max_db)
    return Mend(kind="level", device=measured.device, change_db=max(wanted_db, -MAX_CUT_DB))


def _below_clipping(measured: microphone.Measurement) -> Mend | None:
    return _to_nominal(measured, -MIN_CUT_DB)


def _to_full(measured: microphone.Measurement, only_under: float | None = None) -> Mend | None:
    """Raise the level to the hardware's full: without a voice there is nothing to set it by."""
    if not measured.device:
        return None
    return Mend(kind="level", device=measured.device, change_db=TO_FULL_DB, only_under=only_under)


def _to_full_from_low(measured: microphone.Measurement) -> Mend | None:
    """The person may simply not have spoken yet; the level is the likelier reason only if the slider is low."""
    return _to_full(measured, LOW_SLIDER)


def _another_headset(measured: headset.Measurement) -> Mend | None:
    """Offer another headset only if the judged microphone is the system's default, so that a change has an effect."""
    if not measured.better_input or not measured.is_default:
        return None
    return Mend(kind="input", device=measured.better_input)


def _this_headset(measured: headset.Measurement) -> Mend | None:
    return Mend(kind="input", device=measured.id) if measured.id else None


def _own_output(measured: headset.Measurement) -> Mend | None:
    return Mend(kind="output", device=measured.own_output) if measured.own_output else None


def _sound_on(measured: headset.Measurement) -> Mend | None:
    return Mend(kind="sound_on", device=measured.output) if measured.output else None


def _own_output_instead(measured: headset.Measurement) -> Mend | None:
    return _own_output(measured) if measured.same_device is False else None


_MICROPHONE_MENDS: Mapping[str, Callable[[microphone.Measurement], Mend | None]] = {
    "microphone.muted": _unmute,
    "microphone.silent": _to_full,
    "microphone.no_speech": _to_full_from_low,
    "microphone.quiet": _to_nominal,
    "microphone.too_loud": _to_nominal,
    "microphone.clipping": _below_clipping,
}

_NO_HEADSET = (
    "phone_earbuds", "headphones", "built_in", "webcam", "speakerphone", "phone", "line_in", "dock_or_monitor",
    "virtual", "desk_microphone", "dictation", "answered_no", "ask",
)  # fmt: skip
_HEADSET_MENDS: Mapping[str, Callable[[headset.Measurement], Mend | None]] = {
    **{f"headset.{what}": _another_headset for what in _NO_HEADSET},
    "headset.not_chosen": _this_headset,
    "headset.loudspeaker": _own_output,
    "headset.sound_elsewhere": _own_output,
    "headset.output_muted": _sound_on,
    "headset.tone_not_heard": _own_output_instead,
}

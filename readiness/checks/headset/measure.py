"""Measuring the headset: selecting the microphone, classifying it, and finding out where the sound is played."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from readiness.checks.headset import terminal_types
from readiness.checks.headset.catalogue import Products, products
from readiness.checks.headset.classify import classify
from readiness.checks.headset.device_features import Classification, features_of
from readiness.checks.headset.device_key import by_key, device_key
from readiness.checks.headset.evidence import OTHER_END_IS_LOUD, PERSON_SAYS_NO, PERSON_SAYS_YES, PLUGGED_IN_OF_MAKER
from readiness.checks.headset.measurement import ASKED, HEADSETS, Measurement, Microphone
from readiness.checks.headset.name_parser import parse_name, plain
from readiness.checks.headset.socket_words import is_worn_at_the_ear
from readiness.checks.headset.vendor_rules import trusted
from readiness.host.audio.endpoint import AudioEndpoint, choose_endpoint, default_of
from readiness.host.audio.mend_types import OFF
from readiness.i18n import LocalizedText

NOBODY_ANSWERED: Mapping[str, bool] = MappingProxyType({})
_LOUD_FORMS = frozenset({"speaker", "speakers", "portable", "hifi", "tv", "hdmi"})
_LOUD_CLASSES = frozenset({"speakerphone", "dock_or_monitor", "webcam_mic"})
_PLACES = frozenset({"usb", "bluetooth", "internal", "hdmi"})
"""Connections that are always the same for both ends of a device; a virtual device may lead anywhere."""
_LOUD_WORDS = frozenset({"speaker", "speakers", "högtalare", "lautsprecher"})
_MACS_OWN = "coreaudio_device_type_builtin"
_LOUD_TRANSPORTS = frozenset({_MACS_OWN, "coreaudio_device_type_airplay"})
"""A Mac's built-in output is its loudspeakers unless something is plugged into the jack; AirPlay is a loudspeaker or a
television."""
_IN_THE_EARS = HEADSETS | {"phone_earbuds", "bt_headphones"}


def measure(
    endpoints: tuple[AudioEndpoint, ...],
    wanted: str | None = None,
    known: Products | None = None,
    answers: Mapping[str, bool] = NOBODY_ANSWERED,
    tones: Mapping[str, bool] = NOBODY_ANSWERED,
) -> Measurement:
    """Measure the requested microphone, or else the one that Chrome would use.

    Args:
        endpoints: from `list_endpoints`.
        wanted: an id, a key, a name or part of one.
        known: the product catalogue; None for the one that ships with the program.
        answers: the person's answers about unclassified devices, by `device_key`.
        tones: whether a person heard the test tone through an output, by `device_key`.
    """
    inputs = [each for each in endpoints if each.direction == "input"]
    found_here = tuple(Microphone(id=each.id, key=device_key(each), name=each.name) for each in inputs)
    chosen = choose_endpoint(endpoints, by_key(inputs, wanted))
    if chosen is None:
        return Measurement(inputs=len(inputs), microphones=found_here, wanted_missing=wanted is not None)
    known = known or products()
    outputs = [each for each in endpoints if each.direction == "output"]
    other_ends = [each for each in outputs if same_device(chosen, each)]
    found = _doubted(_paired(classify(chosen, known), chosen, other_ends, known), other_ends, known)
    key = device_key(chosen)
    answered = answers.get(key) if found.device_class in ASKED else None
    output = default_of(outputs)
    output_key = device_key(output) if output else ""
    same = same_device(chosen, output) if output else None
    others = [each for each in inputs if each is not chosen and same_device(chosen, each) is not True]
    return Measurement(
        device_class=found.device_class,
        family=found.family or None,
        evidence=(*found.evidence, *_answer_as_evidence(answered)),
        answered=answered,
        bus=chosen.bus or None,
        form_factor=chosen.form_factor or None,
        vid_pid=chosen.vid_pid or None,
        codec=chosen.codec or None,
        is_default=chosen.is_default if any(each.is_default for each in inputs) else None,
        defaults_differ=_defaults_differ(inputs),
        same_device=same,
        loud_output=False if same else is_loud(output, known) if output else None,
        tone_heard=tones.get(output_key),
        input_muted=chosen.muted,
        output_muted=_is_off(output),
        output_level_percent=None if output is None or output.level is None else round(100 * output.level),
        inputs=len(inputs),
        wanted_missing=False,
        never_refused=found.never_refused,
        microphones=found_here,
        key=key,
        name=chosen.name,
        id=chosen.id,
        better_input=next((each.id for each in others if classify(each, known).device_class in HEADSETS), None),
        output_key=output_key or None,
        output=output.id or None if output else None,
        own_output=next((each.id for each in other_ends), None),
    )


def _is_off(output: AudioEndpoint | None) -> bool | None:
    if output is None or (output.muted is None and output.level is None):
        return None
    return bool(output.muted) or (output.level is not None and output.level < OFF)


def _paired(
    found: Classification, chosen: AudioEndpoint, other_ends: list[AudioEndpoint], known: Products
) -> Classification:
    """Classify as headset if a vendor of only headsets made it and its own output is called a headset's."""
    features = features_of(chosen, known)
    if found.device_class != "unknown" or found.family or found.never_refused or features.maker != "only_headsets":
        return found
    called = {known.kind_of(parse_name(each.name).kind) for each in other_ends}
    says_so = "plugged_headset" in called or any(
        frozenset(each.terminals) & terminal_types.HEADSET for each in other_ends
    )
    if not says_so or not trusted(features):
        return found
    return replace(found, device_class="call_headset", evidence=(*found.evidence, PLUGGED_IN_OF_MAKER))


def _doubted(found: Classification, other_ends: list[AudioEndpoint], known: Products) -> Classification:
    """Demote to `unknown` if the vendor is the only evidence and the device's own output is called a loudspeaker."""
    if PLUGGED_IN_OF_MAKER in found.evidence and any(_called_loudspeaker(each, known) for each in other_ends):
        return replace(found, device_class="unknown", evidence=(*found.evidence, OTHER_END_IS_LOUD))
    return found


def _called_loudspeaker(output: AudioEndpoint, known: Products) -> bool:
    name = parse_name(output.name)
    called = {known.kind_of(name.kind), known.kind_of(name.whole)}
    loud = output.form_factor in _LOUD_FORMS or bool(frozenset(output.terminals) & terminal_types.LOUD)
    return loud or bool(called & {"speaker", "speakerphone"})


def _answer_as_evidence(answered: bool | None) -> tuple[LocalizedText, ...]:  # noqa: FBT001  (a person's yes, no or nothing)
    return () if answered is None else (PERSON_SAYS_YES if answered else PERSON_SAYS_NO,)


def _defaults_differ(inputs: list[AudioEndpoint]) -> bool | None:
    calls = [each.id for each in inputs if each.is_default_communications]
    others = [each.id for each in inputs if each.is_default]
    return calls != others if calls and others else None


def same_device(one: AudioEndpoint, other: AudioEndpoint) -> bool | None:
    """Whether both endpoints belong to one device; None if unknown."""
    if one.device and other.device:
        return one.device == other.device
    if one.vid_pid and other.vid_pid:
        return one.vid_pid == other.vid_pid
    return False if one.bus != other.bus and {one.bus, other.bus} <= _PLACES else None


def is_loud(output: AudioEndpoint, known: Products) -> bool | None:
    """Whether people nearby hear an output; None if unknown."""
    found, port = classify(output, known).device_class, _words(output.port)
    if found == "remote_audio":  # Windows calls a headset there a loudspeaker too: "Högtalare (Fjärrljud)"
        return None
    terminals = frozenset(output.terminals)
    said_of_ears = output.form_factor in {"headphone", "headset"} or bool(terminals & terminal_types.AT_THE_EAR)
    # macOS names the jack in the port, or in the device's name while the port is `spaudio_default`.
    named = f"{output.port} {output.name}" if output.transport == _MACS_OWN else output.port
    if found in _IN_THE_EARS or said_of_ears or is_worn_at_the_ear(plain(named)):
        return False
    loud = (
        output.transport in _LOUD_TRANSPORTS
        or found in _LOUD_CLASSES
        or port & _LOUD_WORDS
        or _called_loudspeaker(output, known)
    )
    return True if loud else None


def _words(port: str) -> set[str]:
    """Return the lower-case words of a socket's name (`analog-output-speaker`)."""
    return set(re.findall(r"[^\W_]+", port.casefold()))

"""Classifying an audio device: evidence before name, name before inference, `unknown` if undecidable.

The word "headset" is no evidence (most earbuds have it on Windows), and a brand alone decides nothing. Each step below
either classifies the device or leaves it to the next; none may default to headset.
"""

from __future__ import annotations

from collections.abc import Callable

from readiness.checks.headset import evidence, terminal_types, vendor_rules
from readiness.checks.headset.catalogue import Family, Products, products
from readiness.checks.headset.device_features import Classification, DeviceFeatures, features_of
from readiness.checks.headset.measurement import HEADSETS
from readiness.host.audio.endpoint import AudioEndpoint

_EARS = frozenset({"phone_earbuds", "bt_headphones"})
_BY_WORDS = (
    "virtual",
    "phone_earbuds",
    "webcam_mic",
    "speakerphone",
    "dictation",
    "gaming_headset",
    "call_headset",
    "bt_headphones",
    "dock_or_monitor",
    "line_in",
    "desk_mic",
)
_BUSINESS_EARBUDS = "business earbuds"
"""Family of devices about which the person is asked; also reported for hearing aids, to leave no trace of them."""


def classify(endpoint: AudioEndpoint, known: Products | None = None) -> Classification:
    """Classify a microphone or output; `known` is the catalogue, by default the one that ships with the program."""
    features = features_of(endpoint, known or products())
    steps: tuple[Callable[[DeviceFeatures], Classification | None], ...] = (
        _by_usb_id,
        _by_system_metadata,
        _by_family,
        _by_sound_chip,
        _by_words,
        _by_speakerphone_terminal,
        *vendor_rules.STEPS,
        _by_form_factor,
        _by_array,
        _by_terminal,
    )
    return next((found for step in steps if (found := step(features)) is not None), features.classified_as("unknown"))


def _by_usb_id(features: DeviceFeatures) -> Classification | None:
    if features.vid_pid not in features.known.usb:
        return None
    device_class, family = features.known.usb[features.vid_pid]
    return features.classified_as(device_class, evidence.KNOWN_NUMBER, family=family)


def _by_system_metadata(features: DeviceFeatures) -> Classification | None:
    if features.form_factor == "webcam":
        return features.classified_as("webcam_mic")
    if features.bus == "phone":
        return features.classified_as("phone_as_mic")
    if features.bus == "hdmi":
        return features.classified_as("dock_or_monitor")
    if features.bus == "virtual":
        named = features.family.device_class if features.family else ""
        return features.classified_as(named if named in {"phone_as_mic", "remote_audio"} else "virtual")
    return None


def _by_family(features: DeviceFeatures) -> Classification | None:
    family = features.family
    if family is None:
        return None
    device_class, name_matches = family.device_class, evidence.product_family(family.name)
    if device_class in {"hearing_aid", "unsure_earbuds"}:
        return _always_ask(features, device_class)
    if device_class == "builtin_mic" and _may_be_plugged_in(features):
        return None
    if features.bus == "internal" and device_class in HEADSETS | _EARS:
        return None
    doubt = _doubt(features, family) if device_class in HEADSETS else None
    return doubt or features.classified_as(device_class, name_matches, family=family.name)


def _may_be_plugged_in(features: DeviceFeatures) -> bool:
    """Whether a device with the name of a laptop's microphone may be on a cable, or in the jack of the same chip."""
    if not {"usb", "bluetooth"}.isdisjoint(features.product.split()):  # the chip's driver for what is connected there
        return features.kind != "array"
    if features.bus in {"usb", "bluetooth"}:
        return features.kind != "microphone"
    is_a_card_on_linux = not features.name.kind and features.name_matches(features.known.chips)
    return is_a_card_on_linux or features.kind == "plugged_headset"


def _doubt(features: DeviceFeatures, family: Family) -> Classification | None:
    """Return why a headset's name is not trusted: it is asked about."""
    if features.name_matches(features.known.sockets):
        return features.classified_as("analog_jack_unknown", evidence.JACK_OF_ADAPTER)
    if features.says_otherwise:
        return features.classified_as("unknown", evidence.product_family(family.name), evidence.AGAINST)
    if features.known.is_anothers(features.vid_pid, features.product, family):
        return features.classified_as("unknown", evidence.product_family(family.name), evidence.OF_ANOTHER_MAKER)
    return None


def _always_ask(features: DeviceFeatures, device_class: str) -> Classification:
    if device_class == "hearing_aid":
        return features.classified_as("unknown", never_refused=True)
    return features.classified_as("unknown", evidence.product_family(_BUSINESS_EARBUDS), family=_BUSINESS_EARBUDS)


def _by_sound_chip(features: DeviceFeatures) -> Classification | None:
    """Classify the computer's sound chip or a USB adapter: arrays are built in, a jack may have anything plugged in."""
    chip = features.bus == "internal" or (features.bus == "" and features.name_matches(features.known.chips))
    if not chip and features.bus != "bluetooth" and features.name_matches(features.known.adapters):
        return features.classified_as("analog_jack_unknown", evidence.JACK_OF_ADAPTER)
    if not chip:
        return None
    named_line = features.words_of("line_in") and not features.kind
    if features.kind == "line" or named_line or features.form_factor == "line":
        return features.classified_as("line_in", evidence.LINE_OF_CARD)
    if (
        features.kind == "array"
        or "internal" in features.port
        or "imic" in features.port
        or features.words_of("builtin_mic")
    ):
        return features.classified_as("builtin_mic", evidence.INSIDE)
    return features.classified_as("analog_jack_unknown", evidence.JACK_OF_CARD)


def _by_words(features: DeviceFeatures) -> Classification | None:
    if features.kind == "speakerphone" and not features.words_of("webcam_mic"):
        return features.classified_as("speakerphone", evidence.CALLED_SPEAKERPHONE)
    for device_class in _BY_WORDS:
        if not features.words_of(device_class):
            continue
        if device_class == "bt_headphones" and features.maker != "phones" and _may_be_a_headset(features):
            continue
        name_matches = evidence.words_of(device_class)
        if device_class == "desk_mic" and features.kind == "plugged_headset":
            return features.classified_as("analog_jack_unknown", name_matches)
        if device_class in HEADSETS and (features.maker == "phones" or features.says_otherwise):
            return features.classified_as("unknown", name_matches)
        return features.classified_as(device_class, name_matches)
    return None


def _by_speakerphone_terminal(features: DeviceFeatures) -> Classification | None:
    """A device that is a speakerphone by its USB descriptor but a headset by name is put to the person."""
    if not features.terminals & terminal_types.SPEAKERPHONE:
        return None
    named = "headset" in features.product.split()
    return features.classified_as("unknown" if named else "speakerphone", evidence.USB_SAYS_SPEAKERPHONE)


def _by_terminal(features: DeviceFeatures) -> Classification | None:
    """Classify an unknown product by its USB descriptor. "Headset" is not sufficient: docs/headset-sets.md."""
    if features.terminals & terminal_types.SOCKET:
        return features.classified_as("analog_jack_unknown", evidence.USB_SAYS_SOCKET)
    if features.terminals & terminal_types.ON_DESK:
        return features.classified_as("desk_mic", evidence.USB_SAYS_ON_DESK)
    return features.classified_as("unknown", evidence.USB_SAYS_HEADSET) if features.usb_says_headset else None


def _may_be_a_headset(features: DeviceFeatures) -> bool:
    """Whether headphone words ("over ear", "noise cancelling") are inconclusive: with a cable or called headset."""
    return features.bus == "usb" or (features.bus != "bluetooth" and "headset" in features.product.split())


def _by_form_factor(features: DeviceFeatures) -> Classification | None:
    """Classify by the form that a Bluetooth device reports. "Headset" is no evidence, since earbuds report it too."""
    if features.bus != "bluetooth":
        return None
    device_class = {"headphone": "bt_headphones", "speaker": "speakerphone", "portable": "speakerphone"}.get(
        features.form_factor
    )
    return features.classified_as(device_class, evidence.SAYS_OF_ITSELF) if device_class else None


def _by_array(features: DeviceFeatures) -> Classification | None:
    if features.kind == "array" and features.bus == "usb":
        return features.classified_as("desk_mic", evidence.ARRAY_ON_USB)
    if (features.kind == "array" or features.words_of("builtin_mic")) and features.bus != "bluetooth":
        return features.classified_as("builtin_mic", evidence.ARRAY)
    return None

"""What kind of device is it? Evidence before name, name before guess; what cannot be told is said to be unknown.

The word "headset" is no evidence (most earbuds carry it on Windows) and a brand alone decides nothing. Every step
below answers or leaves the question to the next; none may call a thing a headset for lack of a better idea.
"""

from __future__ import annotations

from collections.abc import Callable

from readiness.checks.headset import evidence, terminal_types, vendor_rules
from readiness.checks.headset.catalogue import Products, products
from readiness.checks.headset.device_features import Classification, DeviceFeatures, look
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
"""Asked about. So is a hearing aid, of which nothing at all may stand in a report."""


def classify(endpoint: AudioEndpoint, known: Products | None = None) -> Classification:
    """The class of a microphone or output, by the product knowledge that ships with the program unless told."""
    seen = look(endpoint, known or products())
    steps: tuple[Callable[[DeviceFeatures], Classification | None], ...] = (
        _by_usb_id,
        _by_what_the_system_says,
        _by_family,
        _by_sound_chip,
        _by_words,
        _by_speakerphone_terminal,
        *vendor_rules.STEPS,
        _by_form_factor,
        _by_array,
        _by_terminal,
    )
    return next((found for step in steps if (found := step(seen)) is not None), seen.as_("unknown"))


def _by_usb_id(seen: DeviceFeatures) -> Classification | None:
    if seen.vid_pid not in seen.known.usb:
        return None
    device_class, family = seen.known.usb[seen.vid_pid]
    return seen.as_(device_class, evidence.KNOWN_NUMBER, family=family)


def _by_what_the_system_says(seen: DeviceFeatures) -> Classification | None:
    if seen.form_factor == "webcam":
        return seen.as_("webcam_mic")
    if seen.bus == "phone":
        return seen.as_("phone_as_mic")
    if seen.bus == "hdmi":
        return seen.as_("dock_or_monitor")
    if seen.bus == "virtual":
        phone = seen.family is not None and seen.family.device_class == "phone_as_mic"
        return seen.as_("phone_as_mic" if phone else "virtual")
    return None


def _by_family(seen: DeviceFeatures) -> Classification | None:
    family = seen.family
    if family is None:
        return None
    device_class, says = family.device_class, evidence.product_family(family.name)
    if device_class in {"hearing_aid", "unsure_earbuds"}:
        return _asked_kindly(seen, device_class)
    if device_class == "builtin_mic" and seen.bus in {"usb", "bluetooth"} and seen.kind != "microphone":
        return None
    if seen.bus == "internal" and device_class in HEADSETS | _EARS:
        return None
    if device_class in HEADSETS and seen.says(seen.known.against):
        return seen.as_("unknown", says, evidence.AGAINST)
    return seen.as_(device_class, says, family=family.name)


def _asked_kindly(seen: DeviceFeatures, device_class: str) -> Classification:
    if device_class == "hearing_aid":
        return seen.as_("unknown", never_refused=True)
    return seen.as_("unknown", evidence.product_family(_BUSINESS_EARBUDS), family=_BUSINESS_EARBUDS)


def _by_sound_chip(seen: DeviceFeatures) -> Classification | None:
    """A computer's own sound chip, or a USB adapter: an array is built in; behind a jack may be anything."""
    chip = seen.bus == "internal" or (seen.bus == "" and seen.says(seen.known.chips))
    if not chip and seen.bus != "bluetooth" and seen.says(seen.known.adapters):
        return seen.as_("analog_jack_unknown", evidence.JACK_OF_ADAPTER)
    if not chip:
        return None
    if seen.kind == "line" or seen.words_of("line_in") or seen.form_factor == "line":
        return seen.as_("line_in", evidence.LINE_OF_CARD)
    if seen.kind == "array" or "internal" in seen.port or "imic" in seen.port or seen.words_of("builtin_mic"):
        return seen.as_("builtin_mic", evidence.INSIDE)
    return seen.as_("analog_jack_unknown", evidence.JACK_OF_CARD)


def _by_words(seen: DeviceFeatures) -> Classification | None:
    if seen.kind == "speakerphone" and not seen.words_of("webcam_mic"):
        return seen.as_("speakerphone", evidence.CALLED_SPEAKERPHONE)
    for device_class in _BY_WORDS:
        if not seen.words_of(device_class):
            continue
        if device_class == "bt_headphones" and seen.maker != "phones" and _may_be_a_headset(seen):
            continue
        says = evidence.words_of(device_class)
        if device_class in HEADSETS and (seen.maker == "phones" or seen.says(seen.known.against)):
            return seen.as_("unknown", says)
        return seen.as_(device_class, says)
    return None


def _by_speakerphone_terminal(seen: DeviceFeatures) -> Classification | None:
    """A thing that says over USB that it is a speakerphone is none the less asked about when it is named a headset."""
    if not seen.terminals & terminal_types.SPEAKERPHONE:
        return None
    named = "headset" in seen.product.split()
    return seen.as_("unknown" if named else "speakerphone", evidence.USB_SAYS_SPEAKERPHONE)


def _by_terminal(seen: DeviceFeatures) -> Classification | None:
    """What USB says of things that nobody has told us of. "Headset" alone passes nothing: see docs/headset.md."""
    if seen.terminals & terminal_types.SOCKET:
        return seen.as_("analog_jack_unknown", evidence.USB_SAYS_SOCKET)
    if seen.terminals & terminal_types.ON_DESK:
        return seen.as_("desk_mic", evidence.USB_SAYS_ON_DESK)
    return seen.as_("unknown", evidence.USB_SAYS_HEADSET) if seen.usb_says_headset else None


def _may_be_a_headset(seen: DeviceFeatures) -> bool:
    """Words of headphones ("over ear", "noise cancelling") say little of what has a cable, or is called a headset."""
    return seen.bus == "usb" or (seen.bus != "bluetooth" and "headset" in seen.product.split())


def _by_form_factor(seen: DeviceFeatures) -> Classification | None:
    """What a Bluetooth thing says of itself. "Headset" is no evidence: earbuds say that too."""
    if seen.bus != "bluetooth":
        return None
    device_class = {"headphone": "bt_headphones", "speaker": "speakerphone", "portable": "speakerphone"}.get(
        seen.form_factor
    )
    return seen.as_(device_class, evidence.SAYS_OF_ITSELF) if device_class else None


def _by_array(seen: DeviceFeatures) -> Classification | None:
    if seen.kind == "array" and seen.bus == "usb":
        return seen.as_("desk_mic", evidence.ARRAY_ON_USB)
    if (seen.kind == "array" or seen.words_of("builtin_mic")) and seen.bus != "bluetooth":
        return seen.as_("builtin_mic", evidence.ARRAY)
    return None

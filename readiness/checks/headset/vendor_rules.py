"""Classification steps by vendor, for products that are not in the catalogue.

A vendor alone decides nothing. It counts only together with a cable or adapter (which earbuds lack) and the device's
own name, and only if nothing in the name belongs to another product line of the vendor.
"""

from __future__ import annotations

from collections.abc import Callable

from readiness.checks.headset import evidence
from readiness.checks.headset.device_features import Classification, DeviceFeatures
from readiness.checks.headset.measurement import AUDIO_INTERFACE

_PLUGGED_KINDS = frozenset({"plugged_headset", "microphone"})
_KINDS = """
    a analog analogt analogue audio bluetooth bt c call chat device digital for headset headsets mic microphone mono
    multichannel multikanal multimedia pc pro stereo surround the type usb usba usbc virtual voip wired wireless with
"""
"""Words for what it is: "USB Headset" may be anything built around a sound chip. PulseAudio appends its streams'."""

_CHIP_MAKERS = "bes bestechnic generalplus generic hsintek jieli jmtek ktmicro semiconductor sonix tenx"
"""Makers of chips, whose names stay where the maker of the product wrote none."""

_WHOSE = "my our min mitt mina vår vårt jobb jobbets mein meine mon mes mi"
"""Words for whose it is: "Mitt headset" may be anybody's."""

_GENERIC = frozenset((*_KINDS.split(), *_CHIP_MAKERS.split(), *_WHOSE.split()))
"""Words that identify no product."""

_MAKERS = {
    "phones": ("phone_earbuds", evidence.USB_OF_PHONE_MAKER),
    "only_headsets": ("call_headset", evidence.USB_OF_CALL_MAKER),
    "headsets": ("call_headset", evidence.USB_OF_CALL_MAKER),
    "computers": ("call_headset", evidence.USB_OF_CALL_MAKER),
    "only_gaming": ("gaming_headset", evidence.USB_OF_GAMING_MAKER),
    "gaming": ("gaming_headset", evidence.USB_OF_GAMING_MAKER),
}
_CALLS = frozenset({"only_headsets", "headsets"})


def trusted(features: DeviceFeatures) -> bool:
    """Whether the name is reliable: complete, without words that exclude headsets, not Bluetooth, no phone vendor."""
    known = features.known
    return (
        features.bus in {"", "usb"}
        and not features.name.is_cut
        and features.maker != "phones"
        and not features.says_otherwise
        and not features.name_matches(known.other_lines)
    )


def _of_a_product(features: DeviceFeatures) -> bool:
    """Whether the vendor's words are more than vendors' names, generic words and numbers."""
    words = (word for word in features.vendors_words.split() if not word.isdigit())
    return any(word not in features.known.makers and word not in _GENERIC for word in words)


def by_maker_and_word(features: DeviceFeatures) -> Classification | None:
    """Classify a device of a headset vendor whose own name, not only Windows' prefix, says headset."""
    words = features.product.split()
    if "headset" not in words or {"bluetooth", "bt"} & {*words} or not trusted(features):
        return None
    device_class = features.made_by(features.known.headset_makers)
    return features.classified_as(device_class, evidence.MAKER_CALLS_IT_ONE) if device_class else None


def by_vendor_and_form(features: DeviceFeatures) -> Classification | None:
    """Classify a USB device of a headset vendor that says headset in its name or its USB terminal type.

    Sound cards of gaming vendors and docks of computer vendors have a headset terminal too, so for these only the name
    counts.
    """
    if features.bus != "usb" or features.maker not in _MAKERS:
        return None
    if features.maker == "phones":
        return features.classified_as(*_MAKERS["phones"]) if features.shaped_as_headset else None
    named = "headset" in features.product.split()
    is_labelled = features.kind == "plugged_headset" or features.form_factor == "headset" or features.usb_says_headset
    shaped = features.maker in _CALLS and is_labelled
    usb_evidence = (evidence.USB_SAYS_HEADSET,) if features.usb_says_headset else ()
    device_class, of_maker = _MAKERS[features.maker]
    return (
        features.classified_as(device_class, of_maker, *usb_evidence)
        if trusted(features) and (named or shaped)
        else None
    )


def by_name_of_maker(features: DeviceFeatures) -> Classification | None:
    """Classify a device of a vendor of mainly call headsets whose USB terminal Windows calls a headset."""
    if features.kind != "plugged_headset" or features.bus not in {"", "usb"} or features.maker == "phones":
        return None
    if not features.name.is_cut and not (trusted(features) and _of_a_product(features)):
        return None
    if features.made_by(features.known.only_headsets) != "call_headset":
        return None
    return features.classified_as("call_headset", evidence.PLUGGED_IN_OF_MAKER)


def by_kind_of_maker(features: DeviceFeatures) -> Classification | None:
    """Classify a device of a vendor of a single kind of product, if it is connected accordingly. Never a headset."""
    device_class = features.made_by(features.known.makers_of)
    if device_class is None or "headset" in features.product.split():
        return None
    bluetooth = features.bus == "bluetooth" or (features.bus == "" and features.kind == "headset")
    if device_class == "bt_headphones":
        return features.classified_as("bt_headphones", evidence.MAKER_OF_EARPHONES) if bluetooth else None
    wired = features.bus == "usb" or (
        features.bus == "" and features.kind in {"microphone", "line", "speakerphone", "array"}
    )
    if not wired or (features.kind == "plugged_headset" and device_class != "analog_jack_unknown"):
        return None
    family = AUDIO_INTERFACE if device_class == "analog_jack_unknown" else ""
    return features.classified_as(device_class, evidence.MAKER_OF_ONE_KIND, family=family)


def by_own_word(features: DeviceFeatures) -> Classification | None:
    """Classify a USB device of an unknown vendor whose name says headset and more than generic words.

    What stands before Windows' bracket is not the vendor's: a person may have renamed the device.
    """
    words = features.name.product.split()
    on_usb = features.bus == "usb" or (features.kind in _PLUGGED_KINDS and "usb" in words)
    if not on_usb or "headset" not in words or {"bluetooth", "bt", "c", "usbc"} & {*words}:
        return None
    others = (*features.known.phone_makers, *features.known.chips, *features.known.adapters)
    if features.name_matches(others) or not (trusted(features) and _of_a_product(features)):
        return None
    return features.classified_as("call_headset", evidence.CALLS_ITSELF_USB_HEADSET)


STEPS: tuple[Callable[[DeviceFeatures], Classification | None], ...] = (
    by_maker_and_word,
    by_vendor_and_form,
    by_name_of_maker,
    by_own_word,
    by_kind_of_maker,
)

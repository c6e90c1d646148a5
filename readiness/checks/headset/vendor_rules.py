"""Who made it, and is it plugged in? For products that nobody has told us of yet.

A maker alone decides nothing. It counts together with a cable or an adapter that was plugged in (earbuds are not), with
what the device calls itself, and only when nothing in the name belongs to another line of that maker's.
"""

from __future__ import annotations

from collections.abc import Callable

from readiness.checks.headset import evidence
from readiness.checks.headset.device_features import Classification, DeviceFeatures

_PLUGGED_WORDS = frozenset({"adapter", "base", "dect", "dongle", "lync", "ms", "receiver", "uc", "usb", "usba"})
_PLUGGED_KINDS = frozenset({"plugged_headset", "microphone"})
_GENERIC = frozenset(
    [
        "a",
        "audio",
        "bluetooth",
        "bt",
        "c",
        "call",
        "chat",
        "device",
        "digital",
        "for",
        "headset",
        "headsets",
        "mic",
        "microphone",
        "mono",
        "multimedia",
        "pc",
        "pro",
        "stereo",
        "the",
        "type",
        "usb",
        "usba",
        "usbc",
        "virtual",
        "voip",
        "wired",
        "wireless",
        "with",
    ]
)
"""Words that name no product: "USB Headset" may be anything that somebody soldered to a sound chip."""


_MAKERS = {
    "phones": ("phone_earbuds", evidence.USB_OF_PHONE_MAKER),
    "only_headsets": ("call_headset", evidence.USB_OF_CALL_MAKER),
    "headsets": ("call_headset", evidence.USB_OF_CALL_MAKER),
    "computers": ("call_headset", evidence.USB_OF_CALL_MAKER),
    "only_gaming": ("gaming_headset", evidence.USB_OF_GAMING_MAKER),
    "gaming": ("gaming_headset", evidence.USB_OF_GAMING_MAKER),
}
_LITTLE_ELSE = {"only_headsets": "call_headset", "only_gaming": "gaming_headset"}


def _trusted(seen: DeviceFeatures) -> bool:
    """No phone's maker, no Bluetooth, and a whole name with nothing in it that no headset has."""
    known = seen.known
    return (
        seen.bus in {"", "usb"}
        and not seen.name.is_cut
        and seen.maker != "phones"
        and not seen.says(known.against)
        and not seen.says(known.other_lines)
    )


def _plugged_in(seen: DeviceFeatures) -> bool:
    """By the bus, by Windows' word for the socket (a Bluetooth device is just "Headset") or by words of an adapter."""
    return seen.bus == "usb" or seen.kind in _PLUGGED_KINDS or bool(_PLUGGED_WORDS & {*seen.product.split()})


def _cut_in_a_headsets_socket(seen: DeviceFeatures) -> bool:
    """The product is cut off and its maker is left; but Windows' word says that the device calls itself a headset."""
    return seen.name.is_cut and seen.kind == "plugged_headset" and seen.bus in {"", "usb"}


def _of_a_product(seen: DeviceFeatures) -> bool:
    """The name says more than who made it and what every headset is."""
    return any(word not in seen.known.makers and word not in _GENERIC for word in seen.product.split())


def by_maker_and_word(seen: DeviceFeatures) -> Classification | None:
    """A maker of headsets that itself calls the thing a headset, and not by what Windows puts before the bracket."""
    words = seen.product.split()
    if "headset" not in words or {"bluetooth", "bt"} & {*words} or not _trusted(seen):
        return None
    device_class = seen.made_by(seen.known.headset_makers)
    return seen.as_(device_class, evidence.MAKER_CALLS_IT_ONE) if device_class else None


def by_vendor_and_form(seen: DeviceFeatures) -> Classification | None:
    """USB, and both the maker and the form speak for the same thing."""
    if seen.bus != "usb" or not seen.shaped_as_headset or seen.maker not in _MAKERS:
        return None
    return seen.as_(*_MAKERS[seen.maker])


def by_vendor(seen: DeviceFeatures) -> Classification | None:
    """A USB number of a maker that sells little else than headsets, and no other line of its in the name."""
    if seen.bus != "usb" or seen.maker not in _LITTLE_ELSE or not seen.product or not _trusted(seen):
        return None
    if seen.kind == "speakerphone" or seen.form_factor in {"speaker", "webcam"}:
        return None
    return seen.as_(_LITTLE_ELSE[seen.maker], evidence.PLUGGED_IN_OF_MAKER)


def by_name_of_maker(seen: DeviceFeatures) -> Classification | None:
    """Plugged in, of a maker of headsets; for makers of much else besides, in what Windows calls a headset's socket."""
    if _cut_in_a_headsets_socket(seen):
        device_class = seen.made_by(seen.known.only_headsets)
        return seen.as_(device_class, evidence.PLUGGED_IN_OF_MAKER) if device_class else None
    if not (_plugged_in(seen) and _trusted(seen) and _of_a_product(seen)):
        return None
    device_class = seen.made_by(seen.known.only_headsets)
    if device_class is None and seen.kind == "plugged_headset":
        device_class = seen.made_by(seen.known.headset_makers)
    return seen.as_(device_class, evidence.PLUGGED_IN_OF_MAKER) if device_class else None


def by_own_word(seen: DeviceFeatures) -> Classification | None:
    """A maker we do not know, whose own name for a thing on USB says headset, and says more than that."""
    words = seen.product.split()
    on_usb = seen.bus == "usb" or (seen.kind in _PLUGGED_KINDS and "usb" in words)
    if not on_usb or "headset" not in words or {"bluetooth", "bt", "c", "usbc"} & {*words}:
        return None
    others = (*seen.known.phone_makers, *seen.known.chips, *seen.known.adapters)
    if seen.says(others) or not (_trusted(seen) and _of_a_product(seen)):
        return None
    return seen.as_("call_headset", evidence.CALLS_ITSELF_USB_HEADSET)


STEPS: tuple[Callable[[DeviceFeatures], Classification | None], ...] = (
    by_maker_and_word,
    by_vendor_and_form,
    by_vendor,
    by_name_of_maker,
    by_own_word,
)

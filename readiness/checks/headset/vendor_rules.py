"""Who made it, and is it plugged in? For products that nobody has told us of yet.

A maker alone decides nothing. It counts together with a cable or an adapter that was plugged in (earbuds are not), with
what the device calls itself, and only when nothing in the name belongs to another line of that maker's.
"""

from __future__ import annotations

from collections.abc import Callable

from readiness.checks.headset import evidence
from readiness.checks.headset.device_features import Classification, DeviceFeatures

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
_CALLS = frozenset({"only_headsets", "headsets"})


def trusted(seen: DeviceFeatures) -> bool:
    """No phone's maker, no Bluetooth, and a whole name with nothing in it that no headset has."""
    known = seen.known
    return (
        seen.bus in {"", "usb"}
        and not seen.name.is_cut
        and seen.maker != "phones"
        and not seen.says(known.against)
        and not seen.says(known.other_lines)
    )


def _of_a_product(seen: DeviceFeatures) -> bool:
    """The name says more than who made it and what every headset is."""
    return any(word not in seen.known.makers and word not in _GENERIC for word in seen.product.split())


def by_maker_and_word(seen: DeviceFeatures) -> Classification | None:
    """A maker of headsets that itself calls the thing a headset, and not by what Windows puts before the bracket."""
    words = seen.product.split()
    if "headset" not in words or {"bluetooth", "bt"} & {*words} or not trusted(seen):
        return None
    device_class = seen.made_by(seen.known.headset_makers)
    return seen.as_(device_class, evidence.MAKER_CALLS_IT_ONE) if device_class else None


def by_vendor_and_form(seen: DeviceFeatures) -> Classification | None:
    """USB, a maker of headsets, and the thing itself says headset: by its name, or by what USB says of its terminals.

    A sound card of a maker of games' things has a headset's socket and says headset too, and so has a computer maker's
    dock: of these only the maker's own name for the thing is believed.
    """
    if seen.bus != "usb" or seen.maker not in _MAKERS:
        return None
    if seen.maker == "phones":
        return seen.as_(*_MAKERS["phones"]) if seen.shaped_as_headset else None
    named = "headset" in seen.product.split()
    told = seen.kind == "plugged_headset" or seen.form_factor == "headset" or seen.usb_says_headset
    shaped = seen.maker in _CALLS and told
    says = (evidence.USB_SAYS_HEADSET,) if seen.usb_says_headset else ()
    device_class, of_maker = _MAKERS[seen.maker]
    return seen.as_(device_class, of_maker, *says) if trusted(seen) and (named or shaped) else None


def by_name_of_maker(seen: DeviceFeatures) -> Classification | None:
    """A maker of little else than call headsets, in what Windows calls a headset's socket: so USB says it, too."""
    if seen.kind != "plugged_headset" or seen.bus not in {"", "usb"} or seen.maker == "phones":
        return None
    if not seen.name.is_cut and not (trusted(seen) and _of_a_product(seen)):
        return None
    if seen.made_by(seen.known.only_headsets) != "call_headset":
        return None
    return seen.as_("call_headset", evidence.PLUGGED_IN_OF_MAKER)


def by_kind_of_maker(seen: DeviceFeatures) -> Classification | None:
    """A maker of one kind of thing, connected as such a thing is. Never a headset."""
    device_class = seen.made_by(seen.known.makers_of)
    if device_class is None or "headset" in seen.product.split():
        return None
    bluetooth = seen.bus == "bluetooth" or (seen.bus == "" and seen.kind == "headset")
    if device_class == "bt_headphones":
        return seen.as_("bt_headphones", evidence.MAKER_OF_EARPHONES) if bluetooth else None
    wired = seen.bus == "usb" or (seen.bus == "" and seen.kind in {"microphone", "line", "speakerphone", "array"})
    return seen.as_(device_class, evidence.MAKER_OF_ONE_KIND) if wired and seen.kind != "plugged_headset" else None


def by_own_word(seen: DeviceFeatures) -> Classification | None:
    """A maker we do not know, whose own name for a thing on USB says headset, and says more than that."""
    words = seen.product.split()
    on_usb = seen.bus == "usb" or (seen.kind in _PLUGGED_KINDS and "usb" in words)
    if not on_usb or "headset" not in words or {"bluetooth", "bt", "c", "usbc"} & {*words}:
        return None
    others = (*seen.known.phone_makers, *seen.known.chips, *seen.known.adapters)
    if seen.says(others) or not (trusted(seen) and _of_a_product(seen)):
        return None
    return seen.as_("call_headset", evidence.CALLS_ITSELF_USB_HEADSET)


STEPS: tuple[Callable[[DeviceFeatures], Classification | None], ...] = (
    by_maker_and_word,
    by_vendor_and_form,
    by_name_of_maker,
    by_own_word,
    by_kind_of_maker,
)

"""What kind of device is it? Evidence before name, name before guess; what cannot be told is said to be unknown.

The word "headset" is no evidence (most earbuds carry it on Windows) and a brand alone decides nothing. Every step
below answers or leaves the question to the next; none may call a thing a headset for lack of a better idea.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from readiness.checks.headset.names import DeviceName, take_apart
from readiness.checks.headset.products import HEADSETS, Family, Pattern, Products, products
from readiness.host.audio_endpoint import AudioEndpoint, usb_id

_BUSES = {
    "usb": "usb",
    "bluetooth": "bluetooth",
    "blue": "bluetooth",
    "blea": "bluetooth",
    "bthhfenum": "bluetooth",
    "bthenum": "bluetooth",
    "bthle": "bluetooth",
    "bthledevice": "bluetooth",
    "internal": "internal",
    "pci": "internal",
    "hdaudio": "internal",
    "intelaudio": "internal",
    "soundwire": "internal",
    "platform": "internal",
    "bltn": "internal",
    "built-in": "internal",
    "builtin": "internal",
    "acpi": "internal",
    "virtual": "virtual",
    "virt": "virtual",
    "grup": "virtual",
    "software": "virtual",
    "root": "virtual",
    "hdmi": "hdmi",
    "dprt": "hdmi",
    "ccwd": "phone",
    "ccwl": "phone",
    "phone": "phone",
}
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
_AGAINST = "name also has words that no headset has"
_SILENT_FAMILIES = {"unsure_earbuds": "business earbuds", "hearing_aid": ""}
"""Families whose members are asked about, and the word that may stand in a report: for a hearing aid, none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What the device is, the product family when known, and what says so: words that name no person."""

    device_class: str
    family: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """All that is known of the device, in one vocabulary."""

    name: DeviceName
    product: str
    kind: str
    bus: str
    form_factor: str
    vid_pid: str
    port: str
    family: Family | None
    known: Products

    @property
    def maker(self) -> str:
        return self.known.maker_of(self.vid_pid)

    def says(self, patterns: Iterable[Pattern]) -> bool:
        return any(pattern.search(self.product) for pattern in patterns)

    def words_of(self, device_class: str) -> bool:
        return self.says(self.known.words[device_class])

    def as_(self, device_class: str, *evidence: str, family: str = "") -> Classification:
        told = (
            self.bus and f"bus {self.bus}",
            self.form_factor and f"form factor {self.form_factor}",
            ":" in self.vid_pid and f"USB {self.vid_pid}",
            *evidence,
        )
        return Classification(device_class=device_class, family=family, evidence=tuple(word for word in told if word))


def classify(endpoint: AudioEndpoint, known: Products | None = None) -> Classification:
    """The class of a microphone or output, by the product knowledge that ships with the program unless told."""
    seen = _look(endpoint, known or products())
    steps: tuple[Callable[[_Seen], Classification | None], ...] = (
        _by_usb_id,
        _by_what_the_system_says,
        _by_family,
        _by_sound_chip,
        _by_words,
        _by_maker_and_word,
        _by_vendor,
        _by_form_factor,
        _by_array,
    )
    return next((found for step in steps if (found := step(seen)) is not None), seen.as_("unknown"))


def _look(endpoint: AudioEndpoint, known: Products) -> _Seen:
    name = take_apart(endpoint.name)
    kind = known.kind_of(name.kind)
    product = name.product if kind else name.whole
    told = (endpoint.bus or endpoint.enumerator or endpoint.transport).casefold().rpartition("type_")[2]
    vendor, _, number = (endpoint.vid_pid or name.vid_pid).partition(":")
    return _Seen(
        name=name,
        product=product,
        kind=kind or known.kind_of(name.whole),
        bus=_BUSES.get(told, "") or name.bus or ("usb" if vendor else ""),
        form_factor=endpoint.form_factor.casefold(),
        vid_pid=usb_id(vendor, number),
        port=endpoint.port.casefold(),
        family=known.family_of(name.product) or known.family_of(name.whole),
        known=known,
    )


def _by_usb_id(seen: _Seen) -> Classification | None:
    if seen.vid_pid not in seen.known.usb:
        return None
    device_class, family = seen.known.usb[seen.vid_pid]
    return seen.as_(device_class, "known product number", family=family)


def _by_what_the_system_says(seen: _Seen) -> Classification | None:
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


def _by_family(seen: _Seen) -> Classification | None:
    family = seen.family
    if family is None:
        return None
    device_class, evidence = family.device_class, f"product family {family.name}"
    if device_class in _SILENT_FAMILIES:
        word = _SILENT_FAMILIES[device_class]
        return seen.as_("unknown", word and f"product family {word}", family=word)
    if device_class == "builtin_mic" and seen.bus in {"usb", "bluetooth"} and seen.kind != "microphone":
        return None
    if seen.bus == "internal" and device_class in HEADSETS | _EARS:
        return None
    if device_class in HEADSETS and seen.says(seen.known.against):
        return seen.as_("unknown", evidence, _AGAINST)
    return seen.as_(device_class, evidence, family=family.name)


def _by_sound_chip(seen: _Seen) -> Classification | None:
    """A computer's own sound chip, or a USB adapter: an array is built in; behind a jack may be anything."""
    chip = seen.bus == "internal" or (seen.bus == "" and seen.says(seen.known.chips))
    if not chip and seen.bus != "bluetooth" and seen.says(seen.known.adapters):
        return seen.as_("analog_jack_unknown", "sound adapter with a jack")
    if not chip:
        return None
    if seen.kind == "line" or seen.words_of("line_in") or seen.form_factor == "line":
        return seen.as_("line_in", "line input of a sound card")
    if seen.kind == "array" or "internal" in seen.port or "imic" in seen.port or seen.words_of("builtin_mic"):
        return seen.as_("builtin_mic", "microphone inside the computer")
    return seen.as_("analog_jack_unknown", "sound card with a jack")


def _by_words(seen: _Seen) -> Classification | None:
    if seen.kind == "speakerphone" and not seen.words_of("webcam_mic"):
        return seen.as_("speakerphone", "the system calls it a speakerphone")
    for device_class in _BY_WORDS:
        if not seen.words_of(device_class):
            continue
        if device_class == "bt_headphones" and seen.bus == "usb" and seen.maker != "phones":
            continue
        evidence = f"name has words of {_in_words(device_class)}"
        if device_class in HEADSETS and (seen.maker == "phones" or seen.says(seen.known.against)):
            return seen.as_("unknown", evidence)
        return seen.as_(device_class, evidence)
    return None


def _by_maker_and_word(seen: _Seen) -> Classification | None:
    """A maker of headsets that itself calls the thing a headset, and not by what Windows puts before the bracket."""
    words = seen.product.split()
    wired = "headset" in words and not {"bluetooth", "bt"} & {*words} and seen.bus in {"", "usb"}
    if not wired or seen.maker == "phones" or seen.says(seen.known.against):
        return None
    for device_class in ("gaming_headset", "call_headset"):
        if seen.says(seen.known.headset_makers[device_class]):
            return seen.as_(device_class, "its maker makes headsets and calls it one")
    return None


def _by_vendor(seen: _Seen) -> Classification | None:
    """USB, and both the maker and the form speak for the same thing; the maker alone is not enough."""
    if seen.bus != "usb":
        return None
    headset = seen.form_factor == "headset" or seen.kind == "headset" or "headset" in seen.product.split()
    if not headset:
        return None
    if seen.maker == "phones":
        return seen.as_("phone_earbuds", "USB headset of a phone maker")
    if seen.maker in {"headsets", "computers"}:
        return seen.as_("call_headset", "USB headset of a maker of call headsets")
    if seen.maker == "gaming":
        return seen.as_("gaming_headset", "USB headset of a maker of gaming headsets")
    return None


def _by_form_factor(seen: _Seen) -> Classification | None:
    """What a Bluetooth thing says of itself. "Headset" is no evidence: earbuds say that too."""
    if seen.bus != "bluetooth":
        return None
    device_class = {"headphone": "bt_headphones", "speaker": "speakerphone", "portable": "speakerphone"}.get(
        seen.form_factor
    )
    return seen.as_(device_class, "says so of itself over Bluetooth") if device_class else None


def _by_array(seen: _Seen) -> Classification | None:
    if seen.kind == "array" and seen.bus == "usb":
        return seen.as_("desk_mic", "microphone array on USB")
    if (seen.kind == "array" or seen.words_of("builtin_mic")) and seen.bus != "bluetooth":
        return seen.as_("builtin_mic", "microphone array")
    return None


def _in_words(device_class: str) -> str:
    return device_class.removesuffix("_mic").replace("_", " ")

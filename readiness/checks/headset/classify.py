"""What kind of device is it? Evidence before name, name before guess; what cannot be told is said to be unknown.

The word "headset" is no evidence (most earbuds carry it on Windows) and a brand alone decides nothing. Every step
below answers or leaves the question to the next; none may call a thing a headset for lack of a better idea.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from readiness.checks.headset import evidence
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
_BUSINESS_EARBUDS = "business earbuds"
"""Asked about. So is a hearing aid, of which nothing at all may stand in a report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What the device is, the product family when known, and what says so: sentences that name no person.

    `never_refused`: whatever a person answers about it, it is only asked about.
    """

    device_class: str
    family: str = ""
    evidence: tuple[str, ...] = ()
    never_refused: bool = False


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

    def as_(self, device_class: str, *says: str, family: str = "", never_refused: bool = False) -> Classification:
        return Classification(
            device_class=device_class,
            family=family,
            evidence=(*evidence.connection(self.bus, self.form_factor, self.vid_pid), *says),
            never_refused=never_refused,
        )


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
    return seen.as_(device_class, evidence.KNOWN_NUMBER, family=family)


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


def _asked_kindly(seen: _Seen, device_class: str) -> Classification:
    if device_class == "hearing_aid":
        return seen.as_("unknown", never_refused=True)
    return seen.as_("unknown", evidence.product_family(_BUSINESS_EARBUDS), family=_BUSINESS_EARBUDS)


def _by_sound_chip(seen: _Seen) -> Classification | None:
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


def _by_words(seen: _Seen) -> Classification | None:
    if seen.kind == "speakerphone" and not seen.words_of("webcam_mic"):
        return seen.as_("speakerphone", evidence.CALLED_SPEAKERPHONE)
    for device_class in _BY_WORDS:
        if not seen.words_of(device_class):
            continue
        if device_class == "bt_headphones" and seen.bus == "usb" and seen.maker != "phones":
            continue
        says = evidence.words_of(device_class)
        if device_class in HEADSETS and (seen.maker == "phones" or seen.says(seen.known.against)):
            return seen.as_("unknown", says)
        return seen.as_(device_class, says)
    return None


def _by_maker_and_word(seen: _Seen) -> Classification | None:
    """A maker of headsets that itself calls the thing a headset, and not by what Windows puts before the bracket."""
    words = seen.product.split()
    wired = "headset" in words and not {"bluetooth", "bt"} & {*words} and seen.bus in {"", "usb"}
    if not wired or seen.maker == "phones" or seen.says(seen.known.against):
        return None
    for device_class in ("gaming_headset", "call_headset"):
        if seen.says(seen.known.headset_makers[device_class]):
            return seen.as_(device_class, evidence.MAKER_CALLS_IT_ONE)
    return None


def _by_vendor(seen: _Seen) -> Classification | None:
    """USB, and both the maker and the form speak for the same thing; the maker alone is not enough."""
    if seen.bus != "usb":
        return None
    headset = seen.form_factor == "headset" or seen.kind == "headset" or "headset" in seen.product.split()
    if not headset:
        return None
    if seen.maker == "phones":
        return seen.as_("phone_earbuds", evidence.USB_OF_PHONE_MAKER)
    if seen.maker in {"headsets", "computers"}:
        return seen.as_("call_headset", evidence.USB_OF_CALL_MAKER)
    if seen.maker == "gaming":
        return seen.as_("gaming_headset", evidence.USB_OF_GAMING_MAKER)
    return None


def _by_form_factor(seen: _Seen) -> Classification | None:
    """What a Bluetooth thing says of itself. "Headset" is no evidence: earbuds say that too."""
    if seen.bus != "bluetooth":
        return None
    device_class = {"headphone": "bt_headphones", "speaker": "speakerphone", "portable": "speakerphone"}.get(
        seen.form_factor
    )
    return seen.as_(device_class, evidence.SAYS_OF_ITSELF) if device_class else None


def _by_array(seen: _Seen) -> Classification | None:
    if seen.kind == "array" and seen.bus == "usb":
        return seen.as_("desk_mic", evidence.ARRAY_ON_USB)
    if (seen.kind == "array" or seen.words_of("builtin_mic")) and seen.bus != "bluetooth":
        return seen.as_("builtin_mic", evidence.ARRAY)
    return None

"""All that is known of a device, in one vocabulary: what the system says, and what its name gives away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from readiness.checks.headset import evidence, terminal_types
from readiness.checks.headset.catalogue import Family, Pattern, Products
from readiness.checks.headset.name_parser import DeviceName, take_apart
from readiness.host.audio.endpoint import AudioEndpoint, usb_id
from readiness.i18n import LocalizedText

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """What the device is, the product family when known, and what says so: sentences that name no person.

    `never_refused`: whatever a person answers about it, it is only asked about.
    """

    device_class: str
    family: str = ""
    evidence: tuple[LocalizedText, ...] = ()
    never_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFeatures:
    """All that is known of the device, in one vocabulary."""

    name: DeviceName
    product: str
    kind: str
    bus: str
    form_factor: str
    vid_pid: str
    port: str
    terminals: frozenset[int]
    family: Family | None
    known: Products

    @property
    def maker(self) -> str:
        """What the USB vendor makes, or an empty string."""
        return self.known.maker_of(self.vid_pid)

    @property
    def shaped_as_headset(self) -> bool:
        """By the system's word, by Windows' word for the socket, or by its maker's name for it."""
        says_so = self.form_factor == "headset" or self.kind in {"headset", "plugged_headset"}
        return says_so or "headset" in self.product.split()

    @property
    def usb_says_headset(self) -> bool:
        """By the terminal types of the USB audio class. Game controllers with a socket say so as well."""
        return bool(self.terminals) and self.terminals <= terminal_types.HEADSET

    def made_by(self, makers: Mapping[str, tuple[Pattern, ...]]) -> str | None:
        """The class that goes with the maker whose name the product's name begins with."""

        def leads(names: Iterable[Pattern]) -> bool:
            return any(each.leads(self.product, self.known.makers) for each in names)

        return next((device_class for device_class, names in makers.items() if leads(names)), None)

    def says(self, patterns: Iterable[Pattern]) -> bool:
        """Whether the product's name has any of these."""
        return any(pattern.search(self.product) for pattern in patterns)

    def words_of(self, device_class: str) -> bool:
        """Whether the product's name has words of that class."""
        return self.says(self.known.words[device_class])

    def as_(
        self, device_class: str, *says: LocalizedText, family: str = "", never_refused: bool = False
    ) -> Classification:
        """The answer: that class, because of what the system says and these."""
        return Classification(
            device_class=device_class,
            family=family,
            evidence=(*evidence.connection(self.bus, self.form_factor, self.vid_pid), *says),
            never_refused=never_refused,
        )


def look(endpoint: AudioEndpoint, known: Products) -> DeviceFeatures:
    """Everything that an endpoint tells, its name taken apart."""
    name = take_apart(endpoint.name)
    kind = known.kind_of(name.kind)
    product = name.product if kind else name.whole
    told = (endpoint.bus or endpoint.enumerator or endpoint.transport).casefold().rpartition("type_")[2]
    vendor, _, number = (endpoint.vid_pid or name.vid_pid).partition(":")
    bus = _BUSES.get(told, "") or name.bus or ("usb" if vendor else "")
    return DeviceFeatures(
        name=name,
        product=product,
        kind=kind or known.kind_of(name.whole),
        bus=bus,
        form_factor=endpoint.form_factor.casefold(),
        vid_pid=usb_id(vendor, number),
        port=endpoint.port.casefold(),
        terminals=frozenset(endpoint.terminals) if bus == "usb" else frozenset(),
        family=_family(name, known),
        known=known,
    )


def _family(name: DeviceName, known: Products) -> Family | None:
    found = known.family_of(name.product) or known.family_of(name.whole)
    return found or (known.family_of_cut(name.product) if name.is_cut else None)

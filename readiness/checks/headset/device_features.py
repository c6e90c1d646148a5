"""A device's features from the system's metadata and its name, in a common vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from readiness.checks.headset import evidence, terminal_types
from readiness.checks.headset.catalogue import Family, Pattern, Products
from readiness.checks.headset.measurement import HEADSETS
from readiness.checks.headset.name_parser import DeviceName, parse_name, plain
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
    """The result: device class, product family if known, and the evidence as sentences that identify no person.

    `never_refused`: the person may be asked, but a "no" never makes it a no-go.
    """

    device_class: str
    family: str = ""
    evidence: tuple[LocalizedText, ...] = ()
    never_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFeatures:
    """The features of a device that the classification uses.

    `vendors_words` are the words of the name that are surely the vendor's: no serial number, no name of a stream.
    """

    name: DeviceName
    product: str
    vendors_words: str
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
        """What the USB vendor makes (see `Products.maker_of`); empty if unknown."""
        return self.known.maker_of(self.vid_pid)

    @property
    def shaped_as_headset(self) -> bool:
        """Whether the system, Windows' name for the socket, or the vendor's name calls it a headset."""
        by_system = self.form_factor == "headset" or self.kind in {"headset", "plugged_headset"}
        return by_system or "headset" in self.product.split()

    @property
    def usb_says_headset(self) -> bool:
        """By the terminal types of the USB audio class. Game controllers with a socket say so as well."""
        return bool(self.terminals) and self.terminals <= terminal_types.HEADSET

    def made_by(self, makers: Mapping[str, tuple[Pattern, ...]]) -> str | None:
        """Return the device class of the vendor whose name the product's name begins with."""

        def leads(names: Iterable[Pattern]) -> bool:
            return any(each.leads(self.product, self.known.makers) for each in names)

        return next((device_class for device_class, names in makers.items() if leads(names)), None)

    def name_matches(self, patterns: Iterable[Pattern]) -> bool:
        """Whether the product's name matches any of the patterns."""
        return any(pattern.search(self.product) for pattern in patterns)

    @property
    def says_otherwise(self) -> bool:
        """Whether the product's name has a word that no headset's has; "headset with microphone" is a headset's."""
        product = self.product.replace("headset with microphone", "headset")
        return any(pattern.search(product) for pattern in self.known.against)

    def words_of(self, device_class: str) -> bool:
        """Whether the product's name contains words typical of a device class; a headset's, not in a serial number."""
        name = self.vendors_words if device_class in HEADSETS else self.product
        return any(pattern.search(name) for pattern in self.known.words[device_class])

    def classified_as(
        self, device_class: str, *name_matches: LocalizedText, family: str = "", never_refused: bool = False
    ) -> Classification:
        """Return a classification with the system's metadata and the given sentences as evidence."""
        return Classification(
            device_class=device_class,
            family=family,
            evidence=(*evidence.connection(self.bus, self.form_factor, self.vid_pid), *name_matches),
            never_refused=never_refused,
        )


def features_of(endpoint: AudioEndpoint, known: Products) -> DeviceFeatures:
    """Extract the features of an endpoint."""
    name = parse_name(endpoint.name)
    kind = known.kind_of(name.kind)
    product = name.product if kind else name.whole
    connection = (endpoint.bus or endpoint.enumerator or endpoint.transport).casefold().rpartition("type_")[2]
    vendor, _, number = (endpoint.vid_pid or name.vid_pid).partition(":")
    vid_pid = usb_id(vendor, number)
    bus = _BUSES.get(connection, "") or name.bus or ("usb" if vid_pid else "")
    return DeviceFeatures(
        name=name,
        product=product,
        vendors_words=plain(endpoint.product) or product.removesuffix(name.last_part),
        kind=kind or known.kind_of(name.whole),
        bus=bus,
        form_factor=endpoint.form_factor.casefold(),
        vid_pid=vid_pid,
        port=endpoint.port.casefold(),
        terminals=frozenset(endpoint.terminals) if bus == "usb" else frozenset(),
        family=_family(name, known.name_of_vendor(vid_pid), known),
        known=known,
    )


def _family(name: DeviceName, vendor_name: str, known: Products) -> Family | None:
    found = known.family_of(name.product) or known.family_of(name.whole)
    if found is None and name.is_cut:
        found = known.family_of_cut(name.product)
    if found is None and vendor_name:
        found = known.family_of(f"{vendor_name} {name.product}")
    return found

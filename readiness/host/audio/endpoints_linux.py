"""Audio endpoints on Linux: from PulseAudio or PipeWire's PulseAudio interface, or the kernel if no server runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from readiness.host.audio.endpoint import AudioEndpoint, Direction, usb_id
from readiness.host.audio.usb_terminals import UsbTerminals, read_terminals
from readiness.host.system.pulse_server import ANSWER_S, NoServerError, Pulse, connect

_BUSES = {
    "usb": "usb",
    "bluetooth": "bluetooth",
    "pci": "internal",
    "platform": "internal",
    "isa": "internal",
    "firewire": "firewire",
    "bluez": "bluetooth",
}
_BUS_IN_NAME = re.compile(r"^(?:alsa_(?:input|output)\.)?(bluez|platform)")
"""For devices without `device.bus`: the sound chip of a computer without PCI, WirePlumber's stand-ins."""
_BLUETOOTH_ADDRESS = re.compile(r"^bluez_[a-z]+\.((?:[0-9A-F]{2}[_:]){5}[0-9A-F]{2})(?![0-9A-F])", re.IGNORECASE)
"""`bluez_input.AC:90:…` is WirePlumber's stand-in for a microphone that is only connected in use; it lacks the card's
properties. PulseAudio and older PipeWire write the address with underscores."""
_CARD = re.compile(r"^\s*(?P<index>\d+)\s+\[(?P<id>[^\]]+)\]\s*:\s*(?P<driver>\S+)\s+-\s+(?P<name>.+)$")
_PCM = re.compile(r"^(?P<card>\d+)-(?P<device>\d+):(?P<rest>.*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseDevice:
    """A source or sink as reported by the sound server."""

    direction: Direction
    name: str
    description: str
    card: str
    port: str
    muted: bool
    properties: Mapping[str, str]
    level: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The system's answer: the server's devices, or the kernel's lists of cards, their USB ids and their streams.

    `usb_descriptors` are the raw descriptors of each USB card, by the number of its sound card.
    """

    devices: tuple[PulseDevice, ...] = ()
    default_source: str = ""
    default_sink: str = ""
    cards: str = ""
    usb_ids: Mapping[int, str] | None = None
    pcm: str = ""
    usb_descriptors: Mapping[int, bytes] | None = None


def fetch(server: str | None = None, answer_s: float = ANSWER_S) -> Listing:
    """Query the sound server, or the kernel if there is none.

    Args:
        server: a PulseAudio address; None for the one in the environment.
        answer_s: time limit for the server's answers.

    Raises:
        OSError: the server is running but does not answer.
    """
    try:
        with connect(server, answer_s) as pulse:
            return _query_server(pulse)
    except NoServerError:
        return _query_kernel()


def is_source_muted(name: str, server: str | None = None) -> bool | None:
    """Return whether a microphone is muted, None without a sound server; half the cost of listing everything.

    Raises:
        LookupError: there is no such microphone.
        OSError: the server is running but does not answer.
    """
    try:
        with connect(server) as pulse:
            from pulsectl import PulseIndexError

            try:
                return bool(pulse.get_source_by_name(name).mute)
            except PulseIndexError as error:
                raise LookupError(name) from error
    except NoServerError:
        if any(each.id == name and each.direction == "input" for each in parse(_query_kernel())):
            return None
        raise LookupError(name) from None


def _query_server(pulse: Pulse) -> Listing:
    info = pulse.server_info()
    return Listing(
        devices=(
            *(_device("input", each) for each in pulse.source_list()),
            *(_device("output", each) for each in pulse.sink_list()),
        ),
        default_source=info.default_source_name,
        default_sink=info.default_sink_name,
        usb_descriptors=_usb_descriptors(),
    )


def _device(direction: Direction, info: object) -> PulseDevice:
    port = getattr(info, "port_active", None)
    card = getattr(info, "card", None)
    return PulseDevice(
        direction=direction,
        name=str(getattr(info, "name", "")),
        description=str(getattr(info, "description", "")),
        # libpulse: PA_INVALID_INDEX, 2³²−1, stands for "no card".
        card="" if card in {None, 0xFFFFFFFF} else str(card),
        port=str(port.name) if port is not None else "",
        muted=bool(getattr(info, "mute", False)),
        properties=dict(getattr(info, "proplist", {})),
        level=max(getattr(getattr(info, "volume", None), "values", ()), default=None),
    )


def _query_kernel() -> Listing:
    cards, pcm = Path("/proc/asound/cards"), Path("/proc/asound/pcm")
    if not cards.exists():
        return Listing()
    return Listing(
        cards=cards.read_text(encoding="utf-8", errors="replace"),
        pcm=pcm.read_text(encoding="utf-8", errors="replace") if pcm.exists() else "",
        usb_ids={
            int(path.parent.name.removeprefix("card")): path.read_text(encoding="ascii").strip()
            for path in Path("/proc/asound").glob("card*/usbid")
        },
        usb_descriptors=_usb_descriptors(),
    )


def _usb_descriptors() -> dict[int, bytes]:
    """Return the descriptors of each USB device with a sound card, which the kernel provides as files."""
    found: dict[int, bytes] = {}
    for card in Path("/sys/class/sound").glob("card[0-9]*"):
        try:
            # `device` is the audio interface; its parent folder is the USB device.
            found[int(card.name.removeprefix("card"))] = (
                (card / "device").resolve().parent / "descriptors"
            ).read_bytes()
        except (OSError, ValueError):
            continue  # not a USB device, or just unplugged
    return found


def parse(listing: Listing) -> tuple[AudioEndpoint, ...]:
    """Convert the answer to endpoints, leaving out monitor sources (what an output plays)."""
    if listing.cards:
        return tuple(_cards(listing))
    return tuple(
        _endpoint(each, listing)
        for each in listing.devices
        if each.properties.get("device.class") != "monitor" and not each.name.endswith(".monitor")
    )


def _endpoint(device: PulseDevice, listing: Listing) -> AudioEndpoint:
    property_ = device.properties.get
    default = listing.default_source if device.direction == "input" else listing.default_sink
    in_name = _BUS_IN_NAME.match(device.name)
    bus = property_("device.bus", "") or (in_name[1] if in_name else "")
    terminals = _terminals(property_("alsa.card", ""), listing) if bus == "usb" else UsbTerminals()
    return AudioEndpoint(
        name=device.description or device.name,
        product=property_("device.product.name", "") if bus == "usb" else "",
        id=device.name,
        direction=device.direction,
        device=property_("api.bluez5.address")
        or _bluetooth_address(device.name)
        or property_("device.bus_path")
        or property_("device.bus-path")
        or property_("sysfs.path")
        or device.card,
        bus=_BUSES.get(bus, "virtual" if _is_virtual(device) else bus),
        form_factor=property_("device.form_factor", property_("device.form-factor", ""))
        or ("webcam" if terminals.has_video else ""),
        vid_pid=usb_id(property_("device.vendor.id", ""), property_("device.product.id", "")) if bus == "usb" else "",
        codec=property_("api.bluez5.codec", property_("bluetooth.codec", "")).casefold(),
        profile=property_("api.bluez5.profile", property_("bluetooth.protocol", "")),
        port=device.port,
        terminals=terminals.inputs if device.direction == "input" else terminals.outputs,
        is_default=device.name == default,
        muted=device.muted,
        level=device.level,
    )


def _bluetooth_address(name: str) -> str:
    found = _BLUETOOTH_ADDRESS.match(name)
    return found[1].replace("_", ":").upper() if found else ""


def _terminals(card: str, listing: Listing) -> UsbTerminals:
    known = (listing.usb_descriptors or {}).get(int(card), b"") if card.isdecimal() else b""
    return read_terminals(known)


def _is_virtual(device: PulseDevice) -> bool:
    """Whether the device has no hardware: a null sink, a loopback, an effect.

    PipeWire names the class of those that a program or a setting makes `Audio/Source/Virtual`, often with nothing else.
    """
    properties = device.properties
    return "device.bus" not in properties and (
        properties.get("device.class") in {"abstract", "filter"}
        or properties.get("node.virtual") == "true"
        or properties.get("media.class", "").endswith("/Virtual")
    )


def _cards(listing: Listing) -> Iterator[AudioEndpoint]:
    without_default: set[Direction] = {"input", "output"}
    for line in listing.cards.splitlines():
        card = _CARD.match(line)
        if card is None:
            continue
        index = int(card["index"])
        vid_pid = (listing.usb_ids or {}).get(index, "")
        terminals = _terminals(card["index"], listing) if vid_pid else UsbTerminals()
        for direction, pcm in _first_devices(index, listing.pcm).items():
            yield AudioEndpoint(
                name=card["name"].strip(),
                id=f"hw:{index}",
                direction=direction,
                device=f"hw:{index}",
                bus="usb" if vid_pid else "internal",
                form_factor="webcam" if terminals.has_video else "",
                vid_pid=vid_pid,
                pcm=pcm,
                terminals=terminals.inputs if direction == "input" else terminals.outputs,
                # ALSA's own "default" is the first card.
                is_default=direction in without_default,
            )
            without_default.discard(direction)


def _first_devices(index: int, pcm: str) -> dict[Direction, str]:
    """Return a card's first device in each direction that it has, as ALSA names it; `pcm` is /proc/asound/pcm."""
    keywords: tuple[tuple[Direction, str], ...] = (("input", "capture"), ("output", "playback"))
    lines = [found for line in pcm.splitlines() if (found := _PCM.match(line)) and int(found["card"]) == index]
    able = {direction: [line for line in lines if keyword in line["rest"]] for direction, keyword in keywords}
    # The kernel lists devices in the order of their registration, not by number.
    return {direction: f"hw:{index},{min(int(line['device']) for line in of)}" for direction, of in able.items() if of}

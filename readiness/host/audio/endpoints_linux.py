"""Audio endpoints on Linux: PulseAudio or PipeWire's PulseAudio side; the kernel's sound cards when no server runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readiness.host.audio.endpoint import AudioEndpoint, Direction, usb_id
from readiness.host.audio.usb_terminals import UsbTerminals, read_terminals
from readiness.host.system.pulse_server import ANSWER_S, NoServerError, connect

_BUSES = {
    "usb": "usb",
    "bluetooth": "bluetooth",
    "pci": "internal",
    "platform": "internal",
    "isa": "internal",
    "firewire": "firewire",
}
_CARD = re.compile(r"^\s*(?P<index>\d+)\s+\[(?P<id>[^\]]+)\]\s*:\s*(?P<driver>\S+)\s+-\s+(?P<name>.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseDevice:
    """A source or sink as the sound server tells of it."""

    direction: Direction
    name: str
    description: str
    card: str
    port: str
    muted: bool
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dump:
    """What was fetched: the server's devices, or the kernel's list of cards, their USB ids and their streams.

    `usb_descriptors`: what each USB card says of itself, by the number of its sound card.
    """

    devices: tuple[PulseDevice, ...] = ()
    default_source: str = ""
    default_sink: str = ""
    cards: str = ""
    usb_ids: Mapping[int, str] | None = None
    pcm: str = ""
    usb_descriptors: Mapping[int, bytes] | None = None


def fetch(server: str | None = None, answer_s: float = ANSWER_S) -> Dump:
    """Ask the sound server, or the kernel when there is none.

    Args:
        server: a PulseAudio address; None for the one in the environment.
        answer_s: how long the server may take.

    Raises:
        OSError: a server is there and does not answer.
    """
    try:
        with connect(server, answer_s) as pulse:
            return _ask(pulse)
    except NoServerError:
        return _ask_kernel()


def _ask(pulse: Any) -> Dump:
    info = pulse.server_info()
    return Dump(
        devices=(
            *(_device("input", each) for each in pulse.source_list()),
            *(_device("output", each) for each in pulse.sink_list()),
        ),
        default_source=info.default_source_name,
        default_sink=info.default_sink_name,
        usb_descriptors=_usb_descriptors(),
    )


def _device(direction: Direction, told: object) -> PulseDevice:
    port = getattr(told, "port_active", None)
    card = getattr(told, "card", None)
    return PulseDevice(
        direction=direction,
        name=str(getattr(told, "name", "")),
        description=str(getattr(told, "description", "")),
        # libpulse: PA_INVALID_INDEX, 2³²−1, stands for "no card".
        card="" if card in {None, 0xFFFFFFFF} else str(card),
        port=str(port.name) if port is not None else "",
        muted=bool(getattr(told, "mute", False)),
        properties=dict(getattr(told, "proplist", {})),
    )


def _ask_kernel() -> Dump:
    cards, pcm = Path("/proc/asound/cards"), Path("/proc/asound/pcm")
    if not cards.exists():
        return Dump()
    return Dump(
        cards=cards.read_text(encoding="utf-8", errors="replace"),
        pcm=pcm.read_text(encoding="utf-8", errors="replace") if pcm.exists() else "",
        usb_ids={
            int(path.parent.name.removeprefix("card")): path.read_text(encoding="ascii").strip()
            for path in Path("/proc/asound").glob("card*/usbid")
        },
        usb_descriptors=_usb_descriptors(),
    )


def _usb_descriptors() -> dict[int, bytes]:
    """The file that the kernel keeps of each USB device with a sound card; anyone may read it."""
    found: dict[int, bytes] = {}
    for card in Path("/sys/class/sound").glob("card[0-9]*"):
        try:
            # `device` is the audio interface; the device that it is part of lies around it.
            found[int(card.name.removeprefix("card"))] = (
                (card / "device").resolve().parent / "descriptors"
            ).read_bytes()
        except (OSError, ValueError):
            continue  # no USB device, or pulled out meanwhile
    return found


def parse(dump: Dump) -> tuple[AudioEndpoint, ...]:
    """Endpoints from what was fetched; what an output plays (a monitor source) is no microphone."""
    if dump.cards:
        return tuple(_cards(dump))
    return tuple(
        _endpoint(each, dump)
        for each in dump.devices
        if each.properties.get("device.class") != "monitor" and not each.name.endswith(".monitor")
    )


def _endpoint(device: PulseDevice, dump: Dump) -> AudioEndpoint:
    told = device.properties.get
    default = dump.default_source if device.direction == "input" else dump.default_sink
    bus = told("device.bus", "") or ("bluetooth" if device.name.startswith("bluez") else "")
    terminals = _terminals(told("alsa.card", ""), dump) if bus == "usb" else UsbTerminals()
    return AudioEndpoint(
        name=device.description or device.name,
        id=device.name,
        direction=device.direction,
        device=told("api.bluez5.address")
        or told("device.bus_path")
        or told("device.bus-path")
        or told("sysfs.path")
        or device.card,
        bus=_BUSES.get(bus, "virtual" if _is_virtual(device) else bus),
        form_factor=told("device.form_factor", told("device.form-factor", ""))
        or ("webcam" if terminals.has_video else ""),
        vid_pid=usb_id(told("device.vendor.id", ""), told("device.product.id", "")) if bus == "usb" else "",
        codec=told("api.bluez5.codec", told("bluetooth.codec", "")),
        profile=told("api.bluez5.profile", told("bluetooth.protocol", "")),
        port=device.port,
        terminals=terminals.inputs if device.direction == "input" else terminals.outputs,
        is_default=device.name == default,
        muted=device.muted,
    )


def _terminals(card: str, dump: Dump) -> UsbTerminals:
    known = (dump.usb_descriptors or {}).get(int(card), b"") if card.isdecimal() else b""
    return read_terminals(known)


def _is_virtual(device: PulseDevice) -> bool:
    """Neither hardware nor a bus stands behind it: a null sink, a loopback, an effect."""
    properties = device.properties
    return "device.bus" not in properties and (
        properties.get("device.class") in {"abstract", "filter"} or properties.get("node.virtual") == "true"
    )


def _cards(dump: Dump) -> Iterator[AudioEndpoint]:
    without_default: set[Direction] = {"input", "output"}
    for line in dump.cards.splitlines():
        card = _CARD.match(line)
        if card is None:
            continue
        index = int(card["index"])
        vid_pid = (dump.usb_ids or {}).get(index, "")
        terminals = _terminals(card["index"], dump) if vid_pid else UsbTerminals()
        for direction in _directions(index, dump.pcm):
            yield AudioEndpoint(
                name=card["name"].strip(),
                id=f"hw:{index}",
                direction=direction,
                device=f"hw:{index}",
                bus="usb" if vid_pid else "internal",
                form_factor="webcam" if terminals.has_video else "",
                vid_pid=vid_pid,
                terminals=terminals.inputs if direction == "input" else terminals.outputs,
                # ALSA's own "default" is the first card.
                is_default=direction in without_default,
            )
            without_default.discard(direction)


def _directions(index: int, pcm: str) -> tuple[Direction, ...]:
    lines = [line for line in pcm.splitlines() if line.startswith(f"{index:02d}-")]
    told: tuple[tuple[Direction, str], ...] = (("input", "capture"), ("output", "playback"))
    return tuple(direction for direction, word in told if any(word in line for line in lines))

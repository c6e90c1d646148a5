"""The dump of a workstation's devices as reported by the operating system, so that an unknown device can become a test.

Names of people and places, addresses and serial numbers are replaced; everything the checks judge by is unchanged.
"""

from __future__ import annotations

import ipaddress
import sys
from dataclasses import replace
from pathlib import Path
from typing import Literal

import msgspec

from readiness.file_reader import read_file
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.camera.devices import Camera
from readiness.host.dump.masking import Mask
from readiness.host.network import adapter_kinds_linux, adapter_kinds_windows, adapters_macos
from readiness.host.network.adapter import Adapter
from readiness.host.network.adapter_kinds_linux import LinuxAdapterRow
from readiness.host.network.adapter_kinds_windows import WindowsAdapterRow
from readiness.host.network.adapters_macos import Listing
from readiness.host.network.route import local_addresses
from readiness.system_error import reason_of

MAX_BYTES = 5_000_000


class DumpError(Exception):
    """The file is not a dump; the message says why, in English."""


class Dump(msgspec.Struct, frozen=True, kw_only=True):
    """The file's contents; None or empty where the system gave no answer.

    Attributes:
        format: file format and version.
        system: `sys.platform` of the workstation.
        route: the local addresses that traffic leaves from.
        windows: rows of Windows' adapter table.
        linux: rows from Linux' sysfs.
        macos: output of macOS' commands.
        sound: microphones and outputs.
        cameras: cameras.
    """

    format: Literal["readiness-dump/1"] = "readiness-dump/1"
    system: str
    route: tuple[str, ...] | None = None
    windows: tuple[WindowsAdapterRow, ...] = ()
    linux: tuple[LinuxAdapterRow, ...] = ()
    macos: Listing | None = None
    sound: tuple[AudioEndpoint, ...] | None = None
    cameras: tuple[Camera, ...] | None = None

    @property
    def adapters(self) -> tuple[Adapter, ...]:
        """The network adapters in the form the connection check uses."""
        return (
            *adapter_kinds_windows.as_adapters(self.windows),
            *adapter_kinds_linux.as_adapters(self.linux),
            *(adapters_macos.as_adapters(self.macos) if self.macos else ()),
        )


def network(host: str = "") -> Dump:
    """Return the raw, unmasked data of this system's network adapters; `host` is the route's destination."""
    route = local_addresses(host)
    if sys.platform == "win32":
        from readiness.host.network.adapters_windows import rows

        return Dump(system=sys.platform, route=route, windows=rows())
    if sys.platform == "darwin":
        return Dump(system=sys.platform, route=route, macos=adapters_macos.listing())
    from readiness.host.network.adapters_linux import rows

    return Dump(system=sys.platform, route=route, linux=rows())


def masked(dump: Dump, private_words: tuple[str, ...] = ()) -> Dump:
    """Return a copy in which everything that could identify a person or a place is replaced."""
    mask = Mask(private_words)
    return msgspec.structs.replace(
        dump,
        route=None if dump.route is None else tuple(mask.address(each) for each in dump.route),
        windows=tuple(_windows(row, mask) for row in dump.windows),
        linux=tuple(_linux(row, mask) for row in dump.linux),
        macos=_macos(dump.macos, mask) if dump.macos else None,
        sound=None if dump.sound is None else tuple(_sound(each, mask) for each in dump.sound),
        cameras=None if dump.cameras is None else tuple(_camera(each, mask) for each in dump.cameras),
    )


def _windows(row: WindowsAdapterRow, mask: Mask) -> WindowsAdapterRow:
    addresses = tuple(map(mask.address, row.addresses))
    name = mask.name(row.name, "adapter")
    return replace(row, name=name, label="", description=mask.text(row.description), addresses=addresses)


def _linux(row: LinuxAdapterRow, mask: Mask) -> LinuxAdapterRow:
    beneath = tuple(mask.name(each, "adapter") for each in row.beneath)
    addresses = tuple(map(mask.address, row.addresses))
    return replace(row, name=mask.name(row.name, "adapter"), beneath=beneath, addresses=addresses)


def _macos(listing: Listing, mask: Mask) -> Listing:
    """Mask the listing, keeping only the default routes: the others reveal neighbouring hosts."""
    defaults = "\n".join(line for line in listing.routes.splitlines() if line.startswith(("default", "Destination")))
    return Listing(ports=mask.text(listing.ports), interfaces=mask.text(listing.interfaces), routes=mask.text(defaults))


def _sound(endpoint: AudioEndpoint, mask: Mask) -> AudioEndpoint:
    where = mask.name(endpoint.id, "endpoint")
    return replace(endpoint, name=mask.text(endpoint.name), id=where, device=mask.name(endpoint.device, "device"))


def _camera(camera: Camera, mask: Mask) -> Camera:
    where = mask.name(camera.id, "camera")
    return replace(camera, name=mask.text(camera.name), id=where, path=mask.name(camera.path, "path"))


def serialize(dump: Dump) -> bytes:
    """Return the file's content as JSON."""
    return msgspec.json.format(msgspec.json.encode(dump), indent=1) + b"\n"


def read(path: Path) -> Dump:
    """Read a dump file, ignoring fields added by newer versions.

    Raises:
        DumpError: the file cannot be read or is not a dump.
    """
    try:
        content = read_file(path, MAX_BYTES)
    except OSError as problem:
        raise DumpError(reason_of(problem)) from None
    try:
        dump = msgspec.json.decode(content, type=Dump)
        for address in (*(dump.route or ()), *(each for adapter in dump.adapters for each in adapter.addresses)):
            ipaddress.ip_address(address)
    except (msgspec.MsgspecError, ValueError, RecursionError) as problem:
        raise DumpError(str(problem)) from None
    return dump

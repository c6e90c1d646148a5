"""Audio endpoints on Windows: the MMDevice property store (Microsoft Learn, "Core Audio device properties").

The values are decoded here rather than by pycaw, which returns None for a GUID (`VT_CLSID`) and the text "19:?" for any
type it does not know. The container id, which links a headset's microphone with its earphones, is a GUID.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from readiness.host.audio.endpoint import AudioEndpoint, Direction, usb_id
from readiness.host.audio.propvariant_windows import plain_value
from readiness.host.audio.sound_carrier_windows import bus_by_driver
from readiness.host.audio.usb_terminals import terminal_of_node

FORM_FACTOR = "{1DA5D803-D492-4EDD-8C23-E0C0FFEE7F0E} 0"
JACK_SUBTYPE = "{1DA5D803-D492-4EDD-8C23-E0C0FFEE7F0E} 8"
FRIENDLY_NAME = "{A45C254E-DF1C-4EFD-8020-67D146A850E0} 14"
ENUMERATOR = "{A45C254E-DF1C-4EFD-8020-67D146A850E0} 24"
INSTANCE_ID = "{B3F8FA53-0004-438E-9003-51A46E139BFC} 2"
CONTAINER_ID = "{8C7ED206-3F8A-4827-B3AB-AE9E1FAEFC6C} 2"
"""Property keys: PKEY_AudioEndpoint_FormFactor, PKEY_AudioEndpoint_JackSubType, PKEY_Device_FriendlyName,
PKEY_Device_EnumeratorName, the adapter's device instance path and PKEY_Device_ContainerId."""

_FORM_FACTORS = (
    "network",
    "speaker",
    "line",
    "headphone",
    "microphone",
    "headset",
    "handset",
    "digital",
    "spdif",
    "hdmi",
    "",
)
"""EndpointFormFactor, mmdeviceapi.h, in order."""
_BUSES = {
    "USB": "usb",
    "BTHHFENUM": "bluetooth",
    "BTHENUM": "bluetooth",
    "BTHLE": "bluetooth",
    "BTHLEDEVICE": "bluetooth",
    "HDAUDIO": "internal",
    "INTELAUDIO": "internal",
    "SOUNDWIRE": "internal",
    "PCI": "internal",
    "ACPI": "internal",
    "ROOT": "virtual",
}
COMPUTER_CONTAINER = "{00000000-0000-0000-FFFF-FFFFFFFFFFFF}"
"""The container of everything built into the computer (devpkey.h). Loudspeakers and jacks share it, so it identifies no
single device."""

_INTERNAL_ENUMERATORS = frozenset(name for name, bus in _BUSES.items() if bus == "internal")
_USB_INSTANCE = re.compile(r"VID_([0-9A-F]{4})&PID_([0-9A-F]{4})", re.IGNORECASE)
_ACTIVE = 0x1
_CAPTURE, _RENDER = 1, 0
_CONSOLE, _COMMUNICATIONS = 0, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    r"""The system's answer: properties by endpoint id for each direction, and the ids of the default endpoints.

    `volumes` has the mute state and the slider's position of the defaults. `owners` has bus and product
    (`USB\VID_0B0E&PID_24F6`, `BTHENUM`) of the devices whose sound another device's driver carries, by container.
    """

    inputs: Mapping[str, Mapping[str, object]]
    outputs: Mapping[str, Mapping[str, object]]
    defaults: frozenset[str]
    communications_defaults: frozenset[str]
    volumes: Mapping[str, tuple[bool, float]] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)


def parse(listing: Listing) -> tuple[AudioEndpoint, ...]:
    """Convert the raw property stores to endpoints."""
    directions: tuple[tuple[Direction, Mapping[str, Mapping[str, object]]], ...] = (
        ("input", listing.inputs),
        ("output", listing.outputs),
    )
    return tuple(
        _endpoint(direction, endpoint_id, properties, listing)
        for direction, endpoints in directions
        for endpoint_id, properties in endpoints.items()
    )


def _endpoint(
    direction: Direction, endpoint_id: str, properties: Mapping[str, object], listing: Listing
) -> AudioEndpoint:
    instance = _text(properties.get(INSTANCE_ID))
    enumerator = _text(properties.get(ENUMERATOR)) or _enumerator_of(instance)
    container = _text(properties.get(CONTAINER_ID)).upper()
    owner = listing.owners.get(container, "")
    usb = _USB_INSTANCE.search(owner or instance)
    muted, level = listing.volumes.get(endpoint_id, (None, None))
    terminal = terminal_of_node(_text(properties.get(JACK_SUBTYPE)))
    return AudioEndpoint(
        name=_text(properties.get(FRIENDLY_NAME)),
        id=endpoint_id,
        direction=direction,
        device=_device_id(container, instance),
        bus=_BUSES.get(_enumerator_of(owner).upper()) or bus_by_driver(instance) or _BUSES.get(enumerator.upper(), ""),
        form_factor=_form_factor(properties.get(FORM_FACTOR)),
        enumerator=enumerator,
        vid_pid=usb_id(*usb.groups()) if usb else "",
        profile=_profile(enumerator.upper()),
        terminals=() if terminal is None else (terminal,),
        is_default=endpoint_id in listing.defaults,
        is_default_communications=endpoint_id in listing.communications_defaults,
        muted=muted,
        level=level,
    )


def containers_of_others(stores: Iterable[Mapping[str, object]]) -> frozenset[str]:
    """Return the containers of endpoints whose own adapter is on neither USB nor Bluetooth.

    Without the computer's, and those of screens: a screen's own USB hub may be in its container.
    """
    found = set()
    for properties in stores:
        enumerator = _text(properties.get(ENUMERATOR)) or _enumerator_of(_text(properties.get(INSTANCE_ID)))
        on_screen = _form_factor(properties.get(FORM_FACTOR)) == "hdmi"
        if _BUSES.get(enumerator.upper()) not in {"usb", "bluetooth"} and not on_screen:
            found.add(_text(properties.get(CONTAINER_ID)).upper())
    return frozenset(found - {"", COMPUTER_CONTAINER})


def _text(value: object) -> str:
    """Return a text property; empty if it is missing or of another type."""
    return value if isinstance(value, str) else ""


def _device_id(container: str, instance: str) -> str:
    """Return an identifier shared by all endpoints of one device: its container, or else its device instance.

    It is empty for built-in audio: one codec serves every jack and loudspeaker of the computer.
    """
    if container == COMPUTER_CONTAINER or (not container and _enumerator_of(instance).upper() in _INTERNAL_ENUMERATORS):
        return ""
    return container or instance


def _enumerator_of(instance: str) -> str:
    r"""Return the enumerator of an instance path: `USB` in `{1}.USB\VID_0B0E&PID_24F6&MI_00\6&…`."""
    return re.sub(r"^\{\d+\}\.", "", instance).partition("\\")[0]


def _form_factor(value: object) -> str:
    return _FORM_FACTORS[value] if isinstance(value, int) and 0 <= value < len(_FORM_FACTORS) else ""


def _profile(enumerator: str) -> str:
    return {"BTHHFENUM": "hands-free", "BTHENUM": "a2dp", "BTHLE": "le-audio", "BTHLEDEVICE": "le-audio"}.get(
        enumerator, ""
    )


if sys.platform == "win32":
    from readiness.host.audio.sound_carrier_windows import owner

    def fetch() -> Listing:
        """Query MMDevice for all active endpoints.

        Raises:
            OSError: a COM call failed (`comtypes.COMError` is converted).
        """
        import comtypes
        from pycaw.utils import AudioUtilities

        try:
            enumerator = AudioUtilities.GetDeviceEnumerator()
            inputs, outputs = _stores(enumerator, _CAPTURE), _stores(enumerator, _RENDER)
            defaults = _defaults(enumerator, _CONSOLE)
            return Listing(
                inputs=inputs,
                outputs=outputs,
                defaults=defaults,
                communications_defaults=_defaults(enumerator, _COMMUNICATIONS),
                volumes={each: volume for each in defaults if (volume := _volume(enumerator, each))},
                owners={each: owner(each) for each in containers_of_others([*inputs.values(), *outputs.values()])},
            )
        except comtypes.COMError as error:
            raise OSError(f"MMDevice does not answer: {error.text}") from error

    def is_capture_muted(endpoint_id: str) -> bool | None:
        """Return whether a microphone is muted, None if its driver does not say; asks for nothing else.

        Raises:
            LookupError: there is no such microphone any more.
        """
        import comtypes
        from pycaw.utils import AudioUtilities

        enumerator = AudioUtilities.GetDeviceEnumerator()
        try:
            state = enumerator.GetDevice(endpoint_id).GetState()
        except comtypes.COMError:
            state = 0
        if state != _ACTIVE:
            raise LookupError(endpoint_id)
        volume = _volume(enumerator, endpoint_id)
        return volume[0] if volume else None

    def _stores(enumerator: object, flow: int) -> dict[str, dict[str, object]]:
        collection = enumerator.EnumAudioEndpoints(flow, _ACTIVE)  # type: ignore[attr-defined]  # (COM, by name)
        devices = [collection.Item(index) for index in range(collection.GetCount())]
        return {device.GetId(): _properties(device) for device in devices}

    def _properties(device: object) -> dict[str, object]:
        """Return the properties that `parse` needs, omitting those that the driver does not provide."""
        import comtypes
        from pycaw.constants import STGM

        store = device.OpenPropertyStore(STGM.STGM_READ.value)  # type: ignore[attr-defined]  # (COM, by name)
        found: dict[str, object] = {}
        for key in (FRIENDLY_NAME, FORM_FACTOR, JACK_SUBTYPE, ENUMERATOR, INSTANCE_ID, CONTAINER_ID):
            try:
                value = store.GetValue(_property_key(key))
            except comtypes.COMError:
                continue
            found[key] = plain_value(value)
            value.clear()
        return found

    def _volume(enumerator: object, endpoint_id: str) -> tuple[bool, float] | None:
        import comtypes
        from pycaw.api.endpointvolume import IAudioEndpointVolume

        try:
            device = enumerator.GetDevice(endpoint_id)  # type: ignore[attr-defined]  # (COM, by name)
            activated = device.Activate(IAudioEndpointVolume._iid_, comtypes.CLSCTX_ALL, None)
            volume = activated.QueryInterface(IAudioEndpointVolume)
            return bool(volume.GetMute()), float(volume.GetMasterVolumeLevelScalar())
        except comtypes.COMError:
            return None

    def _property_key(key: str) -> object:
        import comtypes
        from pycaw.api.mmdeviceapi.depend.structures import PROPERTYKEY

        format_id, _, number = key.partition(" ")
        return PROPERTYKEY(comtypes.GUID(format_id), int(number))

    def _defaults(enumerator: object, role: int) -> frozenset[str]:
        import comtypes

        found = set()
        for flow in (_CAPTURE, _RENDER):
            try:
                found.add(enumerator.GetDefaultAudioEndpoint(flow, role).GetId())  # type: ignore[attr-defined]  # (COM)
            except comtypes.COMError:
                continue  # E_NOTFOUND: no endpoint in this direction
        return frozenset(found)

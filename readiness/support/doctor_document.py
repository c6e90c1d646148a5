"""The file that `readiness doctor` saves: the single definition shared by its writer and its JSON Schema.

Every field is listed here, and none holds the name of a person, computer or network, an address or a path. A device's
names, ids, addresses and paths are therefore not fields.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from readiness.model import Verdict
from readiness.policy.layers import Origin
from readiness.storage.run import Run

ID: Literal["readiness-doctor/1"] = "readiness-doctor/1"

Text = str | None | UnsetType
Flag = bool | None | UnsetType


class CameraRow(msgspec.Struct, frozen=True, kw_only=True):
    """A camera. In this and the other rows a field is left out if the inventory does not have it."""

    index: int | UnsetType = UNSET
    kind: Text = UNSET
    vid_pid: Text = UNSET


class OutputRow(msgspec.Struct, frozen=True, kw_only=True):
    """An audio output; see `host.audio.endpoint.AudioEndpoint`."""

    bus: Text = UNSET
    form_factor: Text = UNSET
    enumerator: Text = UNSET
    transport: Text = UNSET
    vid_pid: Text = UNSET
    codec: Text = UNSET
    profile: Text = UNSET
    port: Text = UNSET
    is_default: Flag = UNSET
    is_default_communications: Flag = UNSET
    muted: Flag = UNSET


class MicrophoneRow(OutputRow, frozen=True, kw_only=True):
    """A microphone, with how the headset check classifies it."""

    device_class: Text = UNSET
    evidence: list[str] | UnsetType = UNSET


class InterfaceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A network adapter."""

    kind: str | UnsetType = UNSET
    has_link: Flag = UNSET
    link_speed_mbps: float | UnsetType | None = UNSET
    driver: Text = UNSET
    is_usb: Flag = UNSET


class BrowserRow(msgspec.Struct, frozen=True, kw_only=True):
    """An installed browser."""

    product: str | UnsetType = UNSET
    version: Text = UNSET
    for_everybody: Flag = UNSET
    is_google_chrome: Flag = UNSET


class Devices(msgspec.Struct, frozen=True, kw_only=True):
    """The connected devices; null where the system gave no answer."""

    cameras: list[CameraRow] | None
    microphones: list[MicrophoneRow] | None
    outputs: list[OutputRow] | None
    interfaces: list[InterfaceRow] | None
    browsers: list[BrowserRow] | None


class PolicyValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value in force, and the source that set it."""

    value: Any
    origin: Origin = msgspec.field(name="from")


Versions = Annotated[
    dict[str, str],
    Meta(
        description="Versions of the program, Python, the operating system and libraries; empty if unknown.",
        extra_json_schema={"required": ["readiness", "python", "system", "release"]},
    ),
]


class DoctorDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What `readiness doctor` saves for IT support. No field names a person, a computer or a network."""

    schema: Literal["readiness-doctor/1"] = ID
    station: Annotated[str, Meta(description="The station's id, of the kind that the policy selects.")]
    versions: Versions
    devices: Devices
    devices_took_s: Annotated[float, Meta(ge=0, description="How long listing the devices took.")]
    policy: Annotated[
        dict[str, PolicyValue],
        Meta(description="Every value in force by key, without those that name a host or a place."),
    ]
    notices: Annotated[
        list[str], Meta(description="What is wrong in the policies, and why the history cannot be read.")
    ]
    runs: Annotated[list[Run], Meta(description="The last runs, latest first.")]


def schema() -> dict[str, object]:
    """Return the JSON Schema of the file; it permits no other fields."""
    described = msgspec.json.schema(DoctorDocument)
    defs = described["$defs"]
    top = defs.pop(DoctorDocument.__name__)
    top["required"] = ["schema", *top["required"]]
    defs[Run.__name__] |= {"required": list(Run.__struct_fields__)}
    defs[Run.__name__]["properties"]["verdict"] = {"enum": [each.value for each in Verdict]}
    for each in (top, *defs.values()):
        if each.get("type") == "object":
            each["additionalProperties"] = False
        if "description" in each:
            each["description"] = each["description"].partition("\n")[0]  # without the docstring's list of attributes
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        **top,
        "title": "Readiness doctor",
        "$defs": defs,
    }

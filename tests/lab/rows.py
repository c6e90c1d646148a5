"""The lab's faults by device, each list in the order in which it happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lab.hardware import Hardware
from lab.row import LabFault


@dataclass(frozen=True, slots=True)
class Scene:
    """A device: how its driver is installed, and what happens to it after that."""

    install: Callable[[Hardware], None]
    faults: Sequence[LabFault]


def nothing(_: Hardware) -> None:
    """Change nothing."""


NETWORK = Scene(
    Hardware.install_cable,
    (
        LabFault(name="a cable", check="connection", inject=nothing, promised="connection.ok_wired", within_s=60),
        LabFault(
            name="the cable is pulled out",
            check="connection",
            inject=Hardware.pull_out_cable,
            promised="connection.no_link",
            sentence="The network cable has no contact.",
        ),
        LabFault(
            name="the cable is plugged in again",
            check="connection",
            inject=Hardware.plug_in_cable,
            promised="connection.ok_wired",
        ),
        LabFault(
            name="the cable is pulled out, and Wi-Fi takes over",
            check="connection",
            inject=Hardware.join_wifi_and_pull_out_cable,
            promised="connection.wireless",
            sentence="Wireless. A cable is better.",
            within_s=40,
        ),
        LabFault(
            name="the cable is plugged in beside Wi-Fi",
            check="connection",
            inject=Hardware.plug_in_cable,
            promised="connection.ok_wired",
        ),
        LabFault(
            name="the dock with the network card is pulled out, and Wi-Fi takes over",
            check="connection",
            inject=Hardware.pull_out_adapter,
            promised="connection.wireless",
            within_s=20,
        ),
        LabFault(
            name="the access point is lost",
            check="connection",
            inject=Hardware.lose_access_point,
            promised="connection.none",
            sentence="The computer has no network.",
            within_s=30,
        ),
        LabFault(
            name="the access point is back",
            check="connection",
            inject=Hardware.open_access_point,
            promised="connection.wireless",
            within_s=60,
        ),
    ),
)

CAMERA = Scene(
    Hardware.install_camera,
    (
        LabFault(name="a camera", check="camera", inject=nothing, promised="camera.ok", within_s=90),
        LabFault(
            name="the camera is pulled out while it streams",
            check="camera",
            inject=Hardware.pull_out_camera,
            promised="camera.absent",
            sentence="No camera is connected.",
        ),
        LabFault(
            name="the camera is plugged in again",
            check="camera",
            inject=Hardware.plug_in_camera,
            promised="camera.ok",
            within_s=40,
        ),
        LabFault(
            name="the camera is pulled out once more",
            check="camera",
            inject=Hardware.pull_out_camera,
            promised="camera.absent",
        ),
        LabFault(
            name="the camera is plugged in, and another program is quicker",
            check="camera",
            inject=Hardware.plug_in_held_camera,
            promised="camera.busy",
            sentence="Another program is using the camera.",
            within_s=40,
        ),
        LabFault(
            name="the other program lets go of the camera",
            check="camera",
            inject=Hardware.release_camera,
            promised="camera.ok",
            within_s=40,
        ),
        LabFault(
            name="check: the camera is pulled out while it is measured",
            check="camera",
            inject=Hardware.pull_out_camera,
            promised="camera.stalled",
            within_s=60,
            command="meanwhile",
        ),
        LabFault(
            name="check: another program holds the camera",
            check="camera",
            inject=Hardware.plug_in_held_camera,
            promised="camera.busy",
            within_s=60,
            command="before",
        ),
    ),
)

SOUND = Scene(
    Hardware.install_card,
    (
        LabFault(
            name="a microphone that gives nothing but silence",
            check="microphone",
            inject=nothing,
            promised="microphone.muted",
            within_s=120,
        ),
        LabFault(
            name="the sound card is pulled out while it is listened to",
            check="microphone",
            inject=Hardware.pull_out_card,
            promised="microphone.unplugged",
            sentence="The microphone was disconnected.",
        ),
        LabFault(
            name="the sound card is plugged in again",
            check="microphone",
            inject=Hardware.plug_in_card,
            promised="microphone.muted",
            within_s=90,
        ),
        LabFault(
            name="check: another program holds the card's first microphone, its second one is free",
            check="microphone",
            inject=Hardware.hold_first_device,
            promised="microphone.busy",
            within_s=60,
            command="before",
        ),
        LabFault(
            name="check: another program holds the whole sound card",
            check="microphone",
            inject=Hardware.hold_second_device,
            promised="microphone.busy",
            within_s=60,
            command="before",
        ),
        LabFault(
            name="check: no sound card at all",
            check="microphone",
            inject=Hardware.pull_out_held_card,
            promised="microphone.absent",
            within_s=60,
            command="before",
        ),
    ),
)

SCENES: Mapping[str, Scene] = {"Network": NETWORK, "Camera": CAMERA, "Sound": SOUND}
"""The scenes by the headings of `docs/faults-lab.md`."""

"""Faults in real video streams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from faults.commands import CommandFault
from faults.preparations import file

PATIENT = "[camera]\nfirst_network_picture_within_s = 20\n"
POLICY = "[camera]\nfirst_network_picture_within_s = 1.5\nstalled_after_s = 1.0\n"
STREAM = ("--policy", "policy.toml", "check", "--only", "camera", "--json", "--lang", "en", "--camera")


@contextmanager
def network_camera(_: Path) -> Iterator[Mapping[str, str]]:
    import network_camera as served

    with served.network_camera() as address:
        yield {"CAMERA_AT": str(address)}


def stream(name: str, mode: str, promised: str, policy: str = POLICY) -> CommandFault:
    return CommandFault(
        name=f"the camera: {name}",
        arguments=(*STREAM, f"{{CAMERA_AT}}{mode}"),
        service=network_camera,
        arrange=file("policy.toml", policy),
        promised=promised,
        within_s=30,
    )


def address(name: str, camera: str, promised: str) -> CommandFault:
    return CommandFault(
        name=f"the camera: {name}",
        arguments=(*STREAM, camera),
        arrange=file("policy.toml", POLICY),
        promised=promised,
        within_s=20,
    )


FAULTS: tuple[CommandFault, ...] = (
    stream("black", "black", "camera.black"),
    stream("covered", "covered", "camera.covered"),
    stream("the same picture again and again", "frozen", "camera.frozen"),
    stream("half of each picture", "torn", "camera.torn"),
    stream("five pictures a second", "slow", "camera.low_frame_rate"),
    stream("three pictures and no more", "stall", "camera.stalled"),
    stream("three pictures, and it hangs up", "end", "camera.stalled"),
    stream("takes the call and shows nothing", "hang", "camera.no_picture"),
    stream("changes its size", "resizing", "camera.ok"),
    stream("grey of one shade, of 4K", "huge_grey", "camera.covered", PATIENT),
    stream("4K", "huge", "camera.ok", PATIENT),
    stream("lies on its side", "lying", "camera.on_its_side"),
    stream("words instead of pictures", "words", "camera.no_picture"),
    address("an address where nobody listens", "http://127.0.0.1:9/", "camera.no_picture"),
    address("an address that is none", "http://[camera/", "camera.no_picture"),
    address("a name that is not there", "C920", "camera.not_found"),
)

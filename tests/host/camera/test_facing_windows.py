"""The camera that Chrome takes on Windows when nobody has chosen one."""

from __future__ import annotations

import pytest

from readiness.host.camera.facing_windows import VIDEO_CAMERA, Facing, default_path, facing_of, instance_of

FRONT_PLD = bytes.fromhex("82000000000000006100000003000000ffffffff")
BACK_PLD = bytes.fromhex("8200000000000000690c000003000000ffffffff")


def path(name: str, category: str = VIDEO_CAMERA) -> str:
    return rf"\\?\usb#vid_04f2&pid_b6dd&mi_00#{name}#{category}\global"


@pytest.mark.parametrize(
    ("pld", "facing"),
    [(FRONT_PLD, "user"), (BACK_PLD, "environment"), (bytes(20), ""), (b"\xff" * 20, ""), (b"", ""), (bytes(8), "")],
)
def test_direction_in_the_firmwares_buffer(pld: bytes, facing: str) -> None:
    assert facing_of(pld) == facing


def test_instance_of_an_interface_path() -> None:
    assert instance_of(path("6&1a2b3c4d&0&0000")) == r"usb\vid_04f2&pid_b6dd&mi_00\6&1a2b3c4d&0&0000"
    assert instance_of("an index") == ""


LID, BACK, DESK, SCREEN = path("lid"), path("back"), path("desk"), path("screen")
FACING: dict[str, Facing] = {LID: "user", BACK: "environment"}


@pytest.mark.parametrize(
    ("paths", "default"),
    [
        ([LID], LID),
        ([LID, DESK], DESK),
        ([DESK, LID], DESK),
        ([BACK, LID], LID),
        ([LID, BACK], LID),
        ([LID, SCREEN, DESK], SCREEN),
        ([LID, path("filter", "{65e8773d-8f56-11d0-a3b9-00a0c9223196}")], LID),
        ([LID, path("sensor", "{24e552d7-6523-47f7-a647-d3465bf1f5ca}")], LID),
        ([BACK], None),
        ([], None),
    ],
)
def test_external_camera_comes_before_the_built_in_one(paths: list[str], default: str | None) -> None:
    assert default_path(paths, FACING) == default

"""The probe against real streams and files, and still pictures of every bad kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import portrait
import pytest
from network_camera import network_camera

from readiness.checks import alone, background, camera, camera_probe, framing, lighting
from readiness.checks.camera_probe import probe
from readiness.model import Activity, AnyCheck, Finding, Measured, Outcome, Policy, Preview, Request

pytestmark = pytest.mark.slow

CHECKS: tuple[AnyCheck, ...] = (
    camera.CHECK,
    lighting.CHECK,
    framing.CHECK,
    alone.CHECK,
    background.CHECK,
)
QUICK = Policy((camera.Policy(first_network_picture_within_s=1.5, stalled_after_s=1.0),))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with network_camera() as base:
        yield base


def findings(request: Request) -> dict[str, Finding]:
    """The settled findings of one run."""
    found = {}
    for message in camera_probe.watch(request):
        for check in CHECKS:
            if isinstance(message, Measured) and message.settled and isinstance(message.measurement, check.measurement):
                found[check.id] = check.judge(message.measurement, request.policy.of(check.policy))
    return found


def codes(request: Request) -> list[str]:
    found = findings(request)
    return [found[check.id].code for check in CHECKS]


def write_film(path: Path, pictures: list[portrait.Picture], frames_per_s: float = 10) -> Path:
    height_px, width_px = pictures[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), frames_per_s, (width_px, height_px))
    for each in pictures:
        writer.write(each)
    writer.release()
    return path


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("live", ["camera.ok", "lighting.ok", "framing.ok", "alone.ok", "background.ok"]),
        ("frozen", ["camera.frozen", "lighting.ok", "framing.ok", "alone.ok", "background.ok"]),
        ("seldom_torn", ["camera.ok", "lighting.ok", "framing.ok", "alone.ok", "background.ok"]),
        ("black", ["camera.black", "lighting.no_face", "framing.no_face", "alone.no_face", "background.no_face"]),
        ("covered", ["camera.covered", "lighting.no_face", "framing.no_face", "alone.no_face", "background.no_face"]),
        (
            "stall",
            [
                "camera.stalled",
                "lighting.not_assessed",
                "framing.not_assessed",
                "alone.not_assessed",
                "background.not_assessed",
            ],
        ),
        (
            "end",
            [
                "camera.stalled",
                "lighting.not_assessed",
                "framing.not_assessed",
                "alone.not_assessed",
                "background.not_assessed",
            ],
        ),
        (
            "hang",
            [
                "camera.no_picture",
                "lighting.not_assessed",
                "framing.not_assessed",
                "alone.not_assessed",
                "background.not_assessed",
            ],
        ),
    ],
)
def test_a_network_camera(address: str, mode: str, expected: list[str]) -> None:
    assert codes(Request(camera=address + mode, policy=QUICK)) == expected


def test_truncated_pictures_are_torn(address: str) -> None:
    """The lower half is a decoder's green; the upper half, without the mouth, may look normal."""
    assert findings(Request(camera=address + "torn", policy=QUICK))["camera"].code == "camera.torn"


def test_frame_rate_is_measured_and_not_taken_from_the_stream(address: str) -> None:
    found = findings(Request(camera=address + "slow", policy=QUICK))["camera"]
    assert found.code == "camera.low_frame_rate"
    assert found.measured["frames_per_s"] == pytest.approx(5, abs=1)


def test_skipped_pictures_count_for_the_frame_rate(address: str) -> None:
    assert findings(Request(camera=address + "live", policy=QUICK))["camera"].measured["frames_per_s"] > 18  # type: ignore[operator]


def test_a_camera_that_changes_its_size(address: str) -> None:
    assert codes(Request(camera=address + "resizing", policy=QUICK))[:3] == ["camera.ok", "lighting.ok", "framing.ok"]


@pytest.mark.parametrize("mode", ["live", "frozen"])
def test_camera_is_released_after_the_result(mode: str) -> None:
    with network_camera() as own:
        codes(Request(camera=own + mode, policy=QUICK))
        assert own.nobody_watches.wait(3)


def test_unreachable_network_camera() -> None:
    assert codes(Request(camera="http://127.0.0.1:9/", policy=QUICK))[0] == "camera.no_picture"


def test_a_film_of_a_well_lit_face(tmp_path: Path) -> None:
    film = write_film(tmp_path / "möte.avi", [portrait.noisy(portrait.scene(), seed) for seed in range(15)])
    assert codes(Request(camera=str(film))) == ["camera.ok", "lighting.ok", "framing.ok", "alone.ok", "background.ok"]


def test_film_without_motion_is_frozen(tmp_path: Path) -> None:
    film = write_film(tmp_path / "still.avi", [portrait.scene()] * 25)
    assert codes(Request(camera=str(film)))[0] == "camera.frozen"


def test_exposure_is_given_time_to_settle(tmp_path: Path) -> None:
    dark = [portrait.noisy(portrait.lit(portrait.scene(), 2.0 ** (step - 5)), step) for step in range(6)]
    film = write_film(tmp_path / "warm-up.avi", dark + [portrait.noisy(portrait.scene(), seed) for seed in range(25)])
    assert codes(Request(camera=str(film))) == ["camera.ok", "lighting.ok", "framing.ok", "alone.ok", "background.ok"]


def test_live_run_sends_previews_until_closed(address: str) -> None:
    words = camera_probe.watch(Request(camera=address + "live", live=True))
    previews = settled = 0
    for message in words:
        previews += isinstance(message, Preview)
        settled += isinstance(message, Measured) and message.settled
        if settled >= 3 * 3:
            break
    words.close()  # type: ignore[attr-defined]
    assert previews > 5


def test_live_run_restarts_a_film_at_its_end(tmp_path: Path) -> None:
    film = write_film(tmp_path / "short.avi", [portrait.noisy(portrait.scene(), seed) for seed in range(3)])
    begun = 0
    for message in camera_probe.watch(Request(camera=str(film), live=True)):
        begun += message == probe.LOOKING
        if begun == 2:
            break
    assert begun == 2


def test_the_preview_is_small_and_keeps_its_shape(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "large.png"), portrait.scene())
    words = list(camera_probe.watch(Request(camera=str(tmp_path / "large.png"))))
    preview = next(message for message in words if isinstance(message, Preview))
    assert (preview.width, preview.height, len(preview.bgr)) == (640, 360, 640 * 360 * 3)
    assert isinstance(words[0], Activity)


def judged(path: Path) -> list[str]:
    return [finding.code for finding in probe.judge_picture(path, Policy())]


def test_a_still_picture_and_the_live_check_agree_on_the_same_pixels(tmp_path: Path) -> None:
    path = tmp_path / "bild åäö.png"
    path.write_bytes(cv2.imencode(".png", portrait.lit(portrait.scene(), portrait.from_image_right(6)))[1].tobytes())
    live = findings(Request(camera=str(path)))
    still = probe.judge_picture(path, Policy())
    assert tuple(live[check.id] for check in CHECKS) == still
    assert [finding.code for finding in still][:3] == ["camera.ok", "lighting.side_lit_left", "framing.ok"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("grey.png", cv2.cvtColor(portrait.scene(), cv2.COLOR_BGR2GRAY), "lighting.ok"),
        ("sixteen.png", portrait.scene().astype(np.uint16) * 257, "lighting.ok"),
        ("alpha.png", cv2.cvtColor(portrait.scene(), cv2.COLOR_BGR2BGRA), "lighting.ok"),
        ("8k.jpg", cv2.resize(portrait.scene(), (7680, 4320)), "lighting.ok"),
        ("strip.png", portrait.scene()[:, :3], "lighting.no_face"),
        ("dot.png", portrait.scene()[:1, :1], "lighting.no_face"),
    ],
)
def test_a_picture_of_an_unusual_kind(tmp_path: Path, name: str, content: portrait.Picture, expected: str) -> None:
    cv2.imwrite(str(tmp_path / name), content)
    assert judged(tmp_path / name)[1] == expected


def test_tiny_picture_does_not_pass(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "dot.png"), portrait.scene()[:1, :1])
    assert judged(tmp_path / "dot.png")[0] == "camera.covered"


def test_exif_orientation_is_applied(tmp_path: Path) -> None:
    lying = cv2.imencode(".jpg", cv2.rotate(portrait.scene(), cv2.ROTATE_90_COUNTERCLOCKWISE))[1].tobytes()
    orientation_6 = bytes.fromhex("ffe100224578696600004d4d002a00000008000101120003000000010006000000000000")
    (tmp_path / "phone.jpg").write_bytes(lying[:2] + orientation_6 + lying[2:])
    assert judged(tmp_path / "phone.jpg") == ["camera.ok", "lighting.ok", "framing.ok", "alone.ok", "background.ok"]


def test_a_picture_upside_down(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "turned.png"), cv2.rotate(portrait.scene(), cv2.ROTATE_180))
    assert judged(tmp_path / "turned.png")[0] == "camera.upside_down"


@pytest.mark.parametrize("by", [cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE])
def test_a_picture_on_its_side(tmp_path: Path, by: int) -> None:
    """As a telephone sends it that serves as a webcam, with black bars."""
    upright = cv2.resize(cv2.rotate(portrait.scene(), by), (405, 720), interpolation=cv2.INTER_AREA)
    turned = cv2.copyMakeBorder(upright, 0, 0, 437, 438, cv2.BORDER_CONSTANT)
    cv2.imwrite(str(tmp_path / "turned.png"), turned)
    assert judged(tmp_path / "turned.png")[:2] == ["camera.on_its_side", "lighting.no_face"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "camera.no_picture"),
        (b"not a picture at all", "camera.no_picture"),
        (None, "camera.not_found"),
    ],
)
def test_file_without_a_picture_gives_its_code(tmp_path: Path, content: bytes | None, expected: str) -> None:
    path = tmp_path / "file.jpg"
    if content is not None:
        path.write_bytes(content)
    assert judged(path) == [
        expected,
        "lighting.not_assessed",
        "framing.not_assessed",
        "alone.not_assessed",
        "background.not_assessed",
    ]


@pytest.mark.parametrize("share", [0.02, 0.3])
def test_truncated_file_gives_findings(tmp_path: Path, share: float) -> None:
    whole = cv2.imencode(".jpg", portrait.scene())[1].tobytes()
    (tmp_path / "half.jpg").write_bytes(whole[: int(len(whole) * share)])
    found = probe.judge_picture(tmp_path / "half.jpg", Policy())
    assert [finding.check for finding in found] == ["camera", "lighting", "framing", "alone", "background"]
    assert max(finding.outcome for finding in found) is Outcome.NOT_ASSESSED


def test_folder_is_not_a_picture(tmp_path: Path) -> None:
    assert judged(tmp_path)[0] == "camera.not_found"

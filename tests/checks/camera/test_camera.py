from __future__ import annotations

import pytest
from msgspec.structs import replace

from readiness.checks.camera import CHECK, Measurement, Policy
from readiness.model import Outcome, measured

GOOD = Measurement(
    name="HD Pro Webcam C920",
    camera_id="usb-1",
    source_kind="physical",
    cameras_count=1,
    pictures_count=60,
    silent_s=0.03,
    unchanged_s=0.0,
    changes_count=59,
    width_px=1280,
    height_px=720,
    frames_per_s=29.9,
    brightest_code=230,
    detail_codes=20,
    colour_codes=80,
    sharpness=1.6,
    upside_down=False,
)
SHUT = replace(GOOD, grainless_share=0.95, edge_ratio=0.7, faces_count=0, height_px=480)
NO_PICTURE = Measurement(source_kind="physical", cameras_count=1, pictures_count=0)


@pytest.mark.parametrize(
    ("measurement", "code", "outcome"),
    [
        (GOOD, "ok", Outcome.PASS),
        (replace(GOOD, source_kind="still", changes_count=None, unchanged_s=None, silent_s=None), "ok", Outcome.PASS),
        (Measurement(cameras_count=0), "absent", Outcome.FAIL),
        (Measurement(cameras_count=0, is_remote_session=True), "absent", Outcome.FAIL),
        (replace(GOOD, source_kind="virtual", is_remote_session=True), "ok", Outcome.PASS),
        (Measurement(cameras_count=0, wanted_found=False, is_remote_session=True), "absent", Outcome.FAIL),
        (Measurement(cameras_count=0, access_denied=True, denied_by="it"), "denied_by_it", Outcome.FAIL),
        (Measurement(cameras_count=2, wanted_found=False), "not_found", Outcome.FAIL),
        (Measurement(cameras_count=0, wanted_found=False), "not_found", Outcome.FAIL),
        (replace(NO_PICTURE, access_denied=True, in_use=True), "denied", Outcome.FAIL),
        (replace(NO_PICTURE, access_denied=False, in_use=True), "busy", Outcome.FAIL),
        (Measurement(media_features_missing=True), "no_media_features", Outcome.FAIL),
        (NO_PICTURE, "no_picture", Outcome.FAIL),
        (replace(GOOD, silent_s=2.0), "stalled", Outcome.FAIL),
        (replace(GOOD, ended=True), "stalled", Outcome.FAIL),
        (replace(GOOD, brightest_code=12, detail_codes=0.2), "black", Outcome.FAIL),
        (replace(GOOD, detail_codes=1.0), "covered", Outcome.FAIL),
        (replace(GOOD, edge_ratio=0.12, faces_count=0), "covered", Outcome.FAIL),
        (replace(GOOD, edge_ratio=0.12, faces_count=1), "blurred", Outcome.WARN),
        (replace(GOOD, edge_ratio=0.31, faces_count=0), "ok", Outcome.PASS),
        (replace(GOOD, darkest_code=90, range_codes=100), "hazy", Outcome.WARN),
        (replace(GOOD, unchanged_s=2.0), "frozen", Outcome.FAIL),
        (replace(SHUT, colour_codes=0), "switched_off", Outcome.FAIL),
        (replace(SHUT, unchanged_s=5.0), "switched_off", Outcome.FAIL),
        (replace(SHUT, colour_codes=0, detail_codes=0.3, height_px=720), "covered", Outcome.FAIL),
        (replace(SHUT, colour_codes=0, detail_codes=0.3, brightest_code=2), "black", Outcome.FAIL),
        (replace(SHUT, colour_codes=0, faces_count=1, source_kind="video"), "ok", Outcome.PASS),
        (replace(GOOD, upside_down=True), "upside_down", Outcome.FAIL),
        (replace(GOOD, on_its_side=True), "on_its_side", Outcome.FAIL),
        # A decoder without data, and a red finger on the lens.
        (replace(GOOD, detail_codes=0.0, colour_codes=135, range_codes=0), "no_picture", Outcome.FAIL),
        (replace(GOOD, detail_codes=1.0, colour_codes=135, range_codes=40), "covered", Outcome.FAIL),
        (replace(GOOD, hidden_share=0.5), "partly_covered", Outcome.FAIL),
        (replace(GOOD, hidden_share=0.3, faces_count=0), "partly_covered", Outcome.FAIL),
        (replace(GOOD, hidden_share=0.3), "partly_covered", Outcome.WARN),  # a face beside a dark doorway
        (replace(GOOD, hidden_share=0.1), "partly_covered", Outcome.WARN),
        (replace(GOOD, hidden_share=0.05), "ok", Outcome.PASS),
        # A program's test card or logo: smooth or drawn, and quite still.
        (replace(GOOD, edge_ratio=0.12, faces_count=0, unchanged_s=2.0), "frozen", Outcome.FAIL),
        (replace(SHUT, source_kind="virtual", unchanged_s=2.0), "frozen", Outcome.FAIL),
        (replace(GOOD, source_kind="virtual", unchanged_s=2.0), "frozen", Outcome.FAIL),
        (replace(GOOD, source_kind="infrared", colour_codes=0), "infrared", Outcome.FAIL),
        (replace(GOOD, source_kind="infrared"), "ok", Outcome.PASS),  # its name is wrong: it shows colours
        (replace(NO_PICTURE, source_kind="infrared"), "infrared", Outcome.FAIL),
        (Measurement(source_kind="still", wanted_found=False, file_flaw="missing"), "not_found", Outcome.FAIL),
        (Measurement(source_kind="still", file_flaw="too_large"), "file_too_large", Outcome.FAIL),
        (Measurement(source_kind="still", file_flaw="unreadable"), "no_picture", Outcome.FAIL),
        (replace(NO_PICTURE, source_kind="video"), "no_picture", Outcome.FAIL),
        (replace(GOOD, colour_codes=0, height_px=360), "infrared", Outcome.FAIL),
        (replace(GOOD, colour_codes=0, source_kind="video"), "ok", Outcome.PASS),
        (replace(GOOD, source_kind="virtual"), "virtual", Outcome.WARN),
        (replace(GOOD, person_still=True), "motionless", Outcome.WARN),
        (replace(GOOD, source_kind="virtual", person_still=True), "motionless", Outcome.WARN),
        (replace(GOOD, person_still=False), "ok", Outcome.PASS),
        (replace(GOOD, sharpness=0.7), "blurred", Outcome.WARN),
        (replace(GOOD, sharpness=None), "ok", Outcome.PASS),
        (replace(GOOD, width_px=320, height_px=240), "low_resolution", Outcome.WARN),
        (replace(GOOD, frames_per_s=6), "low_frame_rate", Outcome.WARN),
        (replace(GOOD, changes_count=0), "not_assessed", Outcome.NOT_ASSESSED),
        (replace(GOOD, detail_codes=None), "not_assessed", Outcome.NOT_ASSESSED),
        (Measurement(), "not_assessed", Outcome.NOT_ASSESSED),
    ],
)
def test_measurement_gives_its_code_and_outcome(measurement: Measurement, code: str, outcome: Outcome) -> None:
    finding = CHECK.judge(measurement, Policy())
    assert (finding.code, finding.outcome) == (f"camera.{code}", outcome)


def test_program_that_shows_a_still_picture_is_not_to_be_unplugged() -> None:
    still = replace(GOOD, unchanged_s=2.0)
    assert CHECK.judge(still, Policy()).remedy == "Unplug the camera and plug it in again."
    assert CHECK.judge(replace(still, source_kind="virtual"), Policy()).remedy == "Choose your ordinary camera."


def test_camera_name_is_shown_but_not_reported() -> None:
    assert CHECK.judge(GOOD, Policy()).subject == "HD Pro Webcam C920"
    assert {"name", "camera_id"}.isdisjoint(measured(GOOD))


@pytest.mark.parametrize("measurement", [Measurement(cameras_count=0), Measurement(media_features_missing=True)])
def test_remote_desktop_without_camera_leads_to_the_computer_in_front(measurement: Measurement) -> None:
    here = CHECK.judge(replace(measurement, is_remote_session=False), Policy())
    elsewhere = CHECK.judge(replace(measurement, is_remote_session=True), Policy())
    assert elsewhere.code == here.code
    assert elsewhere.remedy == "Start this program on the computer in front of you." != here.remedy

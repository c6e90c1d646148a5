from __future__ import annotations

import msgspec
import pytest
from cv2_enumerate_cameras.camera_info import CameraInfo

from readiness.host.camera.devices import (
    AVFOUNDATION,
    DSHOW,
    MSMF,
    V4L2,
    Camera,
    Listed,
    Route,
    as_listed,
    cameras,
    choose_camera,
    list_cameras,
    with_first,
)
from readiness.host.camera.source import find_source

USB = r"\\?\usb#vid_046d&pid_082d&mi_00#6&2d3d&0&0000"
WINDOWS = [
    Listed(0, "HD Pro Webcam C920", USB + r"#{e5323777-f976-4f5b-9b55-b94699c46e44}\global", 0x046D, 0x082D, MSMF),
    Listed(1, "Integrated IR Camera", r"\\?\usb#vid_04f2#ir#{e5323777-f976-4f5b-9b55-b94699c46e44}\g", 0x04F2, 1, MSMF),
    Listed(
        0, "HD Pro Webcam C920", USB.upper() + r"#{65E8773D-8F56-11D0-A3B9-00A0C9223196}\GLOBAL", 0x046D, 0x082D, DSHOW
    ),
    Listed(1, "OBS Virtual Camera", None, None, None, DSHOW),
    Listed(2, "Kamera från ett program", None, None, None, DSHOW),
]


def test_windows_lists_each_camera_once_media_foundation_first() -> None:
    found = cameras(WINDOWS)
    assert [(camera.name, camera.kind) for camera in found] == [
        ("HD Pro Webcam C920", "physical"),
        ("OBS Virtual Camera", "virtual"),
        ("Kamera från ett program", "virtual"),
        ("Integrated IR Camera", "infrared"),
    ]
    assert found[0].routes == (Route(0, MSMF), Route(0, DSHOW))
    assert found[0].vid_pid == "046d:082d"
    assert found[0].id == USB.lower()


def test_a_filter_without_a_device_is_a_program_also_where_it_is_the_only_camera() -> None:
    filter_alone = Listed(0, "Kamera från ett program", None, None, None, DSHOW)
    driver_alone = Listed(0, "Kamera", r"\\?\pci#ven_1180&dev_5288#4&1&0&0", None, None, DSHOW)
    assert [cameras([each])[0].kind for each in (filter_alone, driver_alone)] == ["virtual", "physical"]


def test_linux_keeps_an_id_when_the_number_changes() -> None:
    lasting = "/dev/v4l/by-id/usb-046d_HD_Pro_Webcam_C920-video-index0"
    for number in (0, 2):
        path = f"/dev/video{number}"
        found = cameras([Listed(number, "HD Pro Webcam C920", path, 0x046D, 0x082D, V4L2)], {path: lasting})
        assert (found[0].id, found[0].index) == (lasting, number)
        assert choose_camera(found, lasting) is choose_camera(found, path) is found[0]


def test_mac_cameras_have_their_unique_id() -> None:
    found = cameras([Listed(0, "FaceTime HD-kamera", "0x1420000005ac8600", 0x05AC, 0x8600, AVFOUNDATION)])
    assert (found[0].id, found[0].kind) == ("0x1420000005ac8600", "physical")


def test_names_from_a_mac_can_be_sent_by_the_probe() -> None:
    class ObjectiveCText(str):
        """As PyObjC returns texts, which msgspec refuses to encode."""

        __slots__ = ()

    name, unique_id = ObjectiveCText("FaceTime HD-kamera"), ObjectiveCText("0x1420000005ac8600")
    info = CameraInfo(0, name, unique_id, 0x05AC, 0x8600, AVFOUNDATION)
    camera = cameras([as_listed(info)])[0]
    sent = msgspec.to_builtins((camera.name, camera.path, camera.id))
    assert sent == ("FaceTime HD-kamera", "0x1420000005ac8600", "0x1420000005ac8600")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Logitech BRIO", "physical"),
        ("USB2.0 HD IR UVC WebCam", "infrared"),
        ("Surface Camera Front", "physical"),
        ("Windows Hello Face Camera", "infrared"),
        ("NVIDIA Broadcast", "virtual"),
        ("Dummy video device (0x0000)", "virtual"),
        ("FIRST Robotics Camera", "physical"),
        ("Microsoft LifeCam Studio", "physical"),
        ("screen-capture-recorder", "virtual"),
        ("OBS-VirtualCam", "virtual"),
        ("OBS Virtual Camera", "virtual"),
        ("Snap Camera", "virtual"),
        ("Zoom virtuell kamera", "virtual"),
        ("Microsoft Teams Virtual Camera", "virtual"),
        ("ManyCam Virtual Webcam", "virtual"),
        ("XSplit VCam", "virtual"),
        ("DroidCam Source 3", "virtual"),
        ("Iriun Webcam", "virtual"),
        ("EpocCam HD", "virtual"),
        ("Reincubate Camo", "virtual"),
        ("Annas iPhone-kamera", "virtual"),
        ("Studio Display Desk View Camera", "virtual"),
        ("NDI Webcam Video 1", "virtual"),
        ("EOS Webcam Utility", "virtual"),
        ("GoPro Webcam", "virtual"),
        ("Citrix HDX Web Camera", "virtual"),
        ("AkVirtualCamera", "virtual"),
        ("Capture screen 0", "virtual"),
        ("Integrated_IR_Webcam_HD", "infrared"),
        ("HP TrueVision FHD RGB-IR", "physical"),
        ("HP TrueVision FHD RGB-IR: HP TrueV", "physical"),
        ("USB2.0 RGB IR Camera", "physical"),
        ("Integrated RGB Camera", "physical"),
        ("IRCamera", "infrared"),
        ("HP IR Camera", "infrared"),
        ("Intel(R) RealSense(TM) Depth Camera", "infrared"),
        ("Infraröd kamera", "infrared"),
        ("Integrated Camera", "physical"),
        ("FaceTime HD-kamera (inbyggd)", "physical"),
        ("AIR Full HD", "physical"),
        ("Cisco Webex Desk Camera", "physical"),
        ("PTZ 12X Zoom Camera", "physical"),
        ("Cam Link 4K", "physical"),
        ("Elgato Facecam", "physical"),
        ("Jabra PanaCast 20", "physical"),
        ("Camouflage 4K", "physical"),
        ("c922 Pro Stream Webcam", "physical"),
        ("Microsoft® LifeCam HD-3000", "physical"),
        ("USB Camera", "physical"),
        ("", "physical"),
    ],
)
def test_kind_by_name(name: str, kind: str) -> None:
    assert cameras([Listed(0, name, "/dev/video0", 1, 1, V4L2)])[0].kind == kind


def test_kernel_loopback_device_is_virtual_whatever_its_name() -> None:
    lines = [Listed(number, "HD Webcam", f"/dev/video{number}", None, None, V4L2) for number in range(2)]
    assert [(each.path, each.kind) for each in cameras(lines, software={"/dev/video0"})] == [
        ("/dev/video1", "physical"),
        ("/dev/video0", "virtual"),
    ]


def test_cameras_of_one_model_are_distinguished_by_port() -> None:
    places = {f"/dev/video{number}": f"/dev/v4l/by-path/usb-0:{number}" for number in (0, 2)}
    found = cameras([Listed(number, "C920", f"/dev/video{number}", 1, 1, V4L2) for number in (0, 2)], places)
    assert [choose_camera(found, place) for place in places.values()] == list(found)
    assert choose_camera(found, "/dev/v4l/by-path/usb-0:5") is None


def test_an_infrared_camera_is_chosen_by_name_or_where_there_is_no_other() -> None:
    infrared = Listed(0, "Integrated IR Camera", "/dev/video0", 1, 1, V4L2)
    ordinary = Listed(2, "Integrated Camera", "/dev/video2", 1, 2, V4L2)
    found = cameras([infrared, ordinary])
    assert choose_camera(found, None) is found[0]
    assert choose_camera(found, "integrated ir camera") is found[1]
    alone = cameras([infrared])
    assert choose_camera(alone, None) is alone[0]


def _chosen(wanted: str | None) -> str | None:
    camera: Camera | None = choose_camera(cameras(WINDOWS), wanted)
    return camera.name if camera else None


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        (None, "HD Pro Webcam C920"),
        ("hd pro webcam c920", "HD Pro Webcam C920"),
        (USB.lower(), "HD Pro Webcam C920"),
        (USB + r"#{e5323777-f976-4f5b-9b55-b94699c46e44}\global", "HD Pro Webcam C920"),
        (USB.replace("082d", "085b"), None),
        ("0", "HD Pro Webcam C920"),
        ("C920", "HD Pro Webcam C920"),
        ("obs", "OBS Virtual Camera"),
        ("camera", None),
        ("Logitech BRIO", None),
        ("9", None),
        ("", None),
    ],
)
def test_choose_never_substitutes_another_camera(wanted: str | None, name: str | None) -> None:
    assert _chosen(wanted) == name


def test_chromes_default_is_put_first_and_the_rest_keeps_its_order() -> None:
    found = cameras(WINDOWS)
    assert with_first(found, found[-1].path) == (found[-1], *found[:-1])
    assert with_first(found, None) == with_first(found, "gone") == found


def test_no_camera_is_chosen_where_there_is_none() -> None:
    assert choose_camera((), None) is None


def test_listing_the_cameras_of_this_machine() -> None:
    assert all(camera.routes and camera.id for camera in list_cameras())


@pytest.mark.parametrize(
    ("name", "path", "kind"),
    [
        ("Galaxy S24", r"\\?\swd#vcamdevapi#596a16#{e5323777-f976-4f5b-9b55-b94699c46e44}\{fcebba03-9d13}", "virtual"),
        ("Smart Connect Camera", r"\\?\root#camera#0000#{e5323777-f976-4f5b-9b55-b94699c46e44}\global", "virtual"),
        ("HD Webcam", r"\\?\ROOT#IMAGE#0000#{e5323777-f976-4f5b-9b55-b94699c46e44}\global", "virtual"),
        (
            "Camera Front",
            r"\\?\display#int3470#4&1835d135&0&uid13424#{e5323777-f976-4f5b-9b55-b94699c46e44}",
            "physical",
        ),
        ("C920", r"\\?\rdcamera_bus#umb#2&1a2b&rdcamera_device_0#{e5323777-f976-4f5b-9b55-b94699c46e44}\s", "physical"),
    ],
)
def test_windows_virtual_cameras_are_recognized_by_path(name: str, path: str, kind: str) -> None:
    """Paths as in public listings; the last is a camera that Remote Desktop lends."""
    (found,) = cameras([Listed(1, name, path, None, None, MSMF)])
    assert found.kind == kind


@pytest.mark.parametrize("remembered", ["http://127.0.0.1:9/", "file:///etc/passwd", __file__])
def test_address_or_file_is_no_camera_where_only_devices_count(remembered: str) -> None:
    found = find_source(remembered, 1.0, devices_only=True)
    assert (found.found, found.openings, found.still) == (False, (), None)

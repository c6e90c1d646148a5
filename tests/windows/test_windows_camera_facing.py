"""Where cameras face, from properties of Plug and Play devices that the tests register."""

from __future__ import annotations

import ctypes
import sys
import uuid
from collections.abc import Callable, Iterator
from ctypes import POINTER, byref, wintypes

import pytest

from readiness.host.camera.devices import list_cameras
from readiness.host.camera.facing_windows import COMPUTER_CONTAINER, VIDEO_CAMERA, instance_of, read_facing
from readiness.host.system import device_properties_windows as properties
from readiness.host.system.device_properties_windows import DeviceInfo, Key, device_list, setup_api

assert sys.platform == "win32"

CAMERA_CLASS = (ctypes.c_ubyte * 16)(*uuid.UUID("ca3e7ab9-b4c3-4ae6-8251-579ef933890f").bytes_le)
DIF_REMOVE = 0x5
FRONT_PLD = bytes.fromhex("82000000000000006100000003000000ffffffff")
EXTERNAL = uuid.UUID("6f1d7b2e-9f5a-4c1b-8e2d-0a1b2c3d4e5f")

setup_api.SetupDiCreateDeviceInfoW.argtypes = (
    wintypes.HANDLE, wintypes.LPCWSTR, ctypes.c_void_p, wintypes.LPCWSTR, wintypes.HWND, wintypes.DWORD,
    POINTER(DeviceInfo),
)  # fmt: skip
setup_api.SetupDiRegisterDeviceInfo.argtypes = (
    wintypes.HANDLE, POINTER(DeviceInfo), wintypes.DWORD, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p,
)  # fmt: skip
setup_api.SetupDiSetDevicePropertyW.argtypes = (
    wintypes.HANDLE, POINTER(DeviceInfo), POINTER(Key), wintypes.ULONG, ctypes.c_void_p, wintypes.DWORD,
    wintypes.DWORD,
)  # fmt: skip
setup_api.SetupDiCallClassInstaller.argtypes = (wintypes.UINT, wintypes.HANDLE, POINTER(DeviceInfo))

Register = Callable[..., str]


@pytest.fixture
def register() -> Iterator[Register]:
    """A function that registers a device with properties and returns its instance path; removed afterwards."""
    with device_list() as devices:
        registered = []

        def register_one(instance: str, **values: tuple[Key, int, bytes]) -> str:
            device = DeviceInfo.empty()
            assert setup_api.SetupDiCreateDeviceInfoW(
                devices, instance, byref(CAMERA_CLASS), None, None, 0, byref(device)
            ), ctypes.WinError(ctypes.get_last_error())
            assert setup_api.SetupDiRegisterDeviceInfo(devices, byref(device), 0, None, None, None)
            registered.append(device)
            for key, kind, content in values.values():
                assert setup_api.SetupDiSetDevicePropertyW(
                    devices, byref(device), byref(key), kind, content, len(content), 0
                ), ctypes.WinError(ctypes.get_last_error())
            return instance

        yield register_one
        for each in registered:
            setup_api.SetupDiCallClassInstaller(DIF_REMOVE, devices, byref(each))


def container(of: uuid.UUID) -> tuple[Key, int, bytes]:
    return properties.CONTAINER_ID, 0x0D, of.bytes_le


def location(pld: bytes) -> tuple[Key, int, bytes]:
    return properties.PHYSICAL_LOCATION, 0x1003, pld


def parent(instance: str) -> tuple[Key, int, bytes]:
    return properties.PARENT, 0x12, f"{instance}\0".encode("utf-16-le")


def path_of(instance: str) -> str:
    return "\\\\?\\" + instance.replace("\\", "#").lower() + f"#{VIDEO_CAMERA}\\global"


@pytest.mark.under_wine
def test_camera_in_the_lid_faces_the_person_by_its_own_location_or_its_usb_devices(register: Register) -> None:
    own = register(
        r"USB\VID_04F2&PID_B6DD&MI_00\6&1A2B3C4D&0&0000",
        container=container(COMPUTER_CONTAINER),
        location=location(FRONT_PLD),
    )
    device = register(r"USB\VID_04F2&PID_B6DE\200901010001", location=location(FRONT_PLD))
    function = register(
        r"USB\VID_04F2&PID_B6DE&MI_00\6&2&0&0000", container=container(COMPUTER_CONTAINER), parent=parent(device)
    )
    paths = [path_of(own), path_of(function)]
    assert [instance_of(path).upper() for path in paths] == [own.upper(), function.upper()]
    assert read_facing(paths) == dict.fromkeys(paths, "user")


@pytest.mark.under_wine
def test_external_camera_has_no_direction_whatever_its_socket_has(register: Register) -> None:
    webcam = register(
        r"USB\VID_046D&PID_085C&MI_00\6&3&0&0000", container=container(EXTERNAL), location=location(FRONT_PLD)
    )
    assert read_facing([path_of(webcam), path_of(r"USB\VID_1&PID_2\GONE"), "0"]) == {}


@pytest.mark.under_wine
def test_cameras_are_listed_where_there_are_none() -> None:
    assert list_cameras() == ()


@pytest.mark.under_wine
def test_property_of_another_type_or_of_none_is_not_read(register: Register) -> None:
    odd = register(
        r"USB\VID_04F2&PID_B6DF\1", container=(properties.CONTAINER_ID, 0x12, "nonsense\0".encode("utf-16-le"))
    )
    assert properties.guid(odd, properties.CONTAINER_ID) is None
    assert properties.binary(odd, properties.PHYSICAL_LOCATION) == b""
    assert properties.text(odd, properties.PARENT) == ""

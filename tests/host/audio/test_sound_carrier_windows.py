"""Whose sound another device's driver carries, by instance paths as Windows writes them."""

from __future__ import annotations

import pytest

from readiness.host.audio.sound_carrier_windows import bus_by_driver, owner_in

USB = r"USB\VID_0B0E&PID_0E40\50C2ED0123456"
EARBUDS = r"BTHENUM\Dev_50C2ED012345\7&1A2B3C4D&0&BluetoothDevice_50C2ED012345"


@pytest.mark.parametrize(
    ("instances", "owner"),
    [
        ([r"HID\VID_0B0E&PID_0E40&MI_03\8&1", USB, r"SWD\MMDEVAPI\{0.0.1.00000000}.{1}"], r"USB\VID_0B0E&PID_0E40"),
        ([r"SWD\MMDEVAPI\{0.0.1.00000000}.{1}", EARBUDS], "BTHENUM"),
        ([r"BTHLE\Dev_50c2ed012345\7&1&0&50c2ed012345"], "BTHLE"),
        ([r"USB\ROOT_HUB30\4&1&0&0", r"PCI\VEN_8086&DEV_51C8\3&1"], ""),
        ([], ""),
    ],
)
def test_owner_is_the_device_without_serial_number_or_address(instances: list[str], owner: str) -> None:
    assert owner_in(instances) == owner


@pytest.mark.parametrize(
    ("instance", "bus"),
    [
        (r"{1}.INTELAUDIO\CTLR_DEV_A0C8&LINKTYPE_06&DEVTYPE_06&VEN_8086&DEV_AE50&SUBSYS_88B5103C&REV_0001\0601", "usb"),
        (r"INTELAUDIO\CTLR_DEV_51C8&LINKTYPE_03&DEVTYPE_00&VEN_8086&DEV_AE30&REV_0001\5&11D13EDA&0&0000", "bluetooth"),
        (r"INTELAUDIO\CTLR_DEV_A0C8&LINKTYPE_05&DEVTYPE_05&VEN_8086&DEV_AE35&REV_0001\1", ""),
        (r"INTELAUDIO\FUNC_01&VEN_10EC&DEV_0245&SUBSYS_103C88B5&REV_1000\4&1", ""),
        (r"PCI\VEN_8086&DEV_AE50\1", ""),
        ("", ""),
    ],
)
def test_only_smart_sound_for_usb_or_bluetooth_tells_the_bus(instance: str, bus: str) -> None:
    assert bus_by_driver(instance) == bus

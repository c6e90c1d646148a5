"""The connection as Windows reports it: registry, adapter table, Wi-Fi bars through the runtime's own calls, proxy."""

from __future__ import annotations

import ctypes
import sys
import uuid
import winreg
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from readiness.checks.connection import CHECK, Policy, measurement_of
from readiness.checks.connection.probe import measure
from readiness.host.dump.dump import Dump, masked, network, read, serialize
from readiness.host.dump.private_words import private_words
from readiness.host.network import adapters_windows, wifi_signal_windows
from readiness.host.network.adapter import Kind
from readiness.host.network.adapter_kinds_windows import WindowsAdapterRow, as_adapters
from readiness.host.network.proxy import Proxy, system_proxy
from readiness.host.system import registry_windows
from readiness.server_address import ServerAddress

assert sys.platform == "win32"

CONNECTIONS = r"SYSTEM\CurrentControlSet\Control\Network\{4D36E972-E325-11CE-BFC1-08002BE10318}"
SETTINGS = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"


@contextmanager
def written_there(hive: int, key: str, values: Mapping[str, tuple[int, Any]]) -> Iterator[None]:
    """Registry values as a test needs them; afterwards they are as before."""
    before = registry_windows.values(hive, key)
    with winreg.CreateKeyEx(hive, key, 0, winreg.KEY_ALL_ACCESS | winreg.KEY_WOW64_64KEY) as opened:
        for name, (kind, data) in values.items():
            winreg.SetValueEx(opened, name, 0, kind, data)
        try:
            yield
        finally:
            for name, (kind, _) in values.items():
                if name in before:
                    winreg.SetValueEx(opened, name, 0, kind, before[name])  # type: ignore[call-overload]
                else:
                    winreg.DeleteValue(opened, name)


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (winreg.REG_SZ, r"USB\VID_0BDA&PID_8153\000001000000", r"USB\VID_0BDA&PID_8153"),
        (winreg.REG_SZ, r"PCI\VEN_8086&DEV_15BB&SUBSYS_225D17AA&REV_10\3&11583659&0&FE",
         r"PCI\VEN_8086&DEV_15BB&SUBSYS_225D17AA&REV_10"),
        (winreg.REG_SZ, "", ""),
        (winreg.REG_DWORD, 7, ""),
        (winreg.REG_BINARY, b"\xff\x00", ""),
    ],
)  # fmt: skip
def test_bus_of_an_adapter_is_read_from_the_registry(kind: int, data: object, expected: str) -> None:
    """Bus and device without the instance, which may be a serial number; values of another type are ignored."""
    guid = "{5D3F7B1C-0000-4000-8000-0123456789AB}"
    with written_there(winreg.HKEY_LOCAL_MACHINE, rf"{CONNECTIONS}\{guid}\Connection", {"PnPInstanceID": (kind, data)}):
        assert adapters_windows.hardware_id(guid) == expected
    assert adapters_windows.hardware_id("{no such adapter}") == ""


def test_this_computers_card_as_a_phone_on_usb() -> None:
    """The adapter with the default route, which the registry lists as a phone."""
    before = next(row for row in adapters_windows.rows() if row.gateway_metric is not None)
    with written_there(
        winreg.HKEY_LOCAL_MACHINE,
        rf"{CONNECTIONS}\{before.name}\Connection",
        {"PnPInstanceID": (winreg.REG_SZ, r"USB\VID_18D1&PID_4EEB\R5CR70ÅÄÖ")},
    ):
        (row,) = (row for row in adapters_windows.rows() if row.name == before.name)
        assert row.hardware_id == r"USB\VID_18D1&PID_4EEB"
        assert as_adapters([row])[0].kind is Kind.TETHERED
        assert CHECK.judge(measure("", wifi_signal_windows.wifi_bars), Policy()).code == "connection.tethered"


def test_names_beyond_the_code_page_and_none_at_all() -> None:
    """Windows uses wide characters: names outside code page 850 are read, and an empty name is valid."""
    strange = (
        WindowsAdapterRow(name="{1}", label="Ethernet – område Ω", description="Nätverkskort 以太网 № 7", if_type=6,
            is_hardware=True, addresses=("198.51.100.7",), gateway_metric=25),
        WindowsAdapterRow(name="", label="", description="", if_type=6, has_link=False),
    )  # fmt: skip
    found = measurement_of(as_adapters(strange), ("198.51.100.7",))
    assert CHECK.judge(found, Policy()).code == "connection.ok_wired"
    content = masked(Dump(system=sys.platform, windows=strange))
    assert "Nätverkskort 以太网 № 7" in serialize(content).decode()


def test_a_dump_of_this_computer(tmp_path: Path) -> None:
    content = masked(network(), private_words())
    path = tmp_path / "här.json"
    path.write_bytes(serialize(content))
    again = read(path)
    assert again == content
    real = {address for row in adapters_windows.rows() for address in row.addresses} - {"127.0.0.1", "::1"}
    text = path.read_text(encoding="utf-8")
    assert [address for address in real if f'"{address}"' in text and not address.startswith("fe80")] == []
    here = CHECK.judge(measurement_of(again.adapters, again.route or ()), Policy())
    assert here.code == CHECK.judge(measure("", wifi_signal_windows.wifi_bars), Policy()).code


WIFI, VPN = uuid.UUID("5d3f7b1c-0000-4000-8000-0123456789ab"), uuid.UUID("5d3f7b1c-0000-4000-8000-0123456789ac")
REFUSED = uuid.UUID(int=0)
E_FAIL = -0x7FFFBFFB


class _Runtime:
    """Runtime objects in this process: tables of functions, as the ones behind Windows.Networking.Connectivity.

    `profiles` are connections' adapters (None: not connected; or REFUSED) and their bars. Each reference is
    counted, so that a test sees that everything got is let go again.
    """

    def __init__(self, *profiles: tuple[uuid.UUID | None, int | None]) -> None:
        self.references = 0
        self.kept: list[object] = []
        made = [self._profile(adapter, bars) for adapter, bars in profiles]
        listed = self._object({6: self._gives_one_of(made), 7: self._writes(ctypes.c_uint32(len(made)))})
        self.statics = ctypes.c_void_p(self._object({6: self._gives(listed)}))

    def _profile(self, adapter: uuid.UUID | None, bars: int | None) -> int:
        value = self._object({6: self._writes(ctypes.c_ubyte(bars or 0))})
        newer = self._object({11: self._gives(value if bars is not None else 0)})
        guid = (ctypes.c_ubyte * 16).from_buffer_copy(adapter.bytes_le if adapter else bytes(16))
        card = self._object({10: self._writes(guid)})
        gives_card = self._refuses() if adapter == REFUSED else self._gives(card if adapter else 0)
        return self._object({0: self._queried(newer), 11: gives_card})

    def _object(self, methods: dict[int, object]) -> int:
        release = ctypes.WINFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p)(self._released)
        table = (ctypes.c_void_p * 15)()
        for place, method in ({2: release} | methods).items():
            self.kept.append(method)
            table[place] = ctypes.cast(method, ctypes.c_void_p).value  # type: ignore[arg-type]
        thing = ctypes.pointer(ctypes.c_void_p(ctypes.addressof(table)))
        self.kept += [table, thing]
        return ctypes.addressof(thing.contents)

    def _released(self, _thing: int) -> int:
        self.references -= 1
        return 0

    def _gives(self, what: int) -> object:
        def give(_thing: int, result: int) -> int:
            self.references += what != 0
            ctypes.c_void_p.from_address(result).value = what
            return 0

        return ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)(give)

    def _refuses(self) -> object:
        return ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)(lambda _thing, _result: E_FAIL)

    def _queried(self, what: int) -> object:
        def query(_thing: int, wanted: int, result: int) -> int:
            assert ctypes.string_at(wanted, 4) == bytes.fromhex("455104e2")
            self.references += 1
            ctypes.c_void_p.from_address(result).value = what
            return 0

        return ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(query)

    def _gives_one_of(self, objects: list[int]) -> object:
        def give(_thing: int, place: int | None, result: int) -> int:
            self.references += 1
            ctypes.c_void_p.from_address(result).value = objects[place or 0]
            return 0

        return ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(give)

    def _writes(self, value: ctypes.c_uint32 | ctypes.c_ubyte | ctypes.Array[ctypes.c_ubyte]) -> object:
        def write(_thing: int, result: int) -> int:
            ctypes.memmove(result, ctypes.byref(value), ctypes.sizeof(value))
            return 0

        return ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)(write)


@pytest.mark.parametrize("bars", [0, 3, 5, None])
def test_bars_through_a_runtime_object(bars: int | None) -> None:
    runtime = _Runtime((WIFI, bars))
    assert wifi_signal_windows.bars_of(runtime.statics, WIFI) == bars
    assert runtime.references == 0


def test_bars_are_those_of_the_adapter_and_not_of_another_connection() -> None:
    runtime = _Runtime((VPN, 5), (None, None), (REFUSED, 4), (WIFI, None), (WIFI, 1))
    assert wifi_signal_windows.bars_of(runtime.statics, WIFI) == 1
    assert runtime.references == 0


def test_bars_without_a_connection() -> None:
    assert wifi_signal_windows.bars_of(_Runtime().statics, WIFI) is None
    assert wifi_signal_windows.bars_of(_Runtime((VPN, 5)).statics, WIFI) is None


def test_bars_where_windows_lacks_the_class() -> None:
    """Wine has no such class; whatever Windows answers, it is a number of bars or nothing."""
    assert wifi_signal_windows.wifi_bars(f"{{{WIFI}}}") is None
    assert wifi_signal_windows.wifi_bars("") is None
    own = next(iter(adapters_windows.rows())).name
    assert wifi_signal_windows.wifi_bars(own) in (None, 0, 1, 2, 3, 4, 5)


def test_proxy_in_the_registry() -> None:
    fixed = {"ProxyEnable": (winreg.REG_DWORD, 1), "ProxyServer": (winreg.REG_SZ, "proxy.example.se:8080")}
    past = fixed | {"ProxyOverride": (winreg.REG_SZ, "*.region.example;<local>")}
    user = winreg.HKEY_CURRENT_USER
    off = {"ProxyEnable": (winreg.REG_DWORD, 0)}
    nothing_detected = {"DefaultConnectionSettings": (winreg.REG_BINARY, b"F\0\0\0\1\0\0\0\1\0\0\0")}
    with written_there(user, SETTINGS, off), written_there(user, SETTINGS + r"\Connections", nothing_detected):
        assert system_proxy("video.example.se") == Proxy("none")
    with written_there(user, SETTINGS, fixed):
        assert system_proxy("video.example.se") == Proxy("fixed", ServerAddress("proxy.example.se", 8080))
    with written_there(user, SETTINGS, past):
        assert system_proxy("video.region.example") == Proxy("none")
        assert system_proxy("video.example.se").kind == "fixed"
    with written_there(user, SETTINGS, fixed | {"AutoConfigURL": (winreg.REG_SZ, "http://wpad.example.se/proxy.pac")}):
        assert system_proxy("video.example.se") == Proxy("script")
    badly = off | {"AutoConfigURL": (winreg.REG_DWORD, 1)}
    with written_there(user, SETTINGS, badly), written_there(user, SETTINGS + r"\Connections", nothing_detected):
        assert system_proxy("video.example.se") == Proxy("none")


def test_proxy_of_the_computer_instead_of_the_persons() -> None:
    """Intune turns `ProxySettingsPerUser` off together with automatic detection; scripts and exceptions move too."""
    user, machine = winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE
    policy = r"SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings"
    script = {"AutoConfigURL": (winreg.REG_SZ, "http://wpad.example.se/proxy.pac")}
    detect = {"DefaultConnectionSettings": (winreg.REG_BINARY, b"F\0\0\0\1\0\0\0\x09\0\0\0")}
    own = {
        "ProxyEnable": (winreg.REG_DWORD, 1),
        "ProxyServer": (winreg.REG_SZ, "proxy.example.se:8080"),
        "ProxyOverride": (winreg.REG_SZ, "*.region.example"),
    }
    connections = SETTINGS + r"\Connections"
    with written_there(machine, policy, {"ProxySettingsPerUser": (winreg.REG_DWORD, 0)}):
        with written_there(user, SETTINGS, script), written_there(user, connections, detect):
            assert system_proxy("video.example.se") == Proxy("none")
        with written_there(machine, SETTINGS, own), written_there(user, SETTINGS, script):
            assert system_proxy("video.example.se") == Proxy("fixed", ServerAddress("proxy.example.se", 8080))
            assert system_proxy("video.region.example") == Proxy("none")
        with written_there(machine, SETTINGS, script):
            assert system_proxy("video.example.se") == Proxy("script")
        with written_there(machine, connections, detect):
            assert system_proxy("video.example.se") == Proxy("detect")

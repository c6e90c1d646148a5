"""What kind an adapter is, from sysfs and the kernel's rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.host.network import adapter_kinds_linux, adapters_linux
from readiness.host.network.adapter import Kind
from readiness.host.network.adapter_kinds_linux import LinuxAdapterRow


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="e1000e"), Kind.WIRED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="virtio_net"), Kind.GUEST),
        (LinuxAdapterRow(arp_type="1", driver="xen_netfront", has_device=True), Kind.GUEST),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="iavf"), Kind.GUEST),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="ixgbevf"), Kind.GUEST),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="e1000"), Kind.GUEST),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ether", usb_id="2c7c:0125"), Kind.MOBILE),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ether", usb_id="2949:8700"), Kind.MOBILE),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ether", usb_id="1782:4d11"), Kind.TETHERED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ncm", usb_id="1199:9091"), Kind.MOBILE),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ether", usb_id="04e8:a101"), Kind.WIRED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ncm", usb_id="0bda:8153"), Kind.WIRED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ncm", usb_id="04e8:6863"), Kind.TETHERED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="rndis_host"), Kind.TETHERED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ncm", usb_id="05ac:12ab"), Kind.TETHERED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ether", usb_id="05ac:8233"), Kind.WIRED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="cdc_ether", usb_id="12d1:14dc"), Kind.MOBILE),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="asix", usb_id="05ac:1402"), Kind.WIRED),
        (LinuxAdapterRow(arp_type="1", has_device=True, driver="ipheth", usb_id="05ac:12a8"), Kind.TETHERED),
        (
            LinuxAdapterRow(arp_type="1", has_device=True, driver="iwlwifi", device_type="wlan", is_wireless=True),
            Kind.WIFI,
        ),
        (LinuxAdapterRow(arp_type="65534", has_device=True, driver="cdc_mbim", device_type="wwan"), Kind.MOBILE),
        (LinuxAdapterRow(arp_type="1", device_type="bluetooth"), Kind.BLUETOOTH),
        (LinuxAdapterRow(arp_type="65534", device_type="wireguard"), Kind.VPN),
        (LinuxAdapterRow(arp_type="512", device_type="ppp"), Kind.VPN),
        (LinuxAdapterRow(arp_type="1", device_type="bridge"), Kind.VIRTUAL),
        (LinuxAdapterRow(arp_type="1"), Kind.VIRTUAL),
        (LinuxAdapterRow(arp_type="772"), Kind.LOOPBACK),
    ],
)
def test_adapter_has_its_kind(row: LinuxAdapterRow, kind: Kind) -> None:
    assert adapter_kinds_linux.classify(row) is kind


def test_linux_reads_a_usb_phone_out_of_sysfs(tmp_path: Path) -> None:
    usb = tmp_path / "devices/usb1/1-1"
    folder = tmp_path / "class/net/usb0"
    for made in (usb / "1-1:1.0", folder, tmp_path / "drivers/cdc_ncm"):
        made.mkdir(parents=True)
    (usb / "idVendor").write_text("18d1\n")
    (usb / "1-1:1.0/driver").symlink_to(tmp_path / "drivers/cdc_ncm")
    (folder / "device").symlink_to(usb / "1-1:1.0")
    (folder / "type").write_text("1\n")
    (folder / "uevent").write_text("INTERFACE=usb0\nIFINDEX=4\n")
    assert adapter_kinds_linux.classify(adapters_linux.read_row(folder, {}, {}, ())) is Kind.TETHERED


def test_linux_without_sysfs_has_no_adapters(tmp_path: Path) -> None:
    assert adapters_linux.rows(tmp_path) == ()


def test_linux_gateways_take_the_lowest_metric() -> None:
    ipv4 = """Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t00000000\t010200C0\t0003\t0\t0\t50\t00000000\t0\t0\t0
wlan0\t000200C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0
"""
    ipv6 = (
        "0" * 32
        + " 00 "
        + "0" * 32
        + " 00 fe80000000000000000000fffe000001 00000400 00000001 00000000 00450003    wwan0\n"
    )
    assert adapter_kinds_linux.parse_gateways(ipv4, ipv6) == {"eth0": 50, "wwan0": 1024}
    assert adapter_kinds_linux.parse_gateways("", "half a line\n") == {}


def test_linux_route_to_the_other_end_of_a_tunnel() -> None:
    """As OpenVPN and vpnc-script leave `/proc/net/route`: a host through wlan0's gateway, the rest through tun0."""
    ipv4 = """Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
tun0\t00000000\t010A08C0\t0003\t0\t0\t0\t00000080\t0\t0\t0
eth0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
wlan0\t0A71CB00\t0100A8C0\t0007\t0\t0\t0\tFFFFFFFF\t0\t0\t0
eth0\t0A0200C0\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0
eth0\t0A71CB01\t020200C0\t0017\t0\t0\t0\tFFFFFFFF\t0\t0\t0
"""
    assert adapter_kinds_linux.parse_host_routes(ipv4, "half a line\n") == {"wlan0"}

"""Two USB headsets under a sound server, as it reported them, and one of them unplugged.

From PulseAudio 16.1 with udev on Debian 12, Linux 6.1, snd-usb-audio; the headsets were USB audio gadgets on an
emulated bus, with the numbers and names of real products. The second one's name and form factor are from udev's tables.
"""

from __future__ import annotations

from readiness.checks.headset import CHECK, Policy
from readiness.checks.headset.classify import classify
from readiness.checks.headset.device_key import device_key
from readiness.checks.headset.measure import measure
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.endpoints_linux import Listing, PulseDevice, parse

JABRA_INPUT = "alsa_input.usb-GN_Netcom_A_S_Jabra_EVOLVE_20_MS_LAB0-00.mono-fallback"
POLY_INPUT = "alsa_input.usb-Plantronics_Plantronics_Blackwire_3220_Series_LAB1-00.mono-fallback"
JABRA = {
    "device.class": "sound",
    "device.api": "alsa",
    "device.bus": "usb",
    "device.bus_path": "platform-dummy_hcd.0-usb-0:1:1.0",
    "device.vendor.id": "0b0e",
    "device.vendor.name": "GN Netcom",
    "device.product.id": "0300",
    "device.product.name": "Jabra EVOLVE 20 MS",
    "device.string": "hw:1",
}
POLY = JABRA | {
    "device.bus_path": "platform-dummy_hcd.1-usb-0:1:1.0",
    "device.vendor.id": "047f",
    "device.vendor.name": "Plantronics, Inc.",
    "device.product.id": "c056",
    "device.product.name": "Blackwire C3220 Headset",
    "device.form_factor": "headset",
    "device.intended_roles": "phone",
    "device.string": "hw:3",
}


def both_ways(source: str, product: str, card: str, properties: dict[str, str]) -> tuple[PulseDevice, ...]:
    sink = source.replace("alsa_input", "alsa_output").replace("mono-fallback", "analog-stereo")
    return (
        PulseDevice(
            direction="input",
            name=f"{sink}.monitor",
            description=f"Monitor of {product} Analog Stereo",
            card=card,
            port="",
            muted=False,
            properties=properties | {"device.class": "monitor"},
        ),
        PulseDevice(
            direction="input",
            name=source,
            description=f"{product} Mono",
            card=card,
            port="analog-input",
            muted=False,
            properties=properties,
        ),
        PulseDevice(
            direction="output",
            name=sink,
            description=f"{product} Analog Stereo",
            card=card,
            port="analog-output",
            muted=False,
            properties=properties,
        ),
    )


JABRA_DEVICES = both_ways(JABRA_INPUT, "Jabra EVOLVE 20 MS", "0", JABRA)
POLY_DEVICES = both_ways(POLY_INPUT, "Blackwire C3220 Headset", "1", POLY)
TWO = Listing(
    devices=JABRA_DEVICES + POLY_DEVICES,
    default_source=JABRA_INPUT,
    default_sink=JABRA_INPUT.replace("alsa_input", "alsa_output").replace("mono-fallback", "analog-stereo"),
)
PULLED_OUT = Listing(devices=JABRA_DEVICES, default_source=TWO.default_source, default_sink=TWO.default_sink)


def microphones(listing: Listing) -> dict[str, AudioEndpoint]:
    return {each.id: each for each in parse(listing) if each.direction == "input"}


def test_two_headsets_are_two_microphones_with_own_evidence_and_key() -> None:
    found = microphones(TWO)
    assert {each.vid_pid: classify(each).device_class for each in found.values()} == {
        "0b0e:0300": "call_headset",
        "047f:c056": "call_headset",
    }
    assert len({device_key(each) for each in found.values()}) == 2
    assert [each.id for each in found.values() if each.is_default] == [JABRA_INPUT]


def test_microphone_of_the_meeting_passes_and_the_other_is_mentioned() -> None:
    assert CHECK.judge(measure(parse(TWO), None), Policy()).code == "headset.ok"
    assert CHECK.judge(measure(parse(TWO), "EVOLVE"), Policy()).code == "headset.ok"
    assert CHECK.judge(measure(parse(TWO), "Blackwire"), Policy()).code == "headset.not_chosen"


def test_unplugged_chosen_microphone_is_missing_and_the_other_stays() -> None:
    assert list(microphones(PULLED_OUT)) == [JABRA_INPUT]
    assert CHECK.judge(measure(parse(PULLED_OUT), "Blackwire"), Policy()).code == "headset.not_found"
    assert CHECK.judge(measure(parse(PULLED_OUT), "EVOLVE"), Policy()).code == "headset.ok"


def test_the_servers_words_for_a_stream_do_not_make_a_product() -> None:
    properties = JABRA | {"device.vendor.id": "1b3f", "device.product.name": "USB Headset"}
    source = "alsa_input.usb-GeneralPlus_USB_Headset-00.mono-fallback"
    french = PulseDevice(
        direction="input",
        name=source,
        description="USB Headset Mono analogique",
        card="0",
        port="",
        muted=False,
        properties=properties,
    )
    (found,) = parse(Listing(devices=(french,), default_source=source))
    assert (found.name, found.product) == ("USB Headset Mono analogique", "USB Headset")
    assert classify(found).device_class == "unknown"

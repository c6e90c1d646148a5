"""Four USB devices under Linux' own driver, as the system reported them; one is unplugged and plugged in again.

The reports are from Debian 12, Linux 6.1, snd-usb-audio, no sound server; the devices were USB audio gadgets on
an emulated bus, with the numbers and names of real products. Cards 0, 2, 4 and 6 are the gadgets' other ends, which no
workstation has; they look like a computer's own sound card.
"""

from __future__ import annotations

from readiness.checks.headset import CHECK, Policy
from readiness.checks.headset.classify import classify
from readiness.checks.headset.device_key import device_key
from readiness.checks.headset.measure import measure
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.audio.endpoints_linux import Listing, parse

JABRA = """\
 0 [UAC1Gadget     ]: UAC1_Gadget - UAC1_Gadget
                      UAC1_Gadget 0
 1 [MS             ]: USB-Audio - Jabra EVOLVE 20 MS
                      GN Netcom A/S Jabra EVOLVE 20 MS at usb-dummy_hcd.0-1, high speed
"""
OTHERS = """\
 2 [UAC1Gadget_1   ]: UAC1_Gadget - UAC1_Gadget
                      UAC1_Gadget 0
 3 [Seri           ]: USB-Audio - Plantronics Blackwire 3220 Seri
                      Plantronics Plantronics Blackwire 3220 Seri at usb-dummy_hcd.1-1, high speed
 4 [UAC1Gadget_2   ]: UAC1_Gadget - UAC1_Gadget
                      UAC1_Gadget 0
 5 [Headset        ]: USB-Audio - Samsung USBC Headset
                      Samsung Samsung USBC Headset at usb-dummy_hcd.2-1, high speed
 6 [UAC1Gadget_3   ]: UAC1_Gadget - UAC1_Gadget
                      UAC1_Gadget 0
 7 [USB            ]: USB-Audio - Jabra SPEAK 510 USB
                      GN Netcom A/S Jabra SPEAK 510 USB at usb-dummy_hcd.3-1, high speed
"""
PCM = "".join(
    f"{card:02d}-00: {name} : {name} : playback 1 : capture 1\n"
    for card, name in enumerate(["UAC1_PCM", "USB Audio"] * 4)
)
OTHER_IDS = {3: "047f:c056", 5: "04e8:a051", 7: "0b0e:0420"}
ALL = Listing(cards=JABRA + OTHERS, pcm=PCM, usb_ids={1: "0b0e:0300"} | OTHER_IDS)
PULLED_OUT = Listing(cards=OTHERS, pcm=PCM.partition("02-00")[1] + PCM.partition("02-00")[2], usb_ids=OTHER_IDS)


def microphones(listing: Listing) -> dict[str, AudioEndpoint]:
    return {each.name: each for each in parse(listing) if each.direction == "input" and each.bus == "usb"}


def test_headsets_earphones_and_speakerphone_are_distinguished() -> None:
    assert {name: classify(each).device_class for name, each in microphones(ALL).items()} == {
        "Jabra EVOLVE 20 MS": "call_headset",
        "Plantronics Blackwire 3220 Seri": "call_headset",
        "Samsung USBC Headset": "phone_earbuds",
        "Jabra SPEAK 510 USB": "speakerphone",
    }


def test_devices_are_distinguished_without_product_numbers() -> None:
    named = [AudioEndpoint(name=name, bus="usb") for name in microphones(ALL)]
    assert [classify(each).device_class for each in named] == [
        "call_headset",
        "call_headset",
        "phone_earbuds",
        "speakerphone",
    ]


def test_device_key_is_unique_and_stable_across_reconnection() -> None:
    before, after = microphones(ALL), microphones(PULLED_OUT)
    assert len({device_key(each) for each in before.values()}) == len(before)
    assert set(before) - set(after) == {"Jabra EVOLVE 20 MS"}
    assert all(device_key(before[name]) == device_key(each) for name, each in after.items())


def test_unplugged_chosen_microphone_is_reported_missing() -> None:
    assert measure(parse(ALL), "evolve").device_class == "call_headset"
    assert CHECK.judge(measure(parse(PULLED_OUT), "evolve"), Policy()).code == "headset.not_found"

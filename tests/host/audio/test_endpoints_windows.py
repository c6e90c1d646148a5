"""Windows: MMDevice property stores, with the keys and value forms that Microsoft Learn documents."""

from __future__ import annotations

import pytest

from readiness.checks.headset.classify import classify
from readiness.checks.headset.measure import measure as measure_headset
from readiness.host.audio.endpoint import choose_endpoint
from readiness.host.audio.endpoints_windows import (
    COMPUTER_CONTAINER,
    CONTAINER_ID,
    ENUMERATOR,
    FORM_FACTOR,
    FRIENDLY_NAME,
    INSTANCE_ID,
    Listing,
    containers_of_others,
    parse,
)

EVOLVE = {
    FRIENDLY_NAME: "Headset (Jabra Evolve2 65)",
    FORM_FACTOR: 5,
    ENUMERATOR: "USB",
    INSTANCE_ID: r"{1}.USB\VID_0B0E&PID_24F6&MI_00\7&1A2B3C4D&0&0000",
    CONTAINER_ID: "{11111111-2222-3333-4444-555555555555}",
}
AIRPODS = {
    FRIENDLY_NAME: "Headset (Annas AirPods Hands-Free AG Audio)",
    FORM_FACTOR: 5,
    ENUMERATOR: "BTHHFENUM",
    INSTANCE_ID: r"{1}.BTHHFENUM\BTHHFPAUDIO\8&1A2B3C4D&0&97",
}
ARRAY = {FRIENDLY_NAME: "Mikrofonuppsättning (Realtek(R) Audio)", FORM_FACTOR: 4, ENUMERATOR: "HDAUDIO"}
LISTING = Listing(
    inputs={"in-evolve": EVOLVE, "in-airpods": AIRPODS, "in-array": ARRAY, "in-bare": {}},
    outputs={"out-evolve": EVOLVE},
    defaults=frozenset({"in-array", "out-evolve"}),
    communications_defaults=frozenset({"in-airpods"}),
)


def test_form_factor_bus_and_product_number_are_read() -> None:
    evolve, airpods, array, bare, output = parse(LISTING)
    assert (evolve.bus, evolve.form_factor, evolve.vid_pid) == ("usb", "headset", "0b0e:24f6")
    assert (airpods.bus, airpods.profile, airpods.vid_pid) == ("bluetooth", "hands-free", "")
    assert (array.bus, array.form_factor) == ("internal", "microphone")
    assert (bare.name, bare.bus, bare.form_factor) == ("", "", "")
    assert (output.direction, output.device) == ("output", evolve.device)


def test_device_class_of_each_endpoint() -> None:
    kinds = [classify(each).device_class for each in parse(LISTING)]
    assert kinds == ["call_headset", "phone_earbuds", "builtin_mic", "unknown", "call_headset"]


def test_chrome_gets_the_default_and_not_the_communications_device() -> None:
    chosen = choose_endpoint(parse(LISTING))
    assert chosen is not None
    assert chosen.id == "in-array"


def test_missing_enumerator_is_read_from_the_instance() -> None:
    store = {FRIENDLY_NAME: "Headset (X)", INSTANCE_ID: EVOLVE[INSTANCE_ID], FORM_FACTOR: 99}
    (endpoint,) = parse(
        Listing(inputs={"x": store}, outputs={}, defaults=frozenset(), communications_defaults=frozenset())
    )
    assert (endpoint.bus, endpoint.form_factor) == ("usb", "")


HEADSET_MIC = {
    FRIENDLY_NAME: "Mikrofon (Jabra Evolve2 65)",
    FORM_FACTOR: 5,
    ENUMERATOR: "USB",
    INSTANCE_ID: r"{1}.USB\VID_0B0E&PID_0E38&MI_00\7&1&0&0000",
}
LOUDSPEAKERS = {
    FRIENDLY_NAME: "Högtalare (Realtek(R) Audio)",
    FORM_FACTOR: 1,
    ENUMERATOR: "HDAUDIO",
    INSTANCE_ID: r"{1}.HDAUDIO\FUNC_01&VEN_10EC&DEV_0257\4&1&0&0001",
}
JACK_MIC = LOUDSPEAKERS | {FRIENDLY_NAME: "Headset (Realtek(R) Audio)", FORM_FACTOR: 5}
THING = "{6F1D7B2E-9F5A-4C1B-8E2D-0A1B2C3D4E5F}"


@pytest.mark.parametrize("container", [None, 72, {}, ""])
@pytest.mark.parametrize(("microphone", "its_container"), [(HEADSET_MIC, THING), (JACK_MIC, COMPUTER_CONTAINER)])
@pytest.mark.parametrize("known", [True, False])
def test_headset_while_sound_goes_to_loudspeakers(
    container: object, microphone: dict[str, object], its_container: str, *, known: bool
) -> None:
    """Loudspeakers are never paired with a headset, whatever container the property store reports."""
    listing = Listing(
        inputs={"i": microphone | {CONTAINER_ID: its_container if known else container}},
        outputs={"o": LOUDSPEAKERS | {CONTAINER_ID: COMPUTER_CONTAINER if known else container}},
        defaults=frozenset({"i", "o"}),
        communications_defaults=frozenset({"i", "o"}),
    )
    assert measure_headset(parse(listing)).loud_output is True


@pytest.mark.parametrize("container", [None, THING])
def test_input_and_output_of_a_headset_are_one_device(container: object) -> None:
    output = HEADSET_MIC | {FRIENDLY_NAME: "Hörlurar (Jabra Evolve2 65)"}
    listing = Listing(
        inputs={"i": HEADSET_MIC | {CONTAINER_ID: container}},
        outputs={"o": output | {CONTAINER_ID: container}},
        defaults=frozenset({"i", "o"}),
        communications_defaults=frozenset(),
    )
    assert measure_headset(parse(listing)).same_device is True


ON_SMART_SOUND = r"{1}.INTELAUDIO\CTLR_DEV_51C8&LINKTYPE_%s&VEN_8086&DEV_%s&SUBSYS_0B0F1028&REV_0001\0602"
OVER_USB = {
    FRIENDLY_NAME: "Mikrofon (Jabra Evolve2 40)",
    FORM_FACTOR: 5,
    ENUMERATOR: "INTELAUDIO",
    INSTANCE_ID: ON_SMART_SOUND % ("06&DEVTYPE_06", "AE50"),
    CONTAINER_ID: THING,
}
OVER_BLUETOOTH = OVER_USB | {
    FRIENDLY_NAME: "Headset (Annas AirPods Pro)",
    INSTANCE_ID: ON_SMART_SOUND % ("03&DEVTYPE_00", "AE30"),
}
IN_THE_LID = OVER_USB | {
    FRIENDLY_NAME: "Mikrofonuppsättning (Intel® Smart Sound-teknik för digitala mikrofoner)",
    FORM_FACTOR: 4,
    INSTANCE_ID: ON_SMART_SOUND % ("02&DEVTYPE_02", "AE20"),
    CONTAINER_ID: COMPUTER_CONTAINER,
}


def listing_of(store: dict[str, object], **owners: str) -> Listing:
    return Listing(
        inputs={"x": store},
        outputs={},
        defaults=frozenset({"x"}),
        communications_defaults=frozenset(),
        owners={THING.upper(): owner for owner in owners.values()},
    )


@pytest.mark.parametrize(
    ("store", "owner", "bus", "vid_pid", "device_class"),
    [
        (OVER_USB, r"USB\VID_0B0E&PID_0E40", "usb", "0b0e:0e40", "call_headset"),
        (OVER_USB, "", "usb", "", "call_headset"),
        (OVER_BLUETOOTH, "BTHENUM", "bluetooth", "", "phone_earbuds"),
        (OVER_BLUETOOTH, "", "bluetooth", "", "phone_earbuds"),
        (IN_THE_LID, "", "internal", "", "builtin_mic"),
        # Another maker's driver in the same place is known by the container alone.
        (OVER_USB | {ENUMERATOR: "ACPBUS", INSTANCE_ID: r"{1}.ACPBUS\VEN_1022\1"}, "BTHENUM", "bluetooth", "", None),
    ],
)
def test_sound_carried_by_another_devices_driver_is_the_headsets(
    store: dict[str, object], owner: str, bus: str, vid_pid: str, device_class: str | None
) -> None:
    (endpoint,) = parse(listing_of(store, its=owner) if owner else listing_of(store))
    assert (endpoint.bus, endpoint.vid_pid) == (bus, vid_pid)
    assert device_class in {None, classify(endpoint).device_class}


def test_only_containers_that_an_adapter_does_not_explain_are_looked_up() -> None:
    screen = OVER_USB | {FORM_FACTOR: 9, CONTAINER_ID: THING.replace("6", "7")}
    stores = [OVER_USB, IN_THE_LID, screen, EVOLVE, AIRPODS, ARRAY, {}]
    assert containers_of_others(stores) == {THING.upper()}

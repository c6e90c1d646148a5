"""Windows: MMDevice property stores, with the keys and value forms that Microsoft Learn documents."""

from __future__ import annotations

import pytest

from readiness.checks.headset.classify import classify
from readiness.checks.headset.measure import measure as measure_headset
from readiness.host.audio.endpoint import choose
from readiness.host.audio.endpoints_windows import (
    COMPUTER_CONTAINER,
    CONTAINER_ID,
    ENUMERATOR,
    FORM_FACTOR,
    FRIENDLY_NAME,
    INSTANCE_ID,
    Dump,
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
DUMP = Dump(
    inputs={"in-evolve": EVOLVE, "in-airpods": AIRPODS, "in-array": ARRAY, "in-bare": {}},
    outputs={"out-evolve": EVOLVE},
    defaults=frozenset({"in-array", "out-evolve"}),
    communications_defaults=frozenset({"in-airpods"}),
)


def test_form_factor_bus_and_product_number_are_read() -> None:
    evolve, airpods, array, bare, output = parse(DUMP)
    assert (evolve.bus, evolve.form_factor, evolve.vid_pid) == ("usb", "headset", "0b0e:24f6")
    assert (airpods.bus, airpods.profile, airpods.vid_pid) == ("bluetooth", "hands-free", "")
    assert (array.bus, array.form_factor) == ("internal", "microphone")
    assert (bare.name, bare.bus, bare.form_factor) == ("", "", "")
    assert (output.direction, output.device) == ("output", evolve.device)


def test_device_class_of_each_endpoint() -> None:
    kinds = [classify(each).device_class for each in parse(DUMP)]
    assert kinds == ["call_headset", "phone_earbuds", "builtin_mic", "unknown", "call_headset"]


def test_chrome_gets_the_default_and_not_the_communications_device() -> None:
    chosen = choose(parse(DUMP))
    assert chosen is not None
    assert chosen.id == "in-array"


def test_missing_enumerator_is_read_from_the_instance() -> None:
    store = {FRIENDLY_NAME: "Headset (X)", INSTANCE_ID: EVOLVE[INSTANCE_ID], FORM_FACTOR: 99}
    (endpoint,) = parse(
        Dump(inputs={"x": store}, outputs={}, defaults=frozenset(), communications_defaults=frozenset())
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
    dump = Dump(
        inputs={"i": microphone | {CONTAINER_ID: its_container if known else container}},
        outputs={"o": LOUDSPEAKERS | {CONTAINER_ID: COMPUTER_CONTAINER if known else container}},
        defaults=frozenset({"i", "o"}),
        communications_defaults=frozenset({"i", "o"}),
    )
    assert measure_headset(parse(dump)).loud_output is True


@pytest.mark.parametrize("container", [None, THING])
def test_input_and_output_of_a_headset_are_one_device(container: object) -> None:
    output = HEADSET_MIC | {FRIENDLY_NAME: "Hörlurar (Jabra Evolve2 65)"}
    dump = Dump(
        inputs={"i": HEADSET_MIC | {CONTAINER_ID: container}},
        outputs={"o": output | {CONTAINER_ID: container}},
        defaults=frozenset({"i", "o"}),
        communications_defaults=frozenset(),
    )
    assert measure_headset(parse(dump)).same_device is True

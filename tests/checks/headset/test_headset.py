"""The headset check: the outcome of every kind, the rules' order, and what may be in a report."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from readiness.checks.headset import CHECK, Measurement, Policy
from readiness.checks.headset.device_key import device_key
from readiness.checks.headset.measure import measure
from readiness.checks.headset.probe import judge_device
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.i18n import LocalizedText
from readiness.model import Outcome

HEADSET = AudioEndpoint(
    name="Headset Microphone (Jabra Evolve2 65)",
    id="evolve",
    device="container-1",
    bus="usb",
    vid_pid="0b0e:24f6",
    is_default=True,
    is_default_communications=True,
)
EARPHONE = AudioEndpoint(
    name="Headset Earphone (Jabra Evolve2 65)",
    id="evolve-out",
    direction="output",
    device="container-1",
    bus="usb",
    is_default=True,
)
OTHER_EARPHONE = replace(
    EARPHONE, id="blackwire-out", name="Headset Earphone (Poly Blackwire 5220)", device="container-3"
)
JACK = AudioEndpoint(name="Mikrofon (USB PnP Sound Device)", id="jack", bus="usb", vid_pid="0d8c:0014", is_default=True)
HEARING_AID = AudioEndpoint(name="Headset (R-Phonak hearing aid)", id="aid", bus="bluetooth", is_default=True)
LOUDSPEAKERS = AudioEndpoint(
    name="Högtalare (Realtek(R) Audio)",
    id="speakers",
    direction="output",
    device="container-2",
    bus="internal",
    is_default=True,
)
BUILT_IN = AudioEndpoint(name="Mikrofonuppsättning (Realtek(R) Audio)", id="array", bus="internal", is_default=True)


@pytest.mark.parametrize(
    ("device_class", "code", "outcome"),
    [
        ("call_headset", "headset.ok", Outcome.PASS),
        ("gaming_headset", "headset.ok", Outcome.PASS),
        ("phone_earbuds", "headset.phone_earbuds", Outcome.FAIL),
        ("bt_headphones", "headset.headphones", Outcome.FAIL),
        ("builtin_mic", "headset.built_in", Outcome.FAIL),
        ("webcam_mic", "headset.webcam", Outcome.FAIL),
        ("speakerphone", "headset.speakerphone", Outcome.FAIL),
        ("phone_as_mic", "headset.phone", Outcome.FAIL),
        ("line_in", "headset.line_in", Outcome.FAIL),
        ("desk_mic", "headset.desk_microphone", Outcome.WARN),
        ("dictation", "headset.dictation", Outcome.WARN),
        ("dock_or_monitor", "headset.dock_or_monitor", Outcome.NOT_ASSESSED),
        ("virtual", "headset.virtual", Outcome.NOT_ASSESSED),
        ("analog_jack_unknown", "headset.ask", Outcome.NOT_ASSESSED),
        ("other", "headset.ask", Outcome.NOT_ASSESSED),
        ("remote_audio", "headset.ask", Outcome.NOT_ASSESSED),
        ("unknown", "headset.ask", Outcome.NOT_ASSESSED),
        ("recording", "headset.recording", Outcome.NOT_ASSESSED),
    ],
)
def test_every_kind_has_its_outcome(device_class: str, code: str, outcome: Outcome) -> None:
    finding = CHECK.judge(Measurement(device_class=device_class), Policy())
    assert (finding.code, finding.outcome) == (code, outcome)


def test_nothing_measured_is_not_assessed() -> None:
    assert CHECK.judge(Measurement(), Policy()).code == "headset.not_assessed"


def test_missing_microphone_and_missing_chosen_microphone() -> None:
    assert CHECK.judge(measure(()), Policy()).code == "headset.absent"
    assert CHECK.judge(measure((HEADSET,), "Blackwire"), Policy()).code == "headset.not_found"


def test_microphones_without_a_default_are_not_absent() -> None:
    unchosen = AudioEndpoint(name="Headset (Jabra Evolve2 65)", id="x")
    assert CHECK.judge(measure((unchosen,)), Policy()).code == "headset.not_assessed"


def test_system_without_an_answer_is_not_assessed() -> None:
    finding = CHECK.judge(Measurement(system_silent=True), Policy())
    assert (finding.code, finding.outcome) == ("headset.no_answer", Outcome.NOT_ASSESSED)


def test_chosen_microphone_is_judged_instead_of_the_default() -> None:
    headset = replace(HEADSET, is_default=False, is_default_communications=False)
    finding = CHECK.judge(measure((BUILT_IN, headset), "jabra evolve2 65"), Policy())
    assert (finding.code, finding.outcome) == ("headset.not_chosen", Outcome.WARN)
    assert CHECK.judge(measure((headset,), "evolve2"), Policy()).code == "headset.ok"


def test_chrome_gets_the_default_device() -> None:
    calls_only = replace(HEADSET, is_default=False)
    measurement = measure((BUILT_IN, calls_only))
    assert measurement.device_class == "builtin_mic"
    assert measurement.defaults_differ is True


def test_another_microphone_for_calls_is_a_remark() -> None:
    default = replace(HEADSET, is_default_communications=False)
    calls = replace(BUILT_IN, is_default=False, is_default_communications=True)
    assert CHECK.judge(measure((default, calls)), Policy()).code == "headset.calls_elsewhere"


@pytest.mark.parametrize(
    ("output", "code"),
    [
        (EARPHONE, "headset.ok"),
        (LOUDSPEAKERS, "headset.loudspeaker"),
        (replace(LOUDSPEAKERS, name="DELL U2722D", bus="hdmi"), "headset.loudspeaker"),
        (replace(LOUDSPEAKERS, name="Frobnitz", form_factor="speaker", device=""), "headset.loudspeaker"),
        (replace(LOUDSPEAKERS, name="Built-in Audio", port="analog-output-speaker"), "headset.loudspeaker"),
        (replace(LOUDSPEAKERS, name="Headset (JBL Flip 6)", bus="bluetooth"), "headset.loudspeaker"),
        (replace(LOUDSPEAKERS, name="Högtalare (Jabra Evolve2 65)", bus="usb", device="container-1"), "headset.ok"),
        (replace(LOUDSPEAKERS, name="Built-in Audio", port="analog-output-headphones"), "headset.sound_elsewhere"),
        (OTHER_EARPHONE, "headset.sound_elsewhere"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_output_device_of_a_headset(output: AudioEndpoint, code: str) -> None:
    assert CHECK.judge(measure((HEADSET, output)), Policy()).code == code


def test_endpoints_on_different_buses_differ_except_virtual_ones() -> None:
    nameless = AudioEndpoint(name="Headset (Evolve2 65)", id="x", bus="usb", is_default=True)
    elsewhere = replace(LOUDSPEAKERS, name="Built-in Audio", device="")
    assert measure((nameless, elsewhere)).same_device is False
    assert measure((nameless, replace(elsewhere, bus="virtual"))).same_device is None


@pytest.mark.parametrize(
    ("microphone", "output", "code"),
    [
        ("Mikrofon (Jabra Frobnitz 9)", "Headset Earphone (Jabra Frobnitz 9)", "headset.ok"),
        ("Mikrofon (Jabra Frobnitz 9)", "Högtalare (Jabra Frobnitz 9)", "headset.ask"),
        ("Mikrofon (Jabra Evolve2 40)", "Högtalare (Jabra Evolve2 40)", "headset.ok"),
    ],
)
def test_new_product_with_a_loudspeaker_gets_a_question(microphone: str, output: str, code: str) -> None:
    ends = (replace(HEADSET, name=microphone, vid_pid="0b0e:ffff"), replace(EARPHONE, name=output))
    assert CHECK.judge(measure(ends), Policy()).code == code


def test_narrow_band_over_bluetooth_is_a_remark() -> None:
    thin = replace(HEADSET, bus="bluetooth", codec="cvsd", vid_pid="")
    assert CHECK.judge(measure((thin,)), Policy()).code == "headset.narrow_band"


@pytest.mark.parametrize(
    ("answer", "policy", "code"),
    [
        (None, Policy(), "headset.ask"),
        (True, Policy(), "headset.ok"),
        (False, Policy(), "headset.answered_no"),
        (True, Policy(trust_answers=False), "headset.ask"),
        (False, Policy(trust_answers=False), "headset.ask"),
        (False, Policy(accepted=("0d8c:0014",)), "headset.answered_no"),
    ],
)
def test_persons_answer_decides_an_unknown_device(answer: bool | None, policy: Policy, code: str) -> None:  # noqa: FBT001  (a column)
    answers = {} if answer is None else {device_key(JACK): answer}
    measurement = measure((JACK,), answers=answers)
    assert CHECK.judge(measurement, policy).code == code
    assert measurement.answered is answer
    evidence = [each for each in measurement.evidence or () if each.startswith("a person answered")]
    assert len(evidence) == (answer is not None)


@pytest.mark.parametrize("name", ["Linje (Scarlett 2i2 USB)", "Mikrofon (Antelope Zen Go)"])
@pytest.mark.parametrize(
    ("answer", "code"), [(None, "headset.ask"), (True, "headset.ok"), (False, "headset.desk_microphone")]
)
def test_what_is_plugged_into_an_interface_is_a_headset_or_stands_on_the_desk(
    name: str,
    answer: bool | None,  # noqa: FBT001  (a column)
    code: str,
) -> None:
    interface = AudioEndpoint(name=name, id="x", bus="usb", is_default=True)
    answers = {} if answer is None else {device_key(interface): answer}
    assert CHECK.judge(measure((interface,), answers=answers), Policy()).code == code


@pytest.mark.parametrize(
    "name", ["Headset (Annas AirPods Pro)", "Mikrofon (HD Pro Webcam C920)", "Mikrofon (Jabra Speak2 40)"]
)
def test_answer_cannot_turn_a_known_device_into_a_headset(name: str) -> None:
    endpoint = AudioEndpoint(name=name, id="x", is_default=True)
    measurement = measure((endpoint,), answers={device_key(endpoint): True})
    assert measurement.answered is None
    assert CHECK.judge(measurement, Policy()).outcome is Outcome.FAIL


def test_hearing_aid_is_never_refused_and_can_be_accepted() -> None:
    key = device_key(HEARING_AID)
    assert CHECK.judge(measure((HEARING_AID,), answers={key: False}), Policy()).code == "headset.ask"
    assert CHECK.judge(measure((HEARING_AID,), answers={key: True}), Policy()).code == "headset.ok"


def test_evidence_survives_the_probe_pipe() -> None:
    measurement = measure((HEADSET,))
    travelled = pickle.loads(pickle.dumps(measurement))  # noqa: S301  (our own bytes)
    assert travelled == measurement
    assert [(type(each), each.message) for each in travelled.evidence][:2] == [
        (LocalizedText, "bus usb"),
        (LocalizedText, "USB {vid_pid}"),
    ]


@pytest.mark.parametrize(("output", "same"), [(EARPHONE, True), (LOUDSPEAKERS, False)])
def test_sound_from_the_headset_is_recognized(output: AudioEndpoint, *, same: bool) -> None:
    assert measure((HEADSET, output)).same_device is same


def test_same_device_is_unknown_without_a_device_id() -> None:
    nameless = AudioEndpoint(name="Headset (X)", id="x", is_default=True)
    assert measure((nameless, LOUDSPEAKERS)).same_device is None


def test_policy_can_accept_an_unknown_device() -> None:
    unknown = Measurement(device_class="analog_jack_unknown", vid_pid="0d8c:0014")
    vouched = Policy(accepted=("0d8c:0014",))
    assert CHECK.judge(unknown, Policy()).outcome is Outcome.NOT_ASSESSED
    assert CHECK.judge(unknown, vouched).outcome is Outcome.PASS


def test_policy_cannot_accept_earbuds() -> None:
    earbuds = Measurement(device_class="phone_earbuds", vid_pid="05ac:110b")
    assert CHECK.judge(earbuds, Policy(accepted=("05ac:110b",))).outcome is Outcome.FAIL


def test_device_without_product_number_is_not_accepted_by_an_empty_list() -> None:
    assert CHECK.judge(Measurement(device_class="unknown"), Policy()).outcome is Outcome.NOT_ASSESSED


@pytest.mark.parametrize(
    "name",
    ["Headset (Annas AirPods Pro)", "Headset (Karin Lindqvists hörapparat)", "Headset (R-Phonak hearing aid)"],
)
def test_report_contains_no_name_and_no_hearing_aid(name: str) -> None:
    finding = judge_device(name=name, policy=Policy())
    reported = f"{finding.code} {finding.headline} {finding.remedy} {dict(finding.measured)}".casefold()
    for private in ("anna", "karin", "lindqvist", "hörapparat", "hearing", "phonak"):
        assert private not in reported
    assert finding.subject == name


def test_hearing_aid_gives_a_question_and_never_a_failure() -> None:
    for bus in ("", "bluetooth", "usb"):
        finding = judge_device(name="Headset (R-Phonak hearing aid)", bus=bus, policy=Policy())
        assert finding.code == "headset.ask"

"""The headset check: the outcome of every kind, the rules' order, and what may stand in a report."""

from __future__ import annotations

import pytest

from readiness.checks.headset import CHECK, Measurement, Policy, judge_device, measure
from readiness.host.audio_endpoint import AudioEndpoint
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
        ("unknown", "headset.ask", Outcome.NOT_ASSESSED),
        ("recording", "headset.recording", Outcome.NOT_ASSESSED),
    ],
)
def test_every_kind_has_its_outcome(device_class: str, code: str, outcome: Outcome) -> None:
    finding = CHECK.judge(Measurement(device_class=device_class), Policy())
    assert (finding.code, finding.outcome) == (code, outcome)


def test_nothing_measured_is_not_assessed() -> None:
    assert CHECK.judge(Measurement(), Policy()).code == "headset.not_assessed"


def test_no_microphone_at_all_and_one_that_was_asked_for_and_is_not_there() -> None:
    assert CHECK.judge(measure(()), Policy()).code == "headset.absent"
    assert CHECK.judge(measure((HEADSET,), "Blackwire"), Policy()).code == "headset.not_found"


def test_microphones_of_which_none_is_chosen_are_not_called_absent() -> None:
    unchosen = AudioEndpoint(name="Headset (Jabra Evolve2 65)", id="x")
    assert CHECK.judge(measure((unchosen,)), Policy()).code == "headset.not_assessed"


def test_a_system_that_would_not_say_is_not_assessed() -> None:
    finding = CHECK.judge(Measurement(system_silent=True), Policy())
    assert (finding.code, finding.outcome) == ("headset.no_answer", Outcome.NOT_ASSESSED)


def test_the_microphone_that_was_asked_for_is_judged_and_not_the_default() -> None:
    assert CHECK.judge(measure((BUILT_IN, HEADSET), "jabra evolve2 65"), Policy()).code == "headset.ok"


def test_calls_get_the_default_communications_device() -> None:
    measurement = measure((BUILT_IN, HEADSET))
    assert measurement.device_class == "call_headset"
    assert measurement.defaults_differ is True


@pytest.mark.parametrize(("output", "same"), [(EARPHONE, True), (LOUDSPEAKERS, False)])
def test_whether_the_sound_comes_out_of_the_headset(output: AudioEndpoint, *, same: bool) -> None:
    assert measure((HEADSET, output)).same_device is same


def test_the_same_device_is_unknown_when_the_system_tells_nothing_of_it() -> None:
    nameless = AudioEndpoint(name="Headset (X)", id="x", is_default=True)
    assert measure((nameless, LOUDSPEAKERS)).same_device is None


def test_a_sound_file_says_nothing_of_the_device() -> None:
    assert CHECK.judge(measure((HEADSET,), "speech.WAV"), Policy()).code == "headset.recording"


def test_it_may_vouch_for_a_device_that_would_be_asked_about() -> None:
    asked = Measurement(device_class="analog_jack_unknown", vid_pid="0d8c:0014")
    vouched = Policy(accepted=("0d8c:0014",))
    assert CHECK.judge(asked, Policy()).outcome is Outcome.NOT_ASSESSED
    assert CHECK.judge(asked, vouched).outcome is Outcome.PASS


def test_nobody_can_vouch_for_earbuds() -> None:
    earbuds = Measurement(device_class="phone_earbuds", vid_pid="05ac:110b")
    assert CHECK.judge(earbuds, Policy(accepted=("05ac:110b",))).outcome is Outcome.FAIL


def test_a_device_with_no_number_is_not_vouched_for_by_an_empty_list() -> None:
    assert CHECK.judge(Measurement(device_class="unknown"), Policy()).outcome is Outcome.NOT_ASSESSED


@pytest.mark.parametrize(
    "name",
    ["Headset (Annas AirPods Pro)", "Headset (Karin Lindqvists hörapparat)", "Headset (R-Phonak hearing aid)"],
)
def test_a_report_names_no_person_and_no_hearing_aid(name: str) -> None:
    finding = judge_device(name=name, policy=Policy())
    reported = f"{finding.code} {finding.headline} {finding.remedy} {dict(finding.measured)}".casefold()
    for private in ("anna", "karin", "lindqvist", "hörapparat", "hearing", "phonak"):
        assert private not in reported
    assert finding.subject == name


def test_a_hearing_aid_is_asked_about_and_never_refused() -> None:
    for bus in ("", "bluetooth", "usb"):
        finding = judge_device(name="Headset (R-Phonak hearing aid)", bus=bus, policy=Policy())
        assert finding.code == "headset.ask"

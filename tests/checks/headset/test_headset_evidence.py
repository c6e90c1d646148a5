"""Evidence as sentences: stable English for programs, the person's language in the window, and never a name."""

from __future__ import annotations

import pytest

from readiness.checks.headset import CHECK, Measurement, Policy
from readiness.checks.headset.evidence import connection
from readiness.checks.headset.probe import judge_device
from readiness.i18n import LocalizedText, Words
from readiness.report.document import as_data, finding_document

ENGLISH = Words("en")


def test_every_sentence_is_a_message_and_its_facts() -> None:
    evidence = [*connection("usb", "headset", "0b0e:24f6"), *connection("firewire", "hifi", "")]
    assert evidence == ["bus usb", "form factor headset", "USB 0b0e:24f6", "bus firewire", "form factor hifi"]
    assert [ENGLISH(each.message, each.facts) for each in evidence] == evidence
    assert [dict(each.facts) for each in evidence] == [
        {},
        {},
        {"vid_pid": "0b0e:24f6"},
        {"bus": "firewire"},
        {"form_factor": "hifi"},
    ]


def test_the_window_shows_the_message_and_a_report_the_plain_sentence() -> None:
    evidence = tuple(connection("usb", "", "0b0e:24f6"))
    assert [ENGLISH.value(each) for each in evidence] == ["bus usb", "USB 0b0e:24f6"]
    finding = CHECK.judge(Measurement(device_class="call_headset", evidence=evidence), Policy())
    data = as_data(finding_document(finding, ENGLISH))["measured"]["evidence"]
    assert data == ["bus usb", "USB 0b0e:24f6"]
    assert {type(each) for each in data} == {str}


@pytest.mark.parametrize(
    "name",
    [
        "Headset (Karins Frobnitzar)",
        "Headset Microphone (Jabra Frobnitz Karin)",
        "Mikrofon (Karin USB Headset)",
        "alsa_input.usb-Karin_Frobnitz_Headset-00.mono-fallback",
        "Karins iPhone",
    ],
)
@pytest.mark.parametrize("bus", ["", "usb", "bluetooth"])
def test_evidence_contains_nothing_of_the_name(name: str, bus: str) -> None:
    evidence = judge_device(name=name, bus=bus, policy=Policy()).measured["evidence"]
    assert isinstance(evidence, tuple)
    assert all(isinstance(each, LocalizedText) for each in evidence)
    assert "karin" not in " ".join(evidence).casefold()
    assert "frobnitz" not in " ".join(evidence).casefold()

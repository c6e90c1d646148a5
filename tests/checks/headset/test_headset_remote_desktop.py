"""What is said in a remote desktop, whose microphone and output are those of the computer in front of the person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.checks import remote_desktop
from readiness.checks.headset import CHECK, Policy
from readiness.checks.headset.measure import measure
from readiness.host.audio.endpoint import AudioEndpoint, Direction, as_lent
from readiness.model import Finding, Outcome


def lent(name: str, form_factor: str = "", direction: Direction = "input") -> AudioEndpoint:
    """Return an endpoint as a driver without hardware makes it, with a container of its own at each end."""
    return AudioEndpoint(
        name=name, id=name, direction=direction, device=f"container of {name}", bus="virtual", form_factor=form_factor,
        is_default=True,
    )  # fmt: skip


def out(name: str, form_factor: str = "speaker") -> AudioEndpoint:
    return lent(name, form_factor, "output")


SESSIONS = {
    "Remote Desktop, AVD, Windows 365": (lent("Remote Audio"), out("Remote Audio")),
    "the same in Swedish": (lent("Mikrofon (Fjärrljud)", "microphone"), out("Högtalare (Fjärrljud)")),
    "Citrix": (lent("Mikrofon (Citrix HDX Audio)", "microphone"), out("Högtalare (Citrix HDX Audio)")),
    "Citrix, socket called a headset's": (
        lent("Headset Microphone (Citrix HDX Audio)", "headset"), out("Headset Earphone (Citrix HDX Audio)", "headset"),
    ),
    "Horizon": (lent("Microphone (VMware Virtual Microphone)"), out("Speakers (VMware Virtual Audio (DevTap))")),
    "Horizon over PCoIP": (lent("VMware Virtual Microphone"), out("Speakers (Teradici Virtual Audio Driver)")),
    "xrdp": (lent("xrdp source"), out("xrdp sink")),
    "a tunnel of PulseAudio": (lent("Tunnel to pc17"), out("Tunnel to pc17")),
}  # fmt: skip


def judged(session: tuple[AudioEndpoint, ...], *, answer: bool | None = None) -> Finding:
    key = measure(session).key
    assert key is not None
    return CHECK.judge(measure(session, answers={} if answer is None else {key: answer}), Policy())


@pytest.mark.parametrize("in_session", [True, False], ids=["session told", "session not told"])
@pytest.mark.parametrize("session", SESSIONS.values(), ids=SESSIONS)
def test_what_is_lent_without_a_name_is_asked_about(session: tuple[AudioEndpoint, ...], *, in_session: bool) -> None:
    session = as_lent(session) if in_session else session
    asked = judged(session)
    assert (asked.code, asked.outcome, asked.asks) == ("headset.ask", Outcome.NOT_ASSESSED, True)
    assert asked.remedy == remote_desktop.REMEDY
    assert judged(session, answer=False).code == "headset.answered_no"


@pytest.mark.parametrize("session", SESSIONS.values(), ids=SESSIONS)
def test_headset_a_person_vouches_for_gets_no_remark_about_the_output(session: tuple[AudioEndpoint, ...]) -> None:
    """Its output is called a loudspeaker and has another container, whatever is plugged into the other computer."""
    assert judged(as_lent(session), answer=True).code == "headset.ok"


@pytest.mark.parametrize(
    ("name", "output", "code"),
    [
        ("Headset Microphone (Jabra Evolve2 40)", "Headset Earphone (Jabra Evolve2 40)", "headset.ok"),
        ("Mikrofon (Jabra Engage 50 II (VDI))", "Högtalare (VMware Virtual Audio (DevTap))", "headset.ok"),
        ("WaveIn on Mikrofon (Jabra Evolve2", "WaveOut on Högtalare (Jabra Evolve", "headset.ok"),
        ("Headset (AirPods Pro)", "Hörlurar (AirPods Pro)", "headset.phone_earbuds"),
        ("Galaxy Buds2 Pro (VDI)", "Remote Audio", "headset.phone_earbuds"),
        ("Headset (Frobnitz X1)", "Headset Earphone (Frobnitz X1)", "headset.ask"),
        ("Mikrofonuppsättning (Realtek(R) Audio)", "Högtalare (Realtek(R) Audio)", "headset.built_in"),
        ("Headset Microphone (Jabra Evolve2 40)", "Högtalare (Realtek(R) Audio)", "headset.loudspeaker"),
        ("Mikrofon (NVIDIA Broadcast)", "Headset Earphone (Jabra Evolve2 40)", "headset.virtual"),
    ],
)  # fmt: skip
def test_what_is_lent_by_its_own_name_is_judged_by_it(name: str, output: str, code: str) -> None:
    session = (lent(name), out(output, ""))
    assert judged(as_lent(session)).code == code


def test_virtual_device_of_a_headsets_name_does_not_pass_outside_a_session() -> None:
    assert judged((lent("Headset Microphone (Jabra Evolve2 40)"),)).code == "headset.virtual"


def test_headset_on_redirected_usb_passes_beside_the_sound_that_is_lent() -> None:
    on_usb = replace(lent("Headset (Jabra Evolve2 65)"), bus="usb", vid_pid="0b0e:030c")
    assert as_lent((on_usb,)) == (on_usb,)
    assert judged(as_lent((on_usb, out("Högtalare (Fjärrljud)")))).code == "headset.ok"

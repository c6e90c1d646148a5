"""Events that a state of the window goes through, and what probes of microphone and voice measure."""

from __future__ import annotations

from functools import reduce

from fake_device_probes import PROBES, seconds

from readiness.checks import headset, microphone
from readiness.model import Event, Judged, Probe
from readiness.ui.state.events import WindowEvent
from readiness.ui.state.reducer import apply
from readiness.ui.state.state import State

PLUG = Probe(name="plug", run=PROBES[0].run, yields=(headset.Measurement,), deadline_s=seconds)
VOICE = Probe(name="voice", run=PROBES[0].run, yields=(microphone.Measurement,), deadline_s=seconds)


def after(state: State, *events: WindowEvent, at: float = 0.0) -> State:
    return reduce(lambda before, event: apply(before, event, at), events, state)


def plugged(device: str | None, *, loud: bool = False, muted: bool = False) -> Event:
    measured = headset.Measurement(
        id=device, name=device, device_class="call_headset", inputs=1, loud_output=loud, input_muted=muted
    )
    return Event("plug", Judged(headset.CHECK.judge(measured, headset.Policy()), measured, settled=True))


def heard_from(device: str) -> Event:
    measured = microphone.Measurement(device=device, finished=True)
    return Event("voice", Judged(microphone.CHECK.judge(measured, microphone.Policy()), measured, settled=True))

"""Mends where a PulseAudio and a PipeWire run at once: only the one that the sound goes through is changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pipewire_server import PipeWireServer
from sound_devices import USB_HEADSET
from sound_rig import SoundRig
from sound_server import SoundServer

from readiness.host.audio.mend import apply, is_possible, undo
from readiness.host.audio.mend_types import Mend, MendError

ON = Mend(kind="unmute", device=USB_HEADSET.source)


@pytest.fixture(
    params=[(SoundServer, PipeWireServer), (PipeWireServer, SoundServer)],
    ids=["PulseAudio beside PipeWire", "PipeWire beside PulseAudio"],
)
def rigs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SoundRig, SoundRig]]:
    """The server that the sound goes through and another one, each with the same headset, which is muted."""
    mine, other = request.param
    with SoundRig(other) as beside, SoundRig(mine) as used:
        for each in (beside, used):
            each.plug(USB_HEADSET, default=True)
            each.mute(USB_HEADSET)
        for name in ("PULSE_SERVER", "PULSE_COOKIE", "XDG_RUNTIME_DIR"):
            monkeypatch.setenv(name, used.environment[name])
        yield used, beside


def test_only_the_server_that_is_used_is_changed(rigs: tuple[SoundRig, SoundRig]) -> None:
    used, beside = rigs
    before = apply(ON)
    assert (used.is_muted(USB_HEADSET), beside.is_muted(USB_HEADSET)) == (False, True)
    assert undo(before)
    beside.mute(USB_HEADSET, muted=False)
    assert (used.is_muted(USB_HEADSET), beside.is_muted(USB_HEADSET)) == (True, False)


def test_undo_finds_no_headset_that_is_only_on_the_other_server(rigs: tuple[SoundRig, SoundRig]) -> None:
    used, beside = rigs
    before = apply(ON)
    used.unplug(USB_HEADSET)
    assert not is_possible(ON)
    with pytest.raises(MendError, match="gone"):
        undo(before)
    beside.mute(USB_HEADSET, muted=False)
    assert not beside.is_muted(USB_HEADSET)


def test_undo_after_the_other_server_took_over_mutes_the_same_headset_there(
    rigs: tuple[SoundRig, SoundRig], monkeypatch: pytest.MonkeyPatch
) -> None:
    used, beside = rigs
    before = apply(ON)
    beside.mute(USB_HEADSET, muted=False)
    for name in ("PULSE_SERVER", "PULSE_COOKIE", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, beside.environment[name])
    assert undo(before)
    assert (used.is_muted(USB_HEADSET), beside.is_muted(USB_HEADSET)) == (False, True)

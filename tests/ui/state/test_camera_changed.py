"""The tested camera is pulled out, plugged in again or replaced while the questions are answered."""

from __future__ import annotations

import pytest
from fake_device_probes import PROBES, seconds
from state_events import after

from readiness.checks import camera, framing
from readiness.checks.registry import CheckGroup
from readiness.model import Ended, Event, Judged, Outcome, Policy, Preview, Probe
from readiness.ui.state.banner import Action
from readiness.ui.state.banner_of_state import banner_of
from readiness.ui.state.events import CameraChanged, ProbePaused, ProbeStarting, StepChanged
from readiness.ui.state.initial_state import initial_state
from readiness.ui.state.probe_schedule import to_restart, to_resume
from readiness.ui.state.state import State, waits
from readiness.ui.state.step import Step

EYE = Probe(
    name="eye", run=PROBES[0].run, yields=(camera.Measurement, framing.Measurement), deadline_s=seconds
)  # fmt: skip
GOOD = camera.Measurement(
    name="C920",
    camera_id="c920",
    source_kind="physical",
    cameras_count=1,
    pictures_count=9,
    changes_count=9,
    brightest_code=200.0,
    detail_codes=20.0,
)
FRAMED = framing.Measurement(faces_count=1)


def judged(measurement: camera.Measurement) -> Judged:
    return Judged(camera.CHECK.judge(measurement, camera.Policy()), measurement, settled=True)


def answering(step: Step) -> State:
    state = initial_state(CheckGroup((camera.CHECK, framing.CHECK), (EYE,)), Policy(), None, "en")
    framed = Judged(framing.CHECK.judge(FRAMED, framing.Policy()), FRAMED, settled=True)
    return after(
        state,
        ProbeStarting("eye", afresh=True),
        Event("eye", Preview(1, 1, b"123")),
        Event("eye", judged(GOOD)),
        Event("eye", framed),
        StepChanged(step),
        ProbePaused("eye"),
        Event("eye", Ended()),
    )


@pytest.mark.parametrize("step", [Step.ROOM, Step.START])
def test_a_camera_that_is_pulled_out_blocks_at_once(step: Step) -> None:
    before = answering(step)
    assert before.rows[0].finding.outcome < Outcome.FAIL
    state = after(before, CameraChanged(judged(camera.Measurement(cameras_count=0))))
    banner = banner_of(state)
    assert banner.finding
    assert (banner.finding.code, banner.action) == ("camera.absent", Action.RETEST)
    assert state.rows[1].finding.waits_for == "camera", "one fault, not two"


def test_one_that_is_plugged_in_again_must_be_seen_again() -> None:
    gone = after(answering(Step.ROOM), CameraChanged(judged(camera.Measurement(cameras_count=0))))
    state = after(gone, CameraChanged(judged(camera.Measurement(camera_id="c920", cameras_count=1))))
    assert not any(row.shown for row in state.rows)
    banner = banner_of(state)
    assert (banner.about, banner.action) == (camera.CHECK.title, Action.TO_EQUIPMENT)
    assert banner.headline == "It was changed, unplugged or switched off."
    back = after(state, StepChanged(Step.EQUIPMENT))
    assert to_resume(back) == ("eye",)
    resumed = after(back, ProbeStarting("eye", afresh=False))
    assert all(waits(resumed, row) for row in resumed.rows)
    assert to_restart(resumed) == ()


def test_what_is_chosen_among_follows_the_list() -> None:
    left = (("lid", "Lid"),)
    state = after(
        answering(Step.ROOM),
        CameraChanged(judged(camera.Measurement(cameras=left, cameras_count=1, wanted_found=False))),
    )
    offer = state.choices.offer_of(camera.CHECK.device) if camera.CHECK.device else None
    assert offer
    assert offer.options == left

"""Watching whether the tested camera stays plugged in while no probe has it open."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from readiness.checks import camera
from readiness.model import Event, Judged, Policy, Request
from readiness.ui.state.probe_schedule import measuring
from readiness.ui.state.state import State
from readiness.ui.state.step import Step

if TYPE_CHECKING:  # imported when the person first leaves step 1
    from readiness.ui.session.probe_runner import ProbeRunner


class CameraWatch(QObject):
    """`changed` is emitted with the check's `Judged` when the camera is gone, and when one must be tested."""

    changed = Signal(object)

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self._policy = policy
        self._watches = False

    @cached_property
    def _runner(self) -> ProbeRunner:
        from readiness.ui.session.probe_runner import ProbeRunner

        return ProbeRunner((camera.CHECK,), self._take)

    def follow(self, state: State) -> None:
        """Begin to watch, go on or stop."""
        is_released = _is_released(state)
        if is_released is self._watches:
            return
        from readiness.checks.camera.presence import PROBE

        tested = _tested(state)
        if not is_released:
            self._watches = False
            self._runner.stop(PROBE.name)
        elif tested:
            self._watches = True
            request = Request(live=True, devices_only=True, so_far=tested, policy=self._policy)
            self._runner.start(PROBE, state.choices.request(request))

    def close(self) -> None:
        """Stop watching, and wait until the child process has exited."""
        if "_runner" in self.__dict__:
            self._runner.close()

    def _take(self, event: Event) -> None:
        if isinstance(event.what, Judged) and event.what.measurement:
            self.changed.emit(event.what)


def _is_released(state: State) -> bool:
    """Whether the camera was tested, is not open, and is still to be used for a meeting."""
    if state.expired or state.meeting_open or state.meeting_requested:
        return False
    away = state.hidden or state.step is not Step.EQUIPMENT
    return away and not any(state.probes[name].running for name in measuring(state, camera.Measurement))


def _tested(state: State) -> camera.Measurement | None:
    latest = (row.latest for row in state.rows if row.shown)
    return next((each for each in latest if isinstance(each, camera.Measurement) and each.camera_id), None)

"""The probe that says when the tested camera is unplugged while nobody looks at its picture. It opens no camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from readiness.checks.camera.measurement import Measurement
from readiness.checks.keep_alive import pause
from readiness.model import Measured, Probe, ProbeMessage, Request

if TYPE_CHECKING:
    from readiness.host.camera.devices import Camera

LOOK_EVERY_S = 1.0


def watch(request: Request) -> Iterator[ProbeMessage]:
    """Look at the list of cameras until the one of `request.so_far` is back, or another has taken its place."""
    from readiness.host.camera.devices import list_cameras

    yield from changes(request, list_cameras, lambda: pause(LOOK_EVERY_S))


def changes(
    request: Request, look: Callable[[], Sequence[Camera]], wait: Callable[[], Iterator[ProbeMessage]]
) -> Iterator[ProbeMessage]:
    """Yield a measurement once the camera of `request.so_far` is gone, and a last one when a camera must be tested.

    A list counts when it is the same twice: a camera may leave it for a moment when a program opens it.

    Args:
        request: `camera` is the one that the person has chosen, `so_far` what was measured of the tested one.
        look: lists the cameras.
        wait: called between two looks.
    """
    from readiness.host.camera.meeting_camera import meeting_camera
    from readiness.host.system.remote_session import in_remote_session

    tested = request.so_far.camera_id if isinstance(request.so_far, Measurement) else None
    seen: Sequence[Camera] | None = None
    judged: Sequence[Camera] | None = None
    is_gone = False
    while True:
        found = look()
        if found == seen and found != judged:
            judged = found
            camera = meeting_camera(found, request.camera)
            if camera is None or is_gone or camera.id != tested:
                is_gone = True
                yield Measured(
                    Measurement(
                        camera_id=camera.id if camera else None,
                        cameras=tuple((each.id, each.name) for each in found),
                        cameras_count=len(found),
                        wanted_found=None if request.camera is None else camera is not None,
                        is_remote_session=in_remote_session(),
                    )
                )
            if camera and is_gone:
                return
        seen = found
        yield from wait()


PROBE = Probe(
    name="camera_presence",
    run=watch,
    yields=(Measurement,),
    deadline_s=lambda _: 20.0,
)

"""Showing and measuring a camera's picture, or that of a file; it imports OpenCV."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

from readiness.checks import alone, background, camera, framing, lighting
from readiness.checks.camera_probe.analysis_schedule import SHOW_EVERY_S, AnalysisSchedule
from readiness.checks.camera_probe.camera_session import CameraSession, FaceModels
from readiness.checks.keep_alive import pause
from readiness.checks.permission import permission_asked
from readiness.host.camera.source import Source, find_source, still_source
from readiness.host.camera.stream import CameraStream, Frame
from readiness.i18n import N_
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_model import FACE_MESH, FaceModelMissingError, read_face_model
from readiness.measures.video.image_quality import Picture, reduced, shrunk
from readiness.model import Activity, AnyCheck, Finding, Measured, Policy, Preview, ProbeMessage, Request

PREVIEW_WIDTH_PX = 640
PATIENCE_S = 0.25
TRY_AGAIN_AFTER_S = 1.0

OPENING = Activity(N_("Opening the camera …"))
LOOKING = Activity(N_("Looking at the picture …"))


def watch_camera(request: Request) -> Iterator[ProbeMessage]:
    """Open `request.camera`, show its picture and measure it; a live run continues, and reconnects, until stopped."""
    models = _face_models()
    limits = request.policy.of(camera.Policy)
    yield OPENING
    while True:
        source = find_source(request.camera, limits.first_network_picture_within_s, devices_only=request.devices_only)
        if source.cameras_count is not None and (yield from permission_asked("video")):
            continue  # it is not documented whether macOS lists cameras before
        is_released = yield from _watch(source, models, request)
        if not request.live or not is_released:
            return
        yield from pause(TRY_AGAIN_AFTER_S)


def judge_picture(path: Path, policy: Policy) -> tuple[Finding, ...]:
    """Judge one still picture: the findings of camera, lighting, framing, alone and background.

    It is measured like a live picture. A missing or invalid file gives corresponding findings. The checks do not wait
    for each other, so that, for example, a picture of a covered lens can be studied.
    """
    messages = _watch(still_source(path), _face_models(), Request(policy=policy))
    latest = {type(each.measurement): each.measurement for each in messages if isinstance(each, Measured)}
    checks: tuple[AnyCheck, ...] = (
        camera.CHECK,
        lighting.CHECK,
        framing.CHECK,
        alone.CHECK,
        background.CHECK,
    )
    return tuple(
        each.judge(latest.get(each.measurement, each.measurement()), policy.of(each.policy)) for each in checks
    )


def _face_models() -> FaceModels | None:
    """Load the face models; None if one is not installed, in which case checks that need faces are not assessed."""
    try:
        return FaceFinder(read_face_model()), FaceMesh(read_face_model(FACE_MESH))
    except FaceModelMissingError:
        return None


def _watch(source: Source, models: FaceModels | None, request: Request) -> Generator[ProbeMessage, None, bool]:
    """Watch one source to its end. Return False if its driver hangs, as a second attempt would hang too."""
    session = CameraSession.of(source, request.policy, models)
    if source.still is not None:
        yield from _show_still(session, Frame(source.still, 0.0, 0), request)
    elif source.flaw or not source.openings:
        yield from session.measured(settled=True)
    else:
        is_video = source.kind == "video"
        paced = is_video and request.live
        with CameraStream(source.openings, media_time=is_video, paced=paced, every_s=SHOW_EVERY_S) as stream:
            yield from follow(stream, session, request)
        return stream.is_released
    return True


def _show_still(session: CameraSession, frame: Frame, request: Request) -> Iterator[ProbeMessage]:
    session.add(frame)
    session.analyse(frame)
    while True:
        yield _preview(_shrunk(frame.bgr))
        yield from session.measured(settled=True)
        if not request.live:
            return
        yield from pause(TRY_AGAIN_AFTER_S)


def follow(stream: CameraStream, session: CameraSession, request: Request) -> Iterator[ProbeMessage]:
    """Show and measure until settled (live: indefinitely), or until there are no more frames."""
    schedule = AnalysisSchedule()
    while not stream.ended:
        stream.every_s = schedule.show_every_s
        frame = stream.next(PATIENCE_S)
        session.silent_s = stream.silent_s
        if frame is None:
            if session.has_timed_out():
                yield from session.measured(settled=True)
                if not request.live or not session.flow.pictures_count:
                    return
            continue
        if session.flow.pictures_count == 0:
            yield LOOKING
        session.add(frame)
        small = _shrunk(frame.bgr)
        yield _preview(small)
        cells = reduced(small)
        if schedule.is_due(frame.at_s, cells):
            session.analyse(frame)
            settled = session.settle()
            schedule.analysed(frame.at_s, cells, steady=session.is_steady)
            yield from session.measured(settled=settled)
            if settled and not request.live:
                return
    session.ended = session.source.kind != "video"
    yield from session.measured(settled=True)


def _preview(small: Picture) -> Preview:
    return Preview(small.shape[1], small.shape[0], small.tobytes())


def _shrunk(bgr: Picture) -> Picture:
    """Return the picture at most `PREVIEW_WIDTH_PX` wide."""
    return shrunk(bgr, PREVIEW_WIDTH_PX / bgr.shape[1])

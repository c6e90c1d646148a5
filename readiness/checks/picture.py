"""The probe behind camera, lighting, framing and background: one open camera, all measured on the same pictures."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readiness.checks import background, camera, framing, lighting
from readiness.model import Activity, Finding, Measured, Policy, Preview, Probe, Request, Says
from readiness.words import N_

if TYPE_CHECKING:
    from readiness.host.camera_access import CameraAccess
    from readiness.host.camera_source import Source
    from readiness.host.camera_stream import CameraStream, Shot
    from readiness.measures.face_finder import FaceFinder
    from readiness.measures.face_tracker import FaceTracker
    from readiness.measures.flow import Flow
    from readiness.measures.recent import Recent

WINDOW_S = 1.0
PREVIEW_EVERY_S = 1 / 15
LOOK_EVERY_S = 0.2
NEARLY_S = PREVIEW_EVERY_S / 2
PREVIEW_WIDTH_PX = 640
PATIENCE_S = 0.25
TRY_AGAIN_AFTER_S = 1.0
MOVING_S = 0.5
"""A picture that has stood still longer than this may be about to be called frozen: wait and see."""

OPENING = Activity(N_("Opening the camera …"))
LOOKING = Activity(N_("Looking at the picture …"))


def watch(request: Request) -> Iterator[Says]:
    """Open what `request.camera` names, show it and measure it; live: until stopped, and again when it comes back."""
    from readiness.host.camera_source import find_source

    finder = _finder()
    limits = request.policy.of(camera.Policy)
    yield OPENING
    while True:
        source = find_source(request.camera, limits.first_network_picture_within_s)
        let_go = yield from _watch(source, finder, request)
        if not request.live or not let_go:
            return
        time.sleep(TRY_AGAIN_AFTER_S)


def judge_picture(path: Path, policy: Policy) -> tuple[Finding, ...]:
    """What the program says of one still picture: the findings of camera, lighting, framing and background.

    The measuring is the live probe's. A file that is missing or is no picture gives findings that say so.
    """
    from readiness.host.camera_source import still_source

    says = _watch(still_source(path), _finder(), Request(policy=policy))
    latest = {type(said.measurement): said.measurement for said in says if isinstance(said, Measured)}
    return (
        camera.CHECK.judge(_one(latest, camera.Measurement), policy.of(camera.Policy)),
        lighting.CHECK.judge(_one(latest, lighting.Measurement), policy.of(lighting.Policy)),
        framing.CHECK.judge(_one(latest, framing.Measurement), policy.of(framing.Policy)),
        background.CHECK.judge(_one(latest, background.Measurement), policy.of(background.Policy)),
    )


def _one(latest: dict[type, Any], kind: type[Any]) -> Any:
    return latest.get(kind, kind())


def _finder() -> FaceFinder | None:
    """The face detector; None when its model is not installed, and then light and framing are not assessed."""
    import readiness.host.camera_stream  # noqa: F401  (first: it sets OpenCV up)
    from readiness.measures.face_finder import FaceFinder
    from readiness.measures.face_model import FaceModelMissingError, read_face_model

    try:
        return FaceFinder(read_face_model())
    except FaceModelMissingError:
        return None


def _watch(source: Source, finder: FaceFinder | None, request: Request) -> Generator[Says, None, bool]:
    """Watch one source to its end. Returns False when its driver hangs: a second attempt would hang as well."""
    from readiness.host.camera_stream import CameraStream, Shot

    seen = _Seen.of(source, request.policy, finder)
    if source.still is not None:
        yield from _show_still(seen, Shot(source.still, 0.0, 0), request)
    elif source.flaw or not source.openings:
        yield from seen.measured(settled=True)
    else:
        is_video = source.kind == "video"
        paced = is_video and request.live
        with CameraStream(source.openings, media_time=is_video, paced=paced, every_s=PREVIEW_EVERY_S) as stream:
            yield from _follow(stream, seen, request)
        return stream.let_go
    return True


def _show_still(seen: _Seen, shot: Shot, request: Request) -> Iterator[Says]:
    seen.take(shot)
    seen.look(shot)
    while True:
        yield _preview(shot.bgr)
        yield from seen.measured(settled=True)
        if not request.live:
            return
        time.sleep(TRY_AGAIN_AFTER_S)


def _follow(stream: CameraStream, seen: _Seen, request: Request) -> Iterator[Says]:
    """Show and measure until settled (live: for ever), or until no more pictures come."""
    look_at_s = 0.0
    while not stream.ended:
        shot = stream.next(PATIENCE_S)
        seen.silent_s = stream.silent_s
        if shot is None:
            if seen.lost_patience():
                yield from seen.measured(settled=True)
                if not request.live or not seen.flow.pictures_count:
                    return
            continue
        if seen.flow.pictures_count == 0:
            yield LOOKING
            look_at_s = shot.at_s
        seen.take(shot)
        yield _preview(shot.bgr)
        if shot.at_s >= look_at_s - NEARLY_S:
            look_at_s = max(look_at_s + LOOK_EVERY_S, shot.at_s)
            seen.look(shot)
            settled = seen.settle()
            yield from seen.measured(settled=settled)
            if settled and not request.live:
                return
    seen.ended = seen.source.kind != "video"
    yield from seen.measured(settled=True)


@dataclass(slots=True)
class _Seen:
    """What one opening of the camera has given so far."""

    source: Source
    limits: camera.Policy
    framing_limits: framing.Policy
    flow: Flow
    recent: Recent
    tracker: FaceTracker | None
    cameras: tuple[tuple[str, str], ...] | None
    last: Shot | None = None
    silent_s: float | None = None
    ended: bool | None = None
    has_settled: bool = False

    @classmethod
    def of(cls, source: Source, policy: Policy, finder: FaceFinder | None) -> _Seen:
        from readiness.measures.face_tracker import FaceTracker
        from readiness.measures.flow import Flow
        from readiness.measures.recent import Recent

        tracker = FaceTracker(finder) if finder else None
        limits, framing_limits = policy.of(camera.Policy), policy.of(framing.Policy)
        return cls(source, limits, framing_limits, Flow(), Recent(WINDOW_S), tracker, _cameras(source))

    def take(self, shot: Shot) -> None:
        self.flow.add(shot.bgr, shot.at_s, shot.number)
        self.last = shot

    def look(self, shot: Shot) -> None:
        from readiness.measures.sight import look

        self.recent.add(shot.at_s, look(shot.bgr, self.tracker, shot.at_s))

    def lost_patience(self) -> bool:
        """Has the source been silent for longer than a working one would be?"""
        if self.flow.pictures_count:
            limit_s = self.limits.stalled_after_s
        elif self.source.kind == "network":
            limit_s = self.limits.first_network_picture_within_s
        else:
            limit_s = self.limits.first_picture_within_s
        return self.silent_s is not None and self.silent_s >= limit_s

    def settle(self) -> bool:
        """Once settled, settled: later measurements follow what changes, second by second."""
        self.has_settled = self.has_settled or self._settles()
        return self.has_settled

    def _settles(self) -> bool:
        if self.flow.unchanged_s >= self.limits.frozen_after_s:
            return True
        if self.flow.unchanged_s >= MOVING_S or not self.flow.changes_count:
            return False
        if self.flow.watched_s >= self.limits.settle_within_s:
            return True
        return self.recent.agree() and all(sight.faces_count for sight in self.recent.sights)

    def measured(self, *, settled: bool) -> Iterator[Measured]:
        """Measurements for the four checks. When no picture comes, nothing is said of what it shows."""
        from readiness.measures.recent import faces_count, medians

        lost = bool(self.ended) or (self.silent_s or 0.0) >= self.limits.stalled_after_s
        sights = () if lost else self.recent.sights
        yield Measured(self._camera(), settled)
        count = faces_count(sights)
        faces = [sight for sight in sights if sight.faces_count and count]
        quality = medians(sight.quality for sight in sights)
        light = medians(sight.light for sight in faces if sight.light)
        yield Measured(
            lighting.Measurement(
                faces_count=count,
                brightest_code=quality.get("brightest_code"),
                detail_codes=quality.get("detail_codes"),
                **light,
            ),
            settled,
        )
        placed = medians(sight.framing for sight in faces if sight.framing)
        yield Measured(framing.measurement(count, placed, self.framing_limits), settled)
        yield Measured(
            background.Measurement(
                faces_count=count,
                virtual_camera=None if self.source.kind is None else self.source.kind == "virtual",
                background_over_face_stops=light.get("background_over_face_stops"),
                **medians(sight.background for sight in faces if sight.background),
            ),
            settled,
        )

    def _camera(self) -> camera.Measurement:
        known = camera.Measurement(
            name=self.source.name or None,
            camera_id=self.source.id,
            source_kind=self.source.kind,
            cameras_count=self.source.cameras_count,
            cameras=self.cameras,
            wanted_found=self.source.found,
            file_flaw=self.source.flaw,
        )
        if self.source.kind is None or self.source.flaw:
            return known
        if self.last is None:
            access = self._access()
            return replace(
                known,
                pictures_count=0,
                access_denied=access.denied,
                denied_by=access.denied_by,
                in_use=access.in_use,
                used_by=access.used_by,
            )
        return replace(known, **self._picture(self.last))

    def _access(self) -> CameraAccess:
        from readiness.host.camera_access import CameraAccess, camera_access

        is_device = self.source.kind in {"physical", "virtual", "infrared"}
        return camera_access(self.source.path) if is_device else CameraAccess()

    def _picture(self, last: Shot) -> dict[str, Any]:
        from readiness.measures.recent import median, medians

        sights = self.recent.sights
        quality = medians(sight.quality for sight in sights)
        sharp = [sight.sharpness for sight in sights if sight.sharpness is not None]
        is_still = self.source.kind == "still"
        return {
            "pictures_count": self.flow.pictures_count,
            "first_picture_s": None if self.source.kind in {"still", "video"} else round(self.flow.first_at_s, 2),
            "silent_s": None if self.source.kind in {"still", "video"} else round(self.silent_s or 0.0, 2),
            "ended": self.ended,
            "unchanged_s": None if is_still else round(self.flow.unchanged_s, 2),
            "changes_count": None if is_still else self.flow.changes_count,
            "width_px": last.bgr.shape[1],
            "height_px": last.bgr.shape[0],
            "frames_per_s": self.flow.frames_per_s,
            "brightest_code": quality.get("brightest_code"),
            "detail_codes": quality.get("detail_codes"),
            "colour_codes": quality.get("colour_codes"),
            "sharpness": median(sharp) if sharp else None,
            "upside_down": sum(sight.upside_down for sight in sights) * 2 > len(sights),
        }


def _cameras(source: Source) -> tuple[tuple[str, str], ...] | None:
    """Id and name of every camera; None when the source is none. One alone is known without asking again."""
    from readiness.host.cameras import list_cameras

    if source.cameras_count is None:
        return None
    if source.cameras_count == 1 and source.id is not None:
        return ((source.id, source.name),)
    return tuple((each.id, each.name) for each in list_cameras())


PROBE = Probe(
    name="picture",
    run=watch,
    yields=(camera.Measurement, lighting.Measurement, framing.Measurement, background.Measurement),
    deadline_s=lambda policy: _deadline_s(policy.of(camera.Policy)),
)


def _deadline_s(limits: camera.Policy) -> float:
    """As long as a slow camera may take to open and to settle, and what starting a process takes."""
    waiting_s = max(limits.first_picture_within_s, limits.first_network_picture_within_s)
    return waiting_s + limits.settle_within_s + limits.frozen_after_s + 3.0


def _preview(bgr: Any) -> Preview:
    import cv2

    height_px, width_px = bgr.shape[:2]
    if width_px > PREVIEW_WIDTH_PX:
        height_px = max(1, round(height_px * PREVIEW_WIDTH_PX / width_px))
        width_px = PREVIEW_WIDTH_PX
        bgr = cv2.resize(bgr, (width_px, height_px), interpolation=cv2.INTER_AREA)
    return Preview(width_px, height_px, bgr.tobytes())

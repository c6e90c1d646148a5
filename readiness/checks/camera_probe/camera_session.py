"""State of one opening of a camera, and the measurements derived from it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from readiness.checks import alone, background, camera, framing, lighting
from readiness.checks.camera_probe.advice import advised
from readiness.host.camera.devices import list_cameras
from readiness.host.camera.source import Source
from readiness.host.camera.stream import Frame
from readiness.host.privacy.camera_access import camera_access, cameras_turned_off
from readiness.host.privacy.device_access import DeviceAccess
from readiness.host.system.remote_session import in_remote_session
from readiness.measures.video.face_finder import FaceFinder
from readiness.measures.video.face_mesh import FaceMesh
from readiness.measures.video.face_tracker import FaceTracker
from readiness.measures.video.frame_analysis import FrameAnalysis, analyse_frame
from readiness.measures.video.frame_timing import FrameTiming
from readiness.measures.video.light import Light
from readiness.measures.video.rolling_window import RollingWindow, faces_count, median, medians
from readiness.measures.video.steady_light import SteadyLight
from readiness.measures.video.torn_frames import TornFrames
from readiness.model import Measured, Policy

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FaceModels = tuple[FaceFinder, FaceMesh]

WINDOW_S = 1.0
MOVING_S = 0.5
"""A picture unchanged for longer than this may turn out to be frozen, so it is not settled yet."""


@dataclass(slots=True)
class CameraSession:
    """Accumulates the frames of one opening of a camera and derives measurements."""

    source: Source
    limits: camera.Policy
    policy: Policy
    flow: FrameTiming
    torn: TornFrames
    recent: RollingWindow
    steady_light: SteadyLight
    tracker: FaceTracker | None
    cameras: tuple[tuple[str, str], ...] | None
    is_remote_session: bool | None
    last: Frame | None = None
    silent_s: float | None = None
    ended: bool | None = None
    has_settled: bool = False

    @classmethod
    def of(cls, source: Source, policy: Policy, models: FaceModels | None) -> CameraSession:
        """Create a session for a source. Without `models` nothing about faces is measured."""
        tracker = FaceTracker(*models) if models else None
        return cls(
            source=source,
            limits=policy.of(camera.Policy),
            policy=policy,
            flow=FrameTiming(),
            torn=TornFrames(),
            recent=RollingWindow(WINDOW_S),
            steady_light=SteadyLight(),
            tracker=tracker,
            cameras=_cameras(source),
            is_remote_session=None if source.cameras_count is None else in_remote_session(),
        )

    def add(self, frame: Frame) -> None:
        """Add a frame to the timing and completeness statistics."""
        self.flow.add(frame.bgr, frame.at_s, frame.number)
        self.torn.add(frame.bgr, frame.at_s)
        self.last = frame

    def analyse(self, frame: Frame) -> None:
        """Analyse a frame's content."""
        self.recent.add(frame.at_s, analyse_frame(frame.bgr, self.tracker, frame.at_s))

    def has_timed_out(self) -> bool:
        """Whether the source has been silent for longer than a working one would be."""
        if self.flow.pictures_count:
            limit_s = self.limits.stalled_after_s
        elif self.source.kind == "network":
            limit_s = self.limits.first_network_picture_within_s
        else:
            limit_s = self.limits.first_picture_within_s
        return self.silent_s is not None and self.silent_s >= limit_s

    def settle(self) -> bool:
        """Return whether measurements have settled; once settled, they remain so and simply follow changes."""
        self.has_settled = self.has_settled or self._settles()
        return self.has_settled

    @property
    def is_steady(self) -> bool:
        """Whether the measurements have settled and the latest frames agree, so that few more need to be analysed."""
        is_intact = not self.flow.unchanged_s and not self.torn.share
        return self.has_settled and is_intact and self.recent.is_steady()

    def _settles(self) -> bool:
        if self.flow.unchanged_s >= self.limits.frozen_after_s:
            return True
        if self.flow.unchanged_s >= MOVING_S or not self.flow.changes_count:
            return False
        if self.flow.watched_s >= self.limits.settle_within_s:
            return True
        return self.recent.agree() and all(analysis.faces_count for analysis in self.recent.analyses)

    def measured(self, *, settled: bool) -> Iterator[Measured]:
        """Yield measurements for the five checks. Without a current picture, its contents are not measured."""
        lost = bool(self.ended) or (self.silent_s or 0.0) >= self.limits.stalled_after_s
        analyses = () if lost else self.recent.analyses
        count = faces_count(analyses)
        faces = tuple(analysis for analysis in analyses if analysis.faces_count and count)
        measured_light = medians(analysis.light for analysis in faces if analysis.light)
        light = self.steady_light.steadied(measured_light, self.flow.last_at_s)
        placed = medians(analysis.framing for analysis in faces if analysis.framing)
        behind = medians(analysis.background for analysis in faces if analysis.background)
        place = framing.measurement_of(count, placed, self.policy.of(framing.Policy))
        yield Measured(self._camera(), settled)
        yield Measured(self._lighting(count, analyses, light), settled)
        yield Measured(advised(place, framing.CHECK, framing.ADVICE, self.policy), settled)
        yield Measured(_alone(count, analyses, placed.next_face_ratio if placed else None), settled)
        yield Measured(
            background.Measurement(
                faces_count=count,
                virtual_camera=None if self.source.kind is None else self.source.kind == "virtual",
                background_over_face_stops=light.background_over_face_stops if light else None,
                **_fields(behind),
            ),
            settled,
        )

    def _lighting(
        self, faces_count: int | None, analyses: Sequence[FrameAnalysis], light: Light | None
    ) -> lighting.Measurement:
        quality = medians(analysis.quality for analysis in analyses)
        measurement = lighting.Measurement(
            faces_count=faces_count,
            silhouette=_mostly(analysis.silhouette for analysis in analyses),
            brightest_code=quality.brightest_code if quality else None,
            detail_codes=quality.detail_codes if quality else None,
            **_fields(light),
        )
        return advised(measurement, lighting.CHECK, lighting.ADVICE, self.policy)

    def _camera(self) -> camera.Measurement:
        known = camera.Measurement(
            name=self.source.name or None,
            camera_id=self.source.id,
            source_kind=self.source.kind,
            vid_pid=self.source.vid_pid,
            cameras_count=self.source.cameras_count,
            cameras=self.cameras,
            is_remote_session=self.is_remote_session,
            wanted_found=self.source.found,
            file_flaw=self.source.flaw,
        )
        if self.source.cameras_count == 0 and cameras_turned_off():
            return replace(known, access_denied=True, denied_by="it")
        if self.source.kind is None or self.source.flaw:
            return known
        return self._without_picture(known) if self.last is None else self._with_picture(known, self.last)

    def _without_picture(self, known: camera.Measurement) -> camera.Measurement:
        """Add why there may be none."""
        is_device = self.source.kind in {"physical", "virtual", "infrared"}
        access = camera_access(self.source.path) if is_device else DeviceAccess()
        return replace(
            known,
            pictures_count=0,
            access_denied=access.denied,
            denied_by=access.denied_by,
            in_use=access.in_use,
            used_by=access.used_by,
        )

    def _with_picture(self, known: camera.Measurement, last: Frame) -> camera.Measurement:
        analyses = self.recent.analyses
        quality = medians(analysis.quality for analysis in analyses)
        sharp = [analysis.sharpness for analysis in analyses if analysis.sharpness is not None]
        is_still, is_file = self.source.kind == "still", self.source.kind in {"still", "video"}
        return replace(
            known,
            pictures_count=self.flow.pictures_count,
            first_picture_s=None if is_file else round(self.flow.first_at_s, 2),
            silent_s=None if is_file else round(self.silent_s or 0.0, 2),
            ended=self.ended,
            unchanged_s=None if is_still else round(self.flow.unchanged_s, 2),
            changes_count=None if is_still else self.flow.changes_count,
            torn_share=None if self.source.kind in {"still", "virtual"} else self.torn.share,
            width_px=last.bgr.shape[1],
            height_px=last.bgr.shape[0],
            frames_per_s=self.flow.frames_per_s,
            brightest_code=quality.brightest_code if quality else None,
            detail_codes=quality.detail_codes if quality else None,
            colour_codes=quality.colour_codes if quality else None,
            sharpness=median(sharp) if sharp else None,
            faces_count=faces_count(analyses),
            **_fields(medians(analysis.lens for analysis in analyses if analysis.lens)),
            person_still=_mostly(each.person_still for each in analyses if each.person_still is not None),
            upside_down=_mostly(analysis.upside_down for analysis in analyses),
            on_its_side=_mostly(analysis.on_its_side for analysis in analyses),
        )


def _alone(
    faces_count: int | None, analyses: Sequence[FrameAnalysis], next_face_ratio: float | None
) -> alone.Measurement:
    doubtful = [analysis.doubtful_count for analysis in analyses if analysis.doubtful_count is not None]
    return alone.Measurement(
        faces_count=faces_count,
        next_face_ratio=next_face_ratio,
        doubtful_count=statistics.median_low(doubtful) if doubtful else None,
        others_still=_mostly(analysis.others_still for analysis in analyses if analysis.others_still is not None),
    )


def _fields(measures: DataclassInstance | None) -> dict[str, Any]:
    """Return measures by the names that they have in a measurement too."""
    return {} if measures is None else asdict(measures)


def _mostly(each: Iterable[bool]) -> bool | None:
    """Return whether more than half are true; None if there are none."""
    answers = tuple(each)
    return sum(answers) * 2 > len(answers) if answers else None


def _cameras(source: Source) -> tuple[tuple[str, str], ...] | None:
    """Return id and name of every camera; None if the source is not a camera. A single one needs no new listing."""
    if source.cameras_count is None:
        return None
    if source.cameras_count == 1 and source.id is not None:
        return ((source.id, source.name),)
    return tuple((each.id, each.name) for each in list_cameras())

"""The probe for the checks camera, lighting, framing, alone and background, which share one open camera."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.checks import alone, background, camera, framing, lighting
from readiness.model import Measured, Probe, ProbeMessage, Request


def watch(request: Request) -> Iterator[ProbeMessage]:
    """Show and measure the picture of `request.camera`, where Windows has what OpenCV needs."""
    from readiness.host.camera import media_features

    if media_features.missing():  # importing OpenCV would fail
        from readiness.host.system.remote_session import in_remote_session

        yield Measured(camera.Measurement(media_features_missing=True, is_remote_session=in_remote_session()))
        return
    from readiness.checks.camera_probe.probe import watch_camera

    yield from watch_camera(request)


def _deadline_s(limits: camera.Policy) -> float:
    """Return the time that a slow camera may take to open and settle, plus the start of a process."""
    waiting_s = max(limits.first_picture_within_s, limits.first_network_picture_within_s)
    return waiting_s + limits.settle_within_s + limits.frozen_after_s + 3.0


PROBE = Probe(
    name="picture",
    run=watch,
    yields=(
        camera.Measurement,
        lighting.Measurement,
        framing.Measurement,
        alone.Measurement,
        background.Measurement,
    ),
    deadline_s=lambda policy: _deadline_s(policy.of(camera.Policy)),
)

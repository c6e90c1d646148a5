"""Frame rate and change, over frames whose times are known."""

from __future__ import annotations

import numpy as np
import portrait
import pytest

from readiness.measures.video.frame_timing import FrameTiming


def test_timing_counts_changes_and_rate() -> None:
    flow = FrameTiming()
    one, other = np.zeros((4, 4, 3), np.uint8), np.ones((4, 4, 3), np.uint8)
    for number, picture in enumerate([one, other, other, other, other]):
        flow.add(picture, number / 4, number)
    assert (flow.pictures_count, flow.changes_count) == (5, 1)
    assert flow.unchanged_s == pytest.approx(0.75)
    assert flow.frames_per_s == pytest.approx(4)
    assert flow.watched_s == pytest.approx(1)


def test_motionless_person_is_not_a_frozen_picture() -> None:
    flow = FrameTiming()
    scene = portrait.scene()
    for number in range(30):
        dots = np.random.default_rng(number).integers(0, scene.size, 20)
        almost = scene.copy()
        almost.reshape(-1)[dots] ^= 1
        flow.add(almost, number / 15, number)
        assert flow.unchanged_s == 0


def rate_of(frames: list[tuple[float, int]]) -> float | None:
    """The frame rate after frames at these times, s, with these numbers."""
    timing = FrameTiming()
    for at_s, number in frames:
        timing.add(np.full((4, 4, 3), number, np.uint8), at_s, number)
    return timing.frames_per_s


@pytest.mark.parametrize("late_s", [0.0, 0.2, 0.6, 1.0, 2.0])
@pytest.mark.parametrize("decoded_within_s", [0.0, 0.04])
def test_buffered_frames_of_a_slow_camera_do_not_make_it_fast(late_s: float, decoded_within_s: float) -> None:
    """Five frames a second; what had waited when reading began comes at once, and every 40 ms one is delivered."""
    buffered = round(late_s * 5)
    frames = [(0.0, 0)]
    if decoded_within_s and buffered > 1:
        frames.append((decoded_within_s, buffered // 2))
    frames += [(0.1 + later / 5, buffered + 1 + later) for later in range(12)]
    rates = [rate_of(frames[:count]) for count in range(2, len(frames) + 1)]
    known = [rate for rate in rates if rate is not None]
    assert known
    assert max(known) == pytest.approx(5, abs=0.1)


@pytest.mark.parametrize("stall_s", [0.2, 0.5])
def test_a_busy_computer_does_not_make_a_camera_slow(stall_s: float) -> None:
    """Thirty frames a second; reading pauses once, and what was buffered meanwhile comes at once."""
    frames = [(number / 30, number) for number in range(20)]
    missed = round(stall_s * 30)
    resumed_s = frames[-1][0] + stall_s
    frames += [(resumed_s, 20), (resumed_s + 0.02, 19 + missed)]
    frames += [(resumed_s + 0.02 + later / 30, 19 + missed + later) for later in range(1, 20)]
    for count in range(17, len(frames) + 1):
        assert rate_of(frames[:count]) == pytest.approx(30, abs=0.5)

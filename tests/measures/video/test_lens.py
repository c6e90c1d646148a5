"""How much of a picture a shutter, a lid or a finger hides, and what only looks like one."""

from __future__ import annotations

import numpy as np
import portrait
import pytest

from readiness.measures.video.image_quality import reduced
from readiness.measures.video.lens import hidden_share

FROM_BELOW = 3
SIDES_AND_ABOVE = (0, 1, 2)


@pytest.mark.slow
@pytest.mark.parametrize("turns", SIDES_AND_ABOVE)
@pytest.mark.parametrize("open_share", [0.3, 0.5, 0.7])
def test_half_open_shutter(turns: int, open_share: float) -> None:
    hidden = hidden_share(reduced(portrait.half_open(turns, open_share)))
    assert hidden == pytest.approx(1 - open_share, abs=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("seen_share", [0.5, 0.7])
def test_dark_table_before_the_person_is_no_shutter(seen_share: float) -> None:
    assert hidden_share(reduced(portrait.half_open(FROM_BELOW, seen_share))) == 0.0


@pytest.mark.parametrize("turns", range(4))
def test_doorway_in_the_dark_has_too_sharp_an_edge_for_a_shutter(turns: int) -> None:
    scene = np.rot90(portrait.scene(), turns).copy()
    scene[:, : scene.shape[1] * 3 // 10 + 7] = 6
    assert hidden_share(reduced(portrait.noisy(np.rot90(scene, -turns), 7))) == 0.0


def test_bars_above_and_below_a_wide_picture_are_no_shutter() -> None:
    """Even if the upper one ends softly, before a ceiling that grows brighter from it on."""
    scene, bar_px = portrait.scene().astype(np.float32), 90
    from_bar = np.clip((np.arange(scene.shape[0]) - bar_px) / 70, 0, 1)[:, None, None]
    scene = (20 + (scene - 20) * from_bar * np.ones_like(scene)).astype(np.float32)
    scene[:bar_px], scene[-bar_px:] = 0, 0
    assert hidden_share(reduced(portrait.noisy(scene, 1))) == 0.0


def test_colour_bars_that_end_in_black_are_no_shutter() -> None:
    """Those of a test card and of Linux' own imitation of a camera."""
    colours = [(b, g, r) for g in (191, 0) for r in (191, 0) for b in (191, 0)]
    bars = np.repeat(np.array([colours], np.uint8), 90, axis=1).reshape(1, -1, 3).repeat(480, axis=0)
    assert hidden_share(reduced(portrait.noisy(bars, 8))) == 0.0


def test_dark_room_beside_the_person_is_no_shutter() -> None:
    """Its dark part ends where things are, and not in a straight line."""
    x, y = np.meshgrid(np.arange(portrait.WIDTH_PX), np.arange(portrait.HEIGHT_PX))
    lamp = np.exp(-(((x - 800) / 350) ** 2) - ((y - 300) / 300) ** 2)[..., None]
    dark = portrait.noisy(portrait.lit(portrait.scene(across=0.6), lamp.astype(np.float32)), 6)
    assert hidden_share(reduced(dark)) == 0.0

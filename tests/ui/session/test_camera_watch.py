"""The store with the real list of cameras: one that was tested and is not in it ends the go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fake_device_probes import pace, seconds
from opened_window import window_config
from pytestqt.qtbot import QtBot

from readiness.checks import camera
from readiness.checks.registry import CheckGroup
from readiness.model import Measured, Preview, Probe, ProbeMessage, Request
from readiness.ui.session.state_store import StateStore
from readiness.ui.state.step import Step

pytestmark = pytest.mark.slow

PATIENCE_MS = 15_000


TESTED = camera.Measurement(
    camera_id="pulled out since", source_kind="physical", pictures_count=9, changes_count=9, brightest_code=200.0,
    detail_codes=20.0,
)  # fmt: skip


def see(_: Request) -> Iterator[ProbeMessage]:
    while True:
        yield Preview(4, 2, bytes(24))
        yield Measured(TESTED)
        pace()


EYE = Probe(name="eye", run=see, yields=(camera.Measurement,), deadline_s=seconds)


def test_a_camera_that_is_no_longer_there_ends_the_go(qtbot: QtBot) -> None:
    store = StateStore(window_config(at_once=CheckGroup((camera.CHECK,), (EYE,))))
    try:
        store.test_all()
        qtbot.waitUntil(lambda: store.state.rows[0].finding.code == "camera.ok", timeout=PATIENCE_MS)
        store.go(Step.ROOM)
        assert store.state.rows[0].finding.code == "camera.ok"
        qtbot.waitUntil(lambda: store.state.rows[0].finding.blocks, timeout=PATIENCE_MS)
        store.go(Step.EQUIPMENT)
        qtbot.waitUntil(lambda: store.state.rows[0].finding.code == "camera.ok", timeout=PATIENCE_MS)
    finally:
        store.close()

"""Zones of a sound level: silent, too faint, right for speech, too loud. Only displayed, never judged. No Qt."""

from __future__ import annotations

import enum

FLOOR_DBFS = -60.0
SPEECH_DBFS = (-42.0, -9.0)
"""The range shown as right for speech; the check judges by its own limits."""

SILENT_DBFS = -55.0
CLIPS_DBFS = -1.0


class Zone(enum.IntEnum):
    """Zones from left to right of the meter."""

    SILENT = 0
    FAINT = 1
    RIGHT = 2
    LOUD = 3


def zone_of(rms_dbfs: float, peak_dbfs: float) -> Zone:
    """Return the zone of a level."""
    low, high = SPEECH_DBFS
    if peak_dbfs > CLIPS_DBFS or rms_dbfs > high:
        return Zone.LOUD
    if rms_dbfs >= low:
        return Zone.RIGHT
    return Zone.FAINT if rms_dbfs > SILENT_DBFS else Zone.SILENT

"""Where a sound level is: silence, too faint, right for speech, too loud. Looked at, never judged. No Qt."""

from __future__ import annotations

import enum

FLOOR_DBFS = -60.0
SPEECH_DBFS = (-42.0, -9.0)
"""Where the level of speech should dance; whether it does is for the check to judge."""

SILENT_DBFS = -55.0
CLIPS_DBFS = -1.0


class Zone(enum.IntEnum):
    """From the left of the meter to the right."""

    SILENT = 0
    FAINT = 1
    RIGHT = 2
    LOUD = 3


def zone_of(rms_dbfs: float, peak_dbfs: float) -> Zone:
    """The zone of a level just heard."""
    low, high = SPEECH_DBFS
    if peak_dbfs > CLIPS_DBFS or rms_dbfs > high:
        return Zone.LOUD
    if rms_dbfs >= low:
        return Zone.RIGHT
    return Zone.FAINT if rms_dbfs > SILENT_DBFS else Zone.SILENT

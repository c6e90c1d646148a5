"""Mute and level through `IAudioEndpointVolume` (Microsoft Learn, "EndpointVolume API").

Windows has no API for selecting the default device; the person does that on the settings page.
"""

from __future__ import annotations

import sys
from typing import Any

from readiness.host.audio.mend_types import MIN_CHANGE_DB, OFF, SOUND_ON_LEVEL, Mend, MendError, Undo


def limited_level_db(now_db: float, change_db: float, min_db: float, max_db: float) -> float:
    """Return the requested level within the device's range, not above 0 dB (amplification) unless it already is."""
    top_db = max_db if min_db >= 0 else max(min(max_db, 0.0), now_db)
    return min(max(now_db + change_db, min_db), top_db)


def put_back(volume: Any, done: Undo) -> bool:
    """Restore what the mend changed through an `IAudioEndpointVolume`; return whether anything was left to restore."""
    puts_back_level = (
        bool(done.levels) and abs(float(volume.GetMasterVolumeLevel()) - done.set_levels[0]) < MIN_CHANGE_DB
    )
    if puts_back_level:
        volume.SetMasterVolumeLevel(done.levels[0], None)
    if done.muted:
        volume.SetMute(1, None)
    return puts_back_level or done.muted


if sys.platform == "win32":
    from collections.abc import Iterator
    from contextlib import contextmanager

    def is_possible(mend: Mend) -> bool:
        """Whether the mend would change anything."""
        if mend.kind in {"input", "output"}:
            return False
        with _volume(mend.device) as volume:
            if mend.kind in {"unmute", "sound_on"}:
                return bool(volume.GetMute()) or volume.GetMasterVolumeLevelScalar() < OFF
            concerned = mend.concerns(volume.GetMasterVolumeLevelScalar())
            return concerned and abs(_change_db(volume, mend)) >= MIN_CHANGE_DB

    def apply(mend: Mend) -> Undo:
        """Apply the mend and return the previous state."""
        if mend.kind in {"input", "output"}:
            raise MendError("Windows lets no program choose the default device")
        with _volume(mend.device) as volume:
            now_db = float(volume.GetMasterVolumeLevel())
            if mend.kind in {"unmute", "sound_on"}:
                is_at_zero, is_muted = volume.GetMasterVolumeLevelScalar() < OFF, bool(volume.GetMute())
                if is_at_zero:
                    volume.SetMasterVolumeLevelScalar(SOUND_ON_LEVEL if mend.kind == "sound_on" else 1.0, None)
                volume.SetMute(0, None)
                return _undo_of(mend, volume, now_db, muted=is_muted) if is_at_zero else Undo(mend=mend, muted=is_muted)
            change_db = _change_db(volume, mend)
            if abs(change_db) < MIN_CHANGE_DB:
                raise MendError("the level is at its end")
            volume.SetMasterVolumeLevel(now_db + change_db, None)
            return _undo_of(mend, volume, now_db)

    def undo(done: Undo) -> bool:
        """Restore the previous state; return whether anything was left to restore."""
        with _volume(done.mend.device) as volume:
            return put_back(volume, done)

    def _undo_of(mend: Mend, volume: Any, before_db: float, *, muted: bool = False) -> Undo:
        """Return how to undo a changed level, which the device may have rounded to its own steps."""
        return Undo(mend=mend, muted=muted, levels=(before_db,), set_levels=(float(volume.GetMasterVolumeLevel()),))

    def _change_db(volume: Any, mend: Mend) -> float:
        min_db, max_db, _ = volume.GetVolumeRange()
        now_db = float(volume.GetMasterVolumeLevel())
        return limited_level_db(now_db, mend.change_db, min_db, max_db) - now_db

    @contextmanager
    def _volume(device: str) -> Iterator[Any]:
        import comtypes
        from pycaw.api.endpointvolume import IAudioEndpointVolume
        from pycaw.utils import AudioUtilities

        comtypes.CoInitialize()  # for the thread's lifetime; comtypes itself does it only on the importing thread
        try:
            endpoint = AudioUtilities.GetDeviceEnumerator().GetDevice(device)
            activated = endpoint.Activate(IAudioEndpointVolume._iid_, comtypes.CLSCTX_ALL, None)
            yield activated.QueryInterface(IAudioEndpointVolume)
        except comtypes.COMError as error:
            raise MendError(f"the device does not answer: {error.text}") from error

"""A live voice: what has been measured of it so far, and when to measure again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from readiness.checks.microphone import CHECK, Measurement, Policy
from readiness.checks.microphone.analysis_window import AnalysisWindow
from readiness.checks.microphone.breaks_and_tones import with_breaks_and_whine_of
from readiness.checks.microphone.measure_schedule import BREAKS_S, GLANCE_S, MeasureSchedule
from readiness.host.privacy.device_access import DeviceAccess
from readiness.host.privacy.microphone_access import microphone_access
from readiness.model import Heard

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from readiness.measures.audio.levels import Samples

HEARD_S, HEARD_EVERY_S = 5.0, 3.0
"""Length of the recording offered for playback, and the interval at which a new one is."""

CALL_CHECKED_EVERY_S = 4.0
"""Interval of checking whether another program's call is still going on."""

GLANCE_SPEECH_S, SEARCH_SPEECH_S = 1.0, 0.5
"""Minimum speech for judging a voice, and for judging its breaks."""

CERTAIN_SEARCHES = 2
"""A fault found in the latest words by this many searches in a row is reported whatever the whole window says.

A fault that has just begun is only a small part of the window. In 299 stretches of 2 s of whole voices no search found
breaks; in 295 of 3 s three found a whine, all in one recording that has one.
"""

OTHERS_UNDER_DB = 24.0
"""A voice this far below the person's own is somebody else's. Folding a boom away costs up to 20 dB."""

HEARD_BEFORE_UNDER_DB, HEARD_BEFORE_BESIDE_DB = 18.0, 6.0
"""The same if another voice was heard before the person spoke or in a pause, and is about as loud now as then."""

REFUTED_IN_S, REFUTED_UNDER_DB = 1.5, 4.0
"""Another voice that was heard is gone when for so long nothing was nearly as loud. Running speech has no such moment:
it hides a far voice, and says nothing about it."""

REMEMBERED_S = 20.0
"""Time after which another voice counts as gone that was not heard again: a sentence and what follows; judgement."""

LOOKED_BACK_ON = 3
"""Number of earlier measurements of the own voice to compare with: the latest may already contain the change."""

TURNED_DOWN_DB, LATEST_S = 10.0, 4.0
"""A microphone is turned down if the noise floor of the latest sound has fallen by more than this: it did by 20 dB and
more in 18 tuning voices, and by 3 dB at most when somebody else spoke instead: docs/audio-sets.md, Other voices."""

SEARCHED = frozenset(f"{CHECK.id}.{what}" for what in ("dropouts", "broken", "crackle", "whine"))
"""What a search finds: a broken-up voice, and a whine."""

_MAY_BE_BARRED = {"denied", "busy", "refused", "no_signal"}
"""Faults that may be caused by the system's privacy settings."""


class LiveVoice:
    """Settles when there is enough speech or the time is over; keeps the last good result while the person is silent.

    Args:
        rate_hz: the sound's sample rate.
        limits: the policy.
        settled: the measurement from before an interruption, if it still holds.
    """

    def __init__(self, rate_hz: int, limits: Policy, settled: Measurement | None = None) -> None:
        self._limits = limits
        self._window = AnalysisWindow(rate_hz, limits.listen_s)
        self._schedule = MeasureSchedule(limits.listen_s)
        self._spoke = settled is not None
        self._measured_s = self._call_checked_s = 0.0
        self._offered_s = -HEARD_EVERY_S
        self._faulty_searches = 0
        self._own: deque[Measurement] = deque([settled] if settled else [], maxlen=LOOKED_BACK_ON)
        self._floors: deque[NDArray[np.float64]] = deque(maxlen=LOOKED_BACK_ON)
        self._others_dbfs = settled.room_voices_dbfs if settled else None
        self._others_heard_s = 0.0
        self.settled = settled
        """The last measurement of the whole window; None before the first."""

    def warm_up(self, block: Samples) -> None:
        """Add the first block and measure it: imports what that needs, so that the first result is not delayed."""
        self._window.add(block)
        self._window.measure()

    def add(self, block: Samples) -> None:
        """Add the next block."""
        self._window.add(block)
        self._schedule.add(block, self.heard_s)

    @property
    def heard_s(self) -> float:
        """Duration of the sound so far."""
        return self._window.heard_s

    @property
    def measured(self) -> Measurement:
        """The last measurement, or what is known before the first."""
        return self.settled or self._window.preliminary()

    @property
    def is_first_due(self) -> bool:
        """Whether there is enough sound for the first measurement."""
        return self.settled is None and (self._has_enough or self._is_out_of_time)

    def measure_if_due(self) -> None:
        """Measure the whole window if it is time, or first a part of it to see whether it is time."""
        now_s = self.heard_s
        if self.is_first_due or self._is_measured_again():
            measured = self._remembering_others_voice(self._marking_others_voice(self._measure()))
            self.settled, self._measured_s = with_access(measured, microphone_access()), now_s
            self._call_checked_s = now_s
            self._spoke = self._spoke or self._window.speech_s >= self._limits.speech_min_s
            finding = CHECK.judge(self.settled, self._limits)
            self._schedule.measured(finding, now_s, has_voice=self._spoke)
        elif self.settled and self.settled.in_call and now_s >= self._call_checked_s + CALL_CHECKED_EVERY_S:
            self.settled, self._call_checked_s = with_access(self.settled, microphone_access()), now_s

    def new_words(self) -> Heard | None:
        """Return the latest words for playback, if there are new ones since they were last offered."""
        enough = self._spoke and self._has_enough and self._window.spoke_at_s > self._offered_s
        if not enough or self.heard_s < self._offered_s + HEARD_EVERY_S:
            return None
        self._offered_s = self.heard_s
        return self._window.latest(HEARD_S)

    @property
    def _has_enough(self) -> bool:
        return self._window.speech_s >= self._limits.speech_enough_s

    @property
    def _is_out_of_time(self) -> bool:
        return self.heard_s >= self._limits.listen_s

    def _is_measured_again(self) -> bool:
        spoke_since = self._window.spoke_at_s > self._measured_s
        if not self._spoke:
            return self._is_out_of_time and self._schedule.is_due(self.heard_s, spoke_since=spoke_since)
        if not self._has_enough or not spoke_since:
            return False
        self._glance()
        return self._schedule.is_due(self.heard_s)

    def _measure(self) -> Measurement:
        """Measure the whole window; where the latest words surely have a fault, with what a search of them found."""
        whole = self._window.measure()
        found = self._search(whole.speech_level_dbfs) if self._faulty_searches else None
        if found is None or self._faulty_searches < CERTAIN_SEARCHES or self._is_faulty(whole):
            return whole
        return with_breaks_and_whine_of(whole, found)

    def _marking_others_voice(self, latest: Measurement) -> Measurement:
        """Return `latest`, marked if the voice at its end is another's because the person has fallen silent.

        If it contains nothing but that voice, the last measurement of the person's own voice is marked and returned.
        """
        own = loudest(self._own)
        voice_dbfs = others_voice_dbfs(latest, own, self._others_dbfs) if own else None
        if own and voice_dbfs is not None:
            if not self._is_turned_down():
                mine = own if latest.level_drop_db is None else latest
                return replace(mine, room_voices_dbfs=round(voice_dbfs, 1), level_drop_db=None)
            if latest.level_drop_db is None:
                self._own.clear()
                self._floors.clear()
                self._others_dbfs = None
        if latest.level_drop_db is None:
            self._own.append(latest)
            self._floors.append(self._window.noise_floor_dbfs())
        return latest

    def _remembering_others_voice(self, latest: Measurement) -> Measurement:
        """Return `latest`, with the other voice that was heard before if it may still be there."""
        if latest.room_voices_dbfs is not None:
            self._others_dbfs, self._others_heard_s = latest.room_voices_dbfs, self.heard_s
        elif self._others_dbfs is not None:
            quiet_s = self._window.longest_quiet_s(self._others_dbfs - REFUTED_UNDER_DB)
            if quiet_s < REFUTED_IN_S and self.heard_s <= self._others_heard_s + REMEMBERED_S:
                return replace(latest, room_voices_dbfs=self._others_dbfs)
            self._others_dbfs = None
        return latest

    def _is_turned_down(self) -> bool:
        """Whether the noise has become softer in all bands; true if it is not known what it was."""
        from readiness.measures.audio.noise_floor import floor_fall_db

        now_dbfs = self._window.noise_floor_dbfs(LATEST_S)
        falls_db = [floor_fall_db(each, now_dbfs) for each in self._floors]
        return not falls_db or any(each is not None and each > TURNED_DOWN_DB for each in falls_db)

    def _glance(self) -> None:
        """Measure the latest words by themselves; whether they have another fault, the whole window decides."""
        schedule, window = self._schedule, self._window
        if schedule.is_glance_due(self.heard_s) and window.latest_speech_s(GLANCE_S) >= GLANCE_SPEECH_S:
            found = CHECK.judge(window.measure_latest(GLANCE_S), self._limits)
            schedule.glanced(found.code, self.heard_s)
        elif schedule.is_search_due(self.heard_s):
            latest = self._search(self.measured.speech_level_dbfs)
            schedule.searched(CHECK.judge(latest, self._limits).code if latest else "", self.heard_s)

    def _search(self, level_dbfs: float | None) -> Measurement | None:
        """Return what shows a fault in the latest words, or None; counts how many searches in a row found one."""
        if level_dbfs is None or self._window.latest_speech_s(BREAKS_S) < SEARCH_SPEECH_S:
            return None
        latest = self._window.measure_breaks_and_whine(GLANCE_S, BREAKS_S, level_dbfs)
        self._faulty_searches = self._faulty_searches + 1 if self._is_faulty(latest) else 0
        return latest if self._faulty_searches else None

    def _is_faulty(self, measured: Measurement) -> bool:
        return CHECK.judge(measured, self._limits).code in SEARCHED


def loudest(own: Iterable[Measurement]) -> Measurement | None:
    """Return the measurement of the loudest voice; None without any. In the others somebody else may speak as well."""
    voiced = [each for each in own if each.speech_level_dbfs is not None]
    return max(voiced, key=lambda each: each.speech_level_dbfs or 0.0, default=None)


def others_voice_dbfs(latest: Measurement, own: Measurement, heard_before_dbfs: float | None = None) -> float | None:
    """Return the level of the voice at the end of `latest` if it is too soft to be the person's; None if it is not.

    `heard_before_dbfs`: the level of another voice that was heard before, if one was.
    """
    if own.speech_level_dbfs is None or latest.speech_level_dbfs is None:
        return None
    voice_dbfs = latest.speech_level_dbfs - (latest.level_drop_db or 0.0)
    was_heard = heard_before_dbfs is not None and abs(voice_dbfs - heard_before_dbfs) <= HEARD_BEFORE_BESIDE_DB
    under_db = HEARD_BEFORE_UNDER_DB if was_heard else OTHERS_UNDER_DB
    return voice_dbfs if voice_dbfs <= own.speech_level_dbfs - under_db else None


def with_access(measured: Measurement, access: DeviceAccess) -> Measurement:
    """Add access information. Some systems deliver digital silence to programs without permission."""
    is_denied = bool(access.denied) and (measured.fault in _MAY_BE_BARRED or bool(measured.digital_silence))
    return replace(
        measured,
        fault="denied" if is_denied else measured.fault,
        denied_by=access.denied_by,
        used_by=access.used_by,
        in_call=access.in_call if access.in_use is not None else None,
    )

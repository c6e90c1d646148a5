"""What the icon in the tray says: ready or not, and why. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from readiness.i18n import N_
from readiness.model import Verdict
from readiness.ui.state.banner import OPEN, Banner
from readiness.ui.state.outcome_tone import Tone

READY, NOT_READY = N_("Ready for a meeting"), N_("Not ready for a meeting")
TESTED = N_("Tested at {time}.")
TEST_AGAIN = N_("Tested at {time}. Open the window to test again.")
NOT_TESTED = N_("Open the window to test.")


@dataclass(frozen=True, slots=True)
class TrayStatus:
    """Message ids: `title`, and `about` (a check's title) with `detail`; `facts` are the detail's."""

    tone: Tone
    title: str
    detail: str
    about: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


def tray_status(
    banner: Banner, last_open_at: datetime | None, *, tests_count: bool, meeting_is_over: bool
) -> TrayStatus:
    """Return the icon's status.

    Args:
        banner: the window's banner.
        last_open_at: when the window was last open; None if it has not been open yet.
        tests_count: whether the window would count its tests if it were opened.
        meeting_is_over: whether a meeting was opened so long ago that it is over.
    """
    if last_open_at is None:
        return TrayStatus(Tone.UNKNOWN, NOT_READY, NOT_TESTED)
    if banner.title == OPEN:
        return (
            TrayStatus(Tone.UNKNOWN, NOT_READY, NOT_TESTED)
            if meeting_is_over
            else TrayStatus(banner.tone, OPEN, banner.headline)
        )
    facts = {"time": f"{last_open_at:%H:%M}"}
    if banner.verdict in (Verdict.GO, Verdict.GO_WITH_REMARKS):
        if not tests_count:
            return TrayStatus(Tone.UNKNOWN, NOT_READY, TEST_AGAIN, facts=facts)
        return TrayStatus(banner.tone, READY, TESTED, facts=facts)
    tone = Tone.WORKING if banner.tone is Tone.GOOD else banner.tone  # the tests pass, the questions are left
    return TrayStatus(tone, NOT_READY, banner.headline, banner.about, banner.counted)

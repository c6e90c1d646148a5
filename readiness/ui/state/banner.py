"""The banner: the verdict, what it is about, and its one next action. No Qt."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec

from readiness.i18n import N_
from readiness.model import Finding, Verdict
from readiness.ui.state.outcome_tone import Tone

NOT_READY, READY, REMARKS = N_("Not ready yet"), N_("Ready to start"), N_("Ready, with remarks")
TESTING, WORKS, UNSUITABLE = N_("Testing …"), N_("The equipment works"), N_("Book a physical visit")
OVERRIDING, OPEN = N_("Not ready, but may start"), N_("The meeting is open")
TITLES = (NOT_READY, READY, REMARKS, TESTING, WORKS, UNSUITABLE, OVERRIDING, OPEN)
"""All possible titles; the window reserves room for the widest."""


class Action(enum.Enum):
    """Actions of the banner's button."""

    NONE = ""
    TO_EQUIPMENT = N_("Go to Equipment")
    TO_ROOM = N_("Go to Room and person")
    TO_ITEM = N_("Go to the question")
    TO_START = N_("Continue")
    CONFIRM_ALL = N_("Yes to all and open")
    CONFIRM_LISTED = N_("Yes to all in the list")
    OPEN_MEETING = N_("Open the meeting in Chrome")
    MEND = N_("Mend it")
    OPEN_PLACE = N_("Open settings")
    ANSWER = N_("Answer")
    RETEST = N_("Test again")
    TEST_ALL = N_("Test all again")
    NEXT_MEETING = N_("Prepare the next meeting")


class Banner(msgspec.Struct, frozen=True, kw_only=True):
    """The content of the banner.

    Attributes:
        verdict: None while tests are under way.
        tone: its appearance; a no-go that only waits for an answer is not shown as a problem.
        title: the verdict, a message id, as are the other texts.
        count: a text about how much is left.
        counted: facts for `count`, `headline` and `advice`.
        about: the headline's subject, a check's title; empty if the headline is self-explanatory.
        headline: the finding's headline.
        advice: the next thing to do.
        finding: the finding that the banner is about.
        action: what the button does.
        button: the button's text, if it depends on the finding.
    """

    verdict: Verdict | None
    tone: Tone
    title: str
    count: str = ""
    counted: Mapping[str, object] = msgspec.field(default_factory=dict)
    about: str = ""
    headline: str = ""
    advice: str = ""
    finding: Finding | None = None
    action: Action = Action.NONE
    button: str = ""

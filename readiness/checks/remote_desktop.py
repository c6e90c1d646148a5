"""Words for a program that is shown on another computer's screen, for every check whose answer that changes."""

from __future__ import annotations

from readiness.i18n import N_

IS_SHOWN_ELSEWHERE = N_("The program is shown on another computer's screen")
HEADLINE = N_("You are working on another computer's desktop.")
REMEDY = N_("Start this program on the computer in front of you.")

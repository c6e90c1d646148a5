"""What the program may do while its window is closed. All of it is off until the person turns it on."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from readiness.model import ONLY_IT, Section

Feature = Literal["icon", "start", "reminder"]


class TrayPolicy(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `tray` of the policy: what the person may turn on in the menu."""

    allowed: Annotated[
        tuple[Feature, ...],
        msgspec.Meta(
            description="icon: ready or not, in the tray; start: with the system; reminder: before a meeting",
            extra=ONLY_IT,
        ),
    ] = ("icon", "start", "reminder")

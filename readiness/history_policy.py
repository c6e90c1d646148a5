"""How long the history of runs on this station is kept."""

from __future__ import annotations

from typing import Annotated

import msgspec

from readiness.model import Section


class History(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `history` of the policy."""

    days_kept: Annotated[
        int, msgspec.Meta(ge=0, le=3650, description="a season back, to see when something changed; 0 keeps nothing")
    ] = 90

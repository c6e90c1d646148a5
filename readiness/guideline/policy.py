"""Policy of the guideline: which document to use, and how long stored answers are valid."""

from __future__ import annotations

from typing import Annotated

import msgspec

from readiness.model import LOWER_IS_STRICTER, ONLY_IT, PRIVATE_LIMIT, Section


class GuidelinePolicy(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `guideline` of the policy."""

    file: Annotated[
        str,
        msgspec.Meta(
            max_length=1000, description="a region's own document; the built-in one", extra=PRIVATE_LIMIT | ONLY_IT
        ),
    ] = ""
    ask_again_days: Annotated[
        int, msgspec.Meta(ge=1, le=3650, description="training is followed up once a year", extra=LOWER_IS_STRICTER)
    ] = 365

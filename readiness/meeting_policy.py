"""Policy of the meeting service: its address, and whether a meeting may start despite a no-go."""

from __future__ import annotations

import enum
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from readiness.model import LOWER_IS_STRICTER, ONLY_IT, PRIVATE_LIMIT, Section
from readiness.server_address import HTTPS_URL


class Service(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `service` of the policy. There is no built-in address, since the guideline names none."""

    name: Annotated[str, msgspec.Meta(max_length=80)] = "Mitt Vårdmöte"
    url: Annotated[
        str,
        msgspec.Meta(
            pattern=HTTPS_URL,
            description="where meetings are held",
            examples=["https://video.example.se/"],
            extra=PRIVATE_LIMIT,
        ),
    ] = ""

    @property
    def host(self) -> str:
        """The host name in `url`; empty if there is none."""
        return urlsplit(self.url).hostname or ""


class Reason(enum.Enum):
    """Why a meeting was started despite a no-go; the value is the word used in reports."""

    TRIED_ANOTHER_WAY = "tried_another_way"
    OTHER_EQUIPMENT = "other_equipment"
    CANNOT_WAIT = "cannot_wait"
    IT_HAS_AGREED = "it_has_agreed"


class Override(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `override` of the policy: whether and when a person may start the meeting despite a no-go."""

    allowed: Annotated[
        bool, msgspec.Meta(description="a no-go is a no-go unless IT says otherwise", extra=LOWER_IS_STRICTER)
    ] = False
    reasons: Annotated[
        tuple[Reason, ...],
        msgspec.Meta(min_length=1, description="reasons to choose from, in this order", extra=ONLY_IT),
    ] = tuple(Reason)
    never: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="checks and items that nobody may pass over: others would hear or see the meeting",
            extra=ONLY_IT,
        ),
    ] = ("room.private",)

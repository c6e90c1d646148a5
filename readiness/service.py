"""The meeting service that this workstation is for, as the policy names it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from readiness.model import Section


class Service(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `service` of the policy. The guideline names no address, so none is built in."""

    name: str = "Mitt Vårdmöte"
    url: Annotated[str, msgspec.Meta(pattern=r"^(https://[^\s/]+.*)?$", description="where meetings are held")] = ""

    @property
    def host(self) -> str:
        """The host name of `url`, or an empty string."""
        return urlsplit(self.url).hostname or ""

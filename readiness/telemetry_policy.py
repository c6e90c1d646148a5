"""Policy of telemetry: the receiver that every report is sent to. `readiness.report.telemetry` sends them."""

from __future__ import annotations

from typing import Annotated

import msgspec

from readiness.model import ONLY_IT, PRIVATE_LIMIT, Section
from readiness.server_address import HTTP_URL


class Telemetry(Section, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Table `telemetry` of the policy: where every report of `readiness check` is sent."""

    otlp_logs_url: Annotated[
        str,
        msgspec.Meta(
            pattern=HTTP_URL,
            description="where an OpenTelemetry receiver takes logs over HTTP; empty sends nothing",
            examples=["https://otel.example.se/v1/logs"],
            extra=PRIVATE_LIMIT | ONLY_IT,
        ),
    ] = ""

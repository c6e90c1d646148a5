"""What one check says, and the verdict that several findings give together."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from readiness.model.outcome import Outcome, Verdict


class Place(enum.Enum):
    """Somewhere in the system that a button can open; `host.system.settings_pages` knows how on each system."""

    CAMERA_PRIVACY = "camera_privacy"
    MICROPHONE_PRIVACY = "microphone_privacy"
    SOUND = "sound"
    RECORDING_DEVICES = "recording_devices"
    NETWORK = "network"
    CHROME_DOWNLOAD = "chrome_download"
    CHROME_SITE_SETTINGS = "chrome_site_settings"
    DEFAULT_APPS = "default_apps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check (or one checklist item) says. `headline` and `remedy` are message ids with places for facts.

    Attributes:
        check: the check's id.
        code: the check's id and what was found, for example `camera.absent`; a contract with scripts.
        outcome: how it went.
        headline: what the person notices.
        remedy: the one thing to do; empty when all is well.
        measured: the facts that may be reported, by field name.
        subject: what the person calls the thing ("HD Pro Webcam C920"); it is shown, never reported.
        place: where in the system the remedy is carried out.
        asks: the remedy is that the person answers a question in the check's row.
        waits_for: id of the check that must be seen to first; empty when this finding stands by itself.

    Raises:
        ValueError: a problem without a remedy.
    """

    check: str
    code: str
    outcome: Outcome
    headline: str
    remedy: str = ""
    measured: Mapping[str, object] = field(default_factory=dict)
    subject: str = ""
    place: Place | None = None
    asks: bool = False
    waits_for: str = ""

    def __post_init__(self) -> None:
        if self.outcome is not Outcome.PASS and not self.remedy:
            raise ValueError(f"{self.code}: a problem needs a remedy")

    @property
    def blocks(self) -> bool:
        """Whether the meeting should not start before this is seen to. What only waits is no fault of its own."""
        return self.outcome >= Outcome.FAIL and not self.waits_for


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Go, go with remarks or no-go. Nothing found at all is no-go: silence is never go.

    A finding that waits counts by its outcome, `not_assessed`, so it is never go either.
    """
    worst = max((finding.outcome for finding in findings), default=Outcome.NOT_ASSESSED)
    if worst is Outcome.PASS:
        return Verdict.GO
    return Verdict.GO_WITH_REMARKS if worst is Outcome.WARN else Verdict.NO_GO

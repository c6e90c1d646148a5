"""The result of one check, and the verdict over several results."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

import msgspec

from readiness.model.outcome import Outcome, Verdict


class Place(enum.Enum):
    """A system setting or web page that a button can open; see `host.system.settings_pages`."""

    CAMERA_PRIVACY = "camera_privacy"
    MICROPHONE_PRIVACY = "microphone_privacy"
    SOUND = "sound"
    RECORDING_DEVICES = "recording_devices"
    NETWORK = "network"
    CHROME_DOWNLOAD = "chrome_download"
    CHROME_SITE_SETTINGS = "chrome_site_settings"
    DEFAULT_APPS = "default_apps"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """The result of one check or checklist item. `headline` and `remedy` are message ids with placeholders for facts.

    Attributes:
        check: the check's id.
        code: the check's id and the result, for example `camera.absent`; a contract with scripts.
        outcome: the severity.
        headline: what the person notices.
        remedy: the one thing to do; empty for a pass.
        measured: the facts that may be reported, by field name.
        subject: the device's display name ("HD Pro Webcam C920"); shown on screen, never reported.
        place: the system setting where the remedy is carried out.
        asks: whether the remedy is to answer a question in the check's row.
        waits_for: id of the check to fix first; empty when this finding stands by itself.

    Raises:
        ValueError: the outcome is not a pass and there is no remedy.
    """

    check: str
    code: str
    outcome: Outcome
    headline: str
    remedy: str = ""
    measured: Mapping[str, object] = msgspec.field(default_factory=dict)
    subject: str = ""
    place: Place | None = None
    asks: bool = False
    waits_for: str = ""

    def __post_init__(self) -> None:
        if self.outcome is not Outcome.PASS and not self.remedy:
            raise ValueError(f"{self.code}: a problem needs a remedy")

    @property
    def blocks(self) -> bool:
        """Whether this must be fixed before the meeting. A finding that waits for another check is no fault itself."""
        return self.outcome >= Outcome.FAIL and not self.waits_for


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Return the verdict given by the worst outcome. Without findings it is no-go: a go needs evidence.

    A finding that waits counts as its outcome, `not_assessed`, so it prevents a go as well.
    """
    worst = max((finding.outcome for finding in findings), default=Outcome.NOT_ASSESSED)
    if worst is Outcome.PASS:
        return Verdict.GO
    return Verdict.GO_WITH_REMARKS if worst is Outcome.WARN else Verdict.NO_GO

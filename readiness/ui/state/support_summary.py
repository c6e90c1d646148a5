"""What is copied for IT support: codes and outcomes, nothing about a person and no device's name. No Qt."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from readiness import __version__
from readiness.model import Finding
from readiness.service import Reason


def for_support(findings: Iterable[Finding], override: Reason | None = None) -> str:
    """A line a finding, and one that says which program and system it is; `override` is why a no-go was passed over."""
    lines = [f"Readiness {__version__}, {sys.platform}"]
    lines += [f"{each.code}: {each.outcome.word}" for each in findings]
    if override:
        lines.append(f"override: {override.value}")
    return "\n".join(lines)

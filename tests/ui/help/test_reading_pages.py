"""Where the help opens."""

from __future__ import annotations

import pytest
from rule_findings import finding_of

from readiness.checks.registry import EVERY
from readiness.i18n import Words
from readiness.model import COMMON_FINDINGS, AnyCheck
from readiness.support.help_page import help_page
from readiness.ui.help.reading_pages import anchor_of

PAGE = help_page(EVERY, None, Words("en"))


@pytest.mark.parametrize("check", EVERY, ids=lambda check: check.id)
def test_help_opens_at_the_heading_of_each_finding(check: AnyCheck) -> None:
    for rule in check.rules:
        finding = finding_of(check, rule)
        assert anchor_of(finding) == finding.code
        assert f'"{finding.code}"' in PAGE
    for why in COMMON_FINDINGS:
        assert anchor_of(check.not_assessed(why)) == f"any.{why}"
        assert f'"any.{why}"' in PAGE

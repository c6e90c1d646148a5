"""`readiness policy schema` accepts and rejects the same policies as the reader."""

from __future__ import annotations

import tomllib

import pytest
from jsonschema import Draft202012Validator

from readiness.policy import toml_file
from readiness.policy.problem import PolicyError
from readiness.policy.schema import schema

VALIDATOR = Draft202012Validator(schema())


def test_policy_schema_is_valid() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    "text",
    [
        "",
        '[service]\nurl = "https://example.se/"',
        "[camera]\nheight_min_px = 480",
        "[camera]\nheight_min_px = 4.5",
        "[camera]\nstalled_after_s = 2",
        "[camera]\nstalled_after_s = 0",
        "[camera]\nstalled_after_s = 31",
        '[camera]\noutcomes = {frozen = "warn"}',
        '[camera]\noutcomes = {froze = "warn"}',
        '[camera]\noutcomes = {frozen = "ok"}',
        "[camra]",
        "[camera]\nx = 1",
        '[station]\nid = "asset_tag"',
        '[station]\nid = "name"',
        '[headset]\naccepted = ["0d8c:0014"]',
        '[headset]\naccepted = ["0D8C"]',
    ],
)
def test_the_schema_and_the_reader_agree(text: str) -> None:
    try:
        toml_file.tables("policy.toml", text)
        can_be_used = True
    except PolicyError:
        can_be_used = False
    assert VALIDATOR.is_valid(tomllib.loads(text)) == can_be_used

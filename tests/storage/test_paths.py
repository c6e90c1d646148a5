"""How a path is told: whole, and without the person's name in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.storage.paths import display_path


def test_a_path_in_the_persons_folder_does_not_name_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna.svensson")
    assert (
        display_path(Path("/home/anna.svensson/.local/share/readiness/policy.toml"))
        == "~/.local/share/readiness/policy.toml"
    )
    assert display_path(Path("/home/anna.svensson2/policy.toml")) == "/home/anna.svensson2/policy.toml"
    assert display_path(Path("/etc/readiness/policy.toml")) == "/etc/readiness/policy.toml"


def test_without_a_home_a_path_is_told_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/")
    assert display_path(Path("/etc/readiness/policy.toml")) == "/etc/readiness/policy.toml"

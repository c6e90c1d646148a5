"""How paths are displayed: complete, but without the person's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness.storage.paths import display_path


def test_displayed_path_hides_the_persons_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna.svensson")
    assert (
        display_path(Path("/home/anna.svensson/.local/share/readiness/policy.toml"))
        == "~/.local/share/readiness/policy.toml"
    )
    assert display_path(Path("/home/anna.svensson2/policy.toml")) == "/home/anna.svensson2/policy.toml"
    assert display_path(Path("/etc/readiness/policy.toml")) == "/etc/readiness/policy.toml"


def test_displayed_path_is_unchanged_without_home_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/")
    assert display_path(Path("/etc/readiness/policy.toml")) == "/etc/readiness/policy.toml"

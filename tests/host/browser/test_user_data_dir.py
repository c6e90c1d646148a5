"""Profiles that IT has moved with the policy `UserDataDir`."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any

import pytest

from readiness.host.browser import chrome_macos
from readiness.host.browser.user_data_dir import moved_user_data

KNOWN = {"local_app_data": "/home/anna/Local", "user_name": "anna"}


@pytest.mark.parametrize(
    ("policies", "folder"),
    [
        ({"UserDataDir": "${local_app_data}/Region/Chrome"}, Path("/home/anna/Local/Region/Chrome")),
        ({"UserDataDir": '"/profiles/${user_name}"'}, Path("/profiles/anna")),
        ({"UserDataDir": "/profiles/${machine_name}"}, None),
        ({"UserDataDir": ""}, None),
        ({"UserDataDir": 7}, None),
        ({"UserDataDir": "x" * 10_000}, None),
        ({}, None),
    ],
)
def test_variables_are_expanded(policies: dict[str, Any], folder: Path | None) -> None:
    assert moved_user_data(policies, KNOWN) == folder


def test_macos_variables_are_expanded(tmp_path: Path) -> None:
    roots = chrome_macos.Roots(root=tmp_path, home=tmp_path / "Users/anna", user="anna")
    managed = tmp_path / "Library/Managed Preferences/com.google.Chrome.plist"
    managed.parent.mkdir(parents=True)
    managed.write_bytes(plistlib.dumps({"UserDataDir": "${user_home}/Chrome"}))
    assert moved_user_data(chrome_macos.policies(roots), roots.path_variables) == tmp_path / "Users/anna/Chrome"

"""Profiles that IT has moved with the policy `UserDataDir`."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any

import pytest

from readiness.host.browser import chrome_macos
from readiness.host.browser.user_data_dir import user_data_folders

KNOWN = {"local_app_data": "/home/anna/Local", "user_name": "anna"}


USUAL = (Path("/home/anna/Chrome"),)


@pytest.mark.parametrize(
    ("policies", "folders"),
    [
        ({"UserDataDir": "${local_app_data}/Region/Chrome"}, (Path("/home/anna/Local/Region/Chrome"),)),
        ({"UserDataDir": '"/profiles/${user_name}"'}, (Path("/profiles/anna"),)),
        ({"UserDataDir": "/profiles/${machine_name}"}, ()),
        ({"UserDataDir": ""}, USUAL),
        ({"UserDataDir": 7}, USUAL),
        ({"UserDataDir": "x" * 10_000}, USUAL),
        ({}, USUAL),
    ],
)
def test_variables_are_expanded(policies: dict[str, Any], folders: tuple[Path, ...]) -> None:
    """A variable that is not known here leaves nothing known, and not what the usual folder says."""
    assert user_data_folders(policies, KNOWN, USUAL) == folders


def test_linux_has_no_such_policy() -> None:
    assert user_data_folders({"UserDataDir": "/profiles"}, None, USUAL) == USUAL


def test_macos_variables_are_expanded(tmp_path: Path) -> None:
    roots = chrome_macos.Roots(root=tmp_path, home=tmp_path / "Users/anna", user="anna")
    managed = tmp_path / "Library/Managed Preferences/com.google.Chrome.plist"
    managed.parent.mkdir(parents=True)
    managed.write_bytes(plistlib.dumps({"UserDataDir": "${user_home}/Chrome"}))
    folders = user_data_folders(chrome_macos.policies(roots), roots.path_variables, roots.user_data)
    assert folders == (tmp_path / "Users/anna/Chrome",)

"""What the recipe says of `Readiness.app`, which can be built only on a Mac."""

from __future__ import annotations

import ast
import plistlib
import re
from pathlib import Path

import pytest

from readiness.i18n import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def info_plist() -> dict[str, object]:
    recipe = ast.parse((ROOT / "build_installer.spec").read_text("utf-8"))
    found = [node.value for node in ast.walk(recipe) if isinstance(node, ast.keyword) and node.arg == "info_plist"]
    content = ast.literal_eval(found[0])
    assert isinstance(content, dict)
    return content


def test_the_application_may_show_its_window(info_plist: dict[str, object]) -> None:
    """By default PyInstaller decides by the folder's last program, which is the one with a console."""
    assert info_plist["LSBackgroundOnly"] is False
    assert info_plist["NSHighResolutionCapable"] is True


def test_macos_can_ask_for_camera_and_microphone(info_plist: dict[str, object]) -> None:
    assert info_plist["NSCameraUsageDescription"]
    assert info_plist["NSMicrophoneUsageDescription"]


def test_the_least_system_is_the_one_that_the_lock_is_checked_for(info_plist: dict[str, object]) -> None:
    checked = re.search(r"MACOSX_DEPLOYMENT_TARGET=(\S+)", (ROOT / "Makefile").read_text("utf-8"))
    assert checked
    assert info_plist["LSMinimumSystemVersion"] == checked[1]


def test_the_systems_own_dialogs_are_in_the_programs_languages(info_plist: dict[str, object]) -> None:
    assert info_plist["CFBundleLocalizations"] == list(LANGUAGES)


def test_a_signed_application_may_ask_for_camera_and_microphone() -> None:
    entitlements = plistlib.loads((ROOT / "installer/entitlements.plist").read_bytes())
    assert entitlements["com.apple.security.device.camera"] is True
    assert entitlements["com.apple.security.device.audio-input"] is True

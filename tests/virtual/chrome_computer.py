"""A folder with the files of a computer with Google Chrome, as Google's Debian package and Chrome place them."""

from __future__ import annotations

import json
from pathlib import Path

from readiness.checks import browser
from readiness.checks.browser import CHECK, Policy
from readiness.host.browser.chrome_linux import Roots

URL = "https://video.example.se/rum"


def program(path: Path, answer: str) -> None:
    """A program that prints its version as a browser does; nothing else is required of it."""
    path.parent.mkdir(parents=True)
    path.write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
    path.chmod(0o755)


def roots(tmp_path: Path) -> Roots:
    return Roots(root=tmp_path, home=tmp_path / "home", config=tmp_path / "config")


def with_chrome(tmp_path: Path) -> Roots:
    program(tmp_path / "opt/google/chrome/chrome", "echo 'Google Chrome 156.0.8078.79 '")
    return roots(tmp_path)


def code(tmp_path: Path, url: str = URL) -> str:
    return CHECK.judge(browser.measure(url, roots(tmp_path)), Policy()).code


def profile(tmp_path: Path, exceptions: object, name: str = "Profile 1") -> None:
    user_data = with_chrome(tmp_path).user_data[0]
    (user_data / name).mkdir(parents=True)
    (user_data / "Local State").write_text(json.dumps({"profile": {"last_used": name}}), encoding="utf-8")
    content = {"profile": {"content_settings": {"exceptions": exceptions}}}
    (user_data / name / "Preferences").write_text(json.dumps(content), encoding="utf-8")

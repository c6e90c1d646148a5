"""Starting with the system: the person's own entry, written and removed; Windows' is in tests/windows."""

from __future__ import annotations

import configparser
import plistlib
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness import __version__
from readiness.host.system import autostart


@pytest.mark.linux
def test_the_entry_is_written_and_removed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert not autostart.is_on()
    autostart.turn_on()
    assert autostart.is_on()
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(tmp_path / "config/autostart/readiness.desktop", encoding="utf-8")
    assert dict(entry["Desktop Entry"])["Exec"].endswith("-m readiness --in-background")
    autostart.turn_off()
    autostart.turn_off()
    assert not autostart.is_on()
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert autostart.entry_file() == Path.home() / ".config/autostart/readiness.desktop"


def test_a_folder_of_the_program_s_name_is_not_started(tmp_path: Path) -> None:
    (tmp_path / "readiness").mkdir()
    (tmp_path / "readiness" / "__init__.py").write_text("raise SystemExit('another program')")
    command = [*autostart.command()[:-1], "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == f"readiness {__version__}\n", done.stderr


def arguments_of(line: str) -> list[str]:
    """Read `Exec` as the specification says: first the string's escapes, then the quotes."""
    text = re.sub(r"\\(.)", r"\1", line)
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text)
    return [(re.sub(r"\\(.)", r"\1", quoted) if quoted else plain).replace("%%", "%") for quoted, plain in found]


@given(st.lists(st.text("ab /\\\"'`$%åäö&;|()-", min_size=1), min_size=1, max_size=4))
def test_whatever_folder_the_program_is_in_the_entry_names_it(arguments: list[str]) -> None:
    content = autostart.desktop_entry(arguments)
    line = next(each for each in content.splitlines() if each.startswith("Exec=")).removeprefix("Exec=")
    assert arguments_of(line) == arguments


def test_the_launch_agent_starts_once_at_login() -> None:
    agent = plistlib.loads(autostart.launch_agent(["/Applications/Readiness.app/x & y", autostart.IN_BACKGROUND]))
    assert agent["ProgramArguments"] == ["/Applications/Readiness.app/x & y", "--in-background"]
    assert agent["RunAtLoad"] is True
    assert "KeepAlive" not in agent

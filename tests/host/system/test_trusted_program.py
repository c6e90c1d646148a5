"""Which program is started for a name, and which programs are never started."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from readiness.host.system.trusted_program import find


def _program(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("#!/bin/sh\ntouch ran\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_program_is_found_by_its_absolute_path(tmp_path: Path) -> None:
    there = _program(tmp_path / "bin/tool")
    assert find("tool", f"/nowhere:{tmp_path / 'bin'}") == there
    assert find("tool", "/nowhere") is None


@pytest.mark.parametrize("search_path", [".", "", "bin", ":.", "./bin"])
def test_programs_in_the_working_folder_are_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, search_path: str
) -> None:
    _program(tmp_path / "bin/tool")
    _program(tmp_path / "tool")
    monkeypatch.chdir(tmp_path)
    assert find("tool", search_path) is None


@pytest.mark.parametrize("loose", ["bin", "bin/tool"])
def test_programs_that_others_may_replace_are_ignored(tmp_path: Path, loose: str) -> None:
    _program(tmp_path / "bin/tool")
    (tmp_path / loose).chmod(0o777)
    assert find("tool", str(tmp_path / "bin")) is None
    good = _program(tmp_path / "good/tool")
    assert find("tool", f"{tmp_path / 'bin'}:{tmp_path / 'good'}") == good


@pytest.mark.linux
def test_no_compiler_is_started_to_find_the_sound_libraries(tmp_path: Path) -> None:
    for name in ("gcc", "cc", "ld", "ldconfig"):
        _program(tmp_path / "bin" / name)
    code = (
        "import contextlib\n"
        "from readiness.host.audio import portaudio\n"
        "from readiness.host.system import pulse_server\n"
        "with contextlib.suppress(portaudio.SoundError): portaudio.load()\n"
        "with contextlib.suppress(OSError, pulse_server.NoServerError), pulse_server.connect(): pass\n"
        "from pathlib import Path; loaded = Path('/proc/self/maps').read_text()\n"
        "assert '/libportaudio.so' in loaded and '/libpulse.so' in loaded\n"
    )
    environment = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin", "XDG_RUNTIME_DIR": str(tmp_path)}
    subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, env=environment, check=True, timeout=60)
    assert not (tmp_path / "ran").exists()

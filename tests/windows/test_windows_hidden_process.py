"""A program with the rehearsal's pipes on Windows: output through inherited handles, and its end with the job."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections import UserDict
from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness.host.browser.devtools_pipe import ChromeTimeoutError, DevTools
from readiness.host.browser.hidden_chrome import hidden_chrome
from readiness.host.browser.hidden_process_windows import HiddenProcess

assert sys.platform == "win32"

ANSWERS = """
import json, msvcrt, os, sys
switch = next(each for each in sys.argv if each.startswith("--remote-debugging-io-pipes="))
commands, answers = (msvcrt.open_osfhandle(int(each), os.O_BINARY) for each in switch.partition("=")[2].split(","))
waiting = b""
while piece := os.read(commands, 65536):
    *whole, waiting = (waiting + piece).split(bytes(1))
    for each in map(json.loads, whole):
        if each["method"] == "Browser.crash":
            os._exit(3)
        os.write(answers, json.dumps({"id": each["id"], "result": {"pid": os.getpid()}}).encode() + bytes(1))
"""


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[HiddenProcess]:
    """A Windows Python that answers as Chrome does; the switches of the pipe are before its last argument."""
    script = tmp_path / "Åsas svar.py"
    script.write_text(ANSWERS, encoding="utf-8")
    program = Path(sys.base_prefix) / "python.exe"
    launcher = "import runpy, sys; runpy.run_path(sys.argv[-1])"
    environment = {**os.environ, "PYTHONHOME": sys.base_prefix}
    started = HiddenProcess([str(program), "-c", launcher, str(script)], environment, tmp_path)
    yield started
    started.kill()


def test_output_is_read_and_the_process_is_killed(browser: HiddenProcess) -> None:
    tools = DevTools(browser.commands, browser.answers)
    answer = tools.call("Browser.getVersion", time.monotonic() + 60)
    assert isinstance(answer["pid"], int)
    browser.kill()
    with pytest.raises(ChromeTimeoutError):
        tools.call("Browser.getVersion", time.monotonic() + 20)
    listed = subprocess.run(["tasklist"], capture_output=True, text=True, check=False).stdout
    assert f" {answer['pid']} " not in listed
    tools.close()


def test_missing_program_raises(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        HiddenProcess([str(tmp_path / "none.exe")], dict(os.environ), tmp_path)


def test_chrome_is_told_to_stay_the_process_that_was_started(tmp_path: Path) -> None:
    program = tmp_path / "chrome.bat"
    program.write_text('@echo %* > "%~dp0told.txt"\n', encoding="ascii")
    with hidden_chrome(program, {}, folder=tmp_path) as tools, pytest.raises(ChromeTimeoutError):
        tools.call("Browser.getVersion", time.monotonic() + 20)
    told = (tmp_path / "told.txt").read_text(encoding="utf-8")
    assert "--do-not-de-elevate" in told.split()
    assert told.split()[-1] == "about:blank"


class Environment(UserDict[str, str]):
    """What a program is started with; remembers where this program looks for libraries when it is read."""

    libraries_in = "not read"

    def __iter__(self) -> Iterator[str]:
        folder = ctypes.create_unicode_buffer(260)
        ctypes.windll.kernel32.GetDllDirectoryW(len(folder), folder)
        self.libraries_in = folder.value
        return super().__iter__()


def test_chrome_does_not_look_for_libraries_in_our_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    ctypes.windll.kernel32.SetDllDirectoryW(str(tmp_path))  # as the frozen program's start does
    environment = Environment(os.environ)
    try:
        HiddenProcess(["cmd.exe", "/c", "rem"], environment, tmp_path).kill()
    finally:
        ctypes.windll.kernel32.SetDllDirectoryW(None)
    assert environment.libraries_in == ""

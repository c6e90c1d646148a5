"""What the program's end says, in every state of its streams, its folders and its user."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import cv2
import portrait
import pytest

from readiness.cli.main import note_interrupts

READINESS = (sys.executable, "-m", "readiness")
GO, WRONG_USE, OWN_FAULT = 0, 2, 3


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """A check that is a go."""
    picture = tmp_path_factory.mktemp("picture") / "portrait.png"
    cv2.imwrite(str(picture), portrait.noisy(portrait.scene(), 1))
    return ("check", "--only", "camera", "--camera", str(picture))


def ends(
    *arguments: str, streams: str = "", data: Path | str | None = None, environment: dict[str, str] | None = None
) -> int:
    """The exit code, by way of a shell that opens and closes the streams."""
    more = {"READINESS_DATA": str(data)} if data else {}
    command = ["/bin/sh", "-c", f'exec "$@" {streams}', "sh", *READINESS, *arguments]
    known = os.environ if environment is None else environment
    return subprocess.run(command, env={**known, **more}, capture_output=True, timeout=60, check=False).returncode


@pytest.mark.parametrize("streams", ["", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full", "2>&-"])
def test_a_go_is_a_go_whatever_the_streams_are(camera: tuple[str, ...], streams: str, tmp_path: Path) -> None:
    assert ends(*camera, "--out", str(tmp_path), streams=streams) == GO
    (report,) = tmp_path.glob("*.json")
    assert json.loads(report.read_bytes())["findings"][0]["code"] == "camera.ok"


def test_a_go_that_nobody_can_read_is_none(camera: tuple[str, ...], tmp_path: Path) -> None:
    assert ends(*camera, streams=">/dev/full") == OWN_FAULT
    nowhere = tmp_path / "file"
    nowhere.write_text("in the way")
    assert ends(*camera, "--out", str(nowhere / "share"), data=nowhere / "data") == OWN_FAULT


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [("--version",), ("check", "--help"), ("policy", "show")])
def test_output_that_is_lost_is_no_success_and_the_disk_is_named(arguments: tuple[str, ...], unbuffered: str) -> None:
    command = ["/bin/sh", "-c", 'exec "$@" >/dev/full', "sh", *READINESS, "--lang", "en", *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == OWN_FAULT
    assert done.stderr == f"readiness: The output cannot be written: {os.strerror(errno.ENOSPC)}\n"


@pytest.mark.parametrize("streams", ["", "2>/dev/full", "2>&-"])
def test_wrong_use_is_never_a_verdict(streams: str) -> None:
    assert ends("check", "--policy", "there is none.toml", streams=streams) == WRONG_USE


def test_a_user_without_a_home_gets_an_answer(camera: tuple[str, ...]) -> None:
    """Neither HOME nor an account: nothing can be kept, and that costs no test."""
    environment = {name: value for name, value in os.environ.items() if name not in ("HOME", "READINESS_DATA")}
    no_account = "import pwd, sys; pwd.getpwuid = {}.__getitem__"
    code = f"{no_account}; from readiness.__main__ import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *camera]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == GO, done.stderr


def test_an_interrupt_that_python_discards_is_noted() -> None:
    with note_interrupts() as interrupted:
        assert not interrupted.is_set()
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert interrupted.is_set()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler

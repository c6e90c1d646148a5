"""Exit codes, whatever the state of streams, folders and user account."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import cv2
import portrait
import pytest

from readiness.cli.interrupts import note_interrupts

pytestmark = pytest.mark.slow

READINESS = (sys.executable, "-m", "readiness")
GO, WRONG_USE, OWN_FAULT = 0, 2, 3


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """The arguments of a check whose verdict is go."""
    picture = tmp_path_factory.mktemp("picture") / "portrait.png"
    cv2.imwrite(str(picture), portrait.noisy(portrait.scene(), 1))
    return ("check", "--only", "camera", "--camera", str(picture))


def ends(
    *arguments: str, streams: str = "", data: Path | str | None = None, environment: dict[str, str] | None = None
) -> int:
    """Run the program in a shell that opens and closes streams; return its exit code.

    Its streams are buffered, as they are for people; some containers set Python's variable against that.
    """
    more = {"PYTHONUNBUFFERED": ""} | ({"READINESS_DATA": str(data)} if data else {})
    command = ["/bin/sh", "-c", f'exec "$@" {streams}', "sh", *READINESS, *arguments]
    known = os.environ if environment is None else environment
    return subprocess.run(command, env={**known, **more}, capture_output=True, timeout=60, check=False).returncode


@pytest.mark.parametrize("streams", ["", ">&- 2>&-", "<&- >&- 2>&-", "2>/dev/full", "2>&-"])
def test_go_exits_0_whatever_the_state_of_the_streams(camera: tuple[str, ...], streams: str, tmp_path: Path) -> None:
    assert ends(*camera, "--out", str(tmp_path), streams=streams) == GO
    (report,) = tmp_path.glob("*.json")
    assert json.loads(report.read_bytes())["findings"][0]["code"] == "camera.ok"


def test_go_that_cannot_be_written_exits_with_a_failure(camera: tuple[str, ...], tmp_path: Path) -> None:
    assert ends(*camera, streams=">/dev/full") == OWN_FAULT
    nowhere = tmp_path / "file"
    nowhere.write_text("in the way")
    assert ends(*camera, "--out", str(nowhere / "share"), data=nowhere / "data") == OWN_FAULT


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [("--version",), ("check", "--help"), ("policy", "show"), ("policy", "schema")])
def test_lost_output_exits_with_a_failure_that_names_the_disk(arguments: tuple[str, ...], unbuffered: str) -> None:
    command = ["/bin/sh", "-c", 'exec "$@" >/dev/full', "sh", *READINESS, "--lang", "en", *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == OWN_FAULT
    assert done.stderr == "readiness: The output cannot be written: the disk is full\n"


@pytest.mark.parametrize("streams", ["", "2>/dev/full", "2>&-"])
@pytest.mark.parametrize("arguments", [("check", "--policy", "there is none.toml"), ("check", "--no-such-option")])
def test_wrong_use_never_exits_as_a_verdict(arguments: tuple[str, ...], streams: str) -> None:
    assert ends(*arguments, streams=streams) == WRONG_USE


def test_user_without_home_folder_gets_a_verdict(camera: tuple[str, ...]) -> None:
    """Without HOME and account nothing can be stored, but every check runs."""
    environment = {name: value for name, value in os.environ.items() if name not in ("HOME", "READINESS_DATA")}
    no_account = "import pwd, sys; pwd.getpwuid = {}.__getitem__"
    code = f"{no_account}; from readiness.__main__ import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *camera]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == GO, done.stderr


def test_interrupt_discarded_by_python_is_still_noticed() -> None:
    with note_interrupts() as interrupted:
        assert not interrupted.is_set()
        with contextlib.suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        assert interrupted.is_set()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_interrupt_before_the_command_line_ends_without_a_word() -> None:
    """In the middle of an import it would be a traceback, or even exit code 1."""
    code = "import signal, readiness.__main__ as it; it._end_on_interrupt(); signal.raise_signal(signal.SIGINT)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")


@pytest.mark.parametrize("arguments", [[], ["sign", "-o", "/dev/null"]])
def test_interrupt_while_qt_is_loaded_ends_the_program_without_a_word(arguments: list[str]) -> None:
    """Qt's bindings would abort on an exception in their imports, with a dump, or discard it and go on."""
    hook = (
        "import signal, sys; from readiness.__main__ import main; sys.addaudithook(lambda event, of: "
        "event == 'import' and of[0].endswith('signature.loader') and signal.raise_signal(signal.SIGINT)); "
        f"sys.argv[1:] = {arguments}; sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", hook], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, b"")

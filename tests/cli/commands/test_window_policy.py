"""A window that has been open, or in the tray, since before IT changed the policy."""

from __future__ import annotations

import os
import select
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.cli.commands.window import is_another_in_force
from readiness.policy.in_force import from_file
from readiness.ui.window.application import SAYS_ANEW

PROGRAM = """#!/bin/sh
test "$3" = readiness || exit  # a test of a device
exec >"$0.says"
echo started "$@"
test "$READINESS_OPENED_ANEW" && echo says why
test "$(ps -o sid= -p $$)" -eq $$ && echo in a session of its own
"""
"""In place of Python, with this program's own arguments. It writes to a pipe, since it has no terminal."""

STARTS_WITHIN_S = 30

CHANGES_POLICY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from readiness.__main__ import main
from readiness.ui.window.main_window import MainWindow

application = QApplication([])
file = Path(sys.argv[2])
program = sys.argv.pop()
tested = []

def test_again():
    window = next((each for each in application.topLevelWidgets() if isinstance(each, MainWindow)), None)
    if window is None or not any(status.has_started for status in window.store.state.probes.values()):
        return
    if tested:
        file.write_text('[camera]\\nheight_min_px = 480\\n')
        sys.executable = program
    tested.append(window.store.test_all())

timer = QTimer(interval=500)
timer.timeout.connect(test_again)
timer.start()
code = main()
print(len(tested), code)
sys.exit(code)
"""


@pytest.mark.slow
@pytest.mark.linux
def test_a_policy_that_has_changed_opens_the_window_anew(tmp_path: Path) -> None:
    file, program = tmp_path / "policy.toml", tmp_path / "program"
    file.write_text("[camera]\nheight_min_px = 360\n")
    program.write_text(PROGRAM)
    program.chmod(stat.S_IRWXU)
    os.mkfifo(f"{program}.says")
    pipe = os.open(f"{program}.says", os.O_RDONLY | os.O_NONBLOCK)
    ended = subprocess.run(
        [sys.executable, "-c", CHANGES_POLICY, "--policy", str(file), str(program)],
        capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "READINESS_DATA": str(tmp_path / "data")},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    rounds, code = map(int, ended.stdout.split())
    assert code == 0
    assert rounds >= 2, "one with the same policy; of a slow disk's answer the round after it takes notice"
    assert select.select([pipe], [], [], STARTS_WITHIN_S)[0]
    os.set_blocking(pipe, True)
    with os.fdopen(pipe) as says:
        assert says.read().splitlines() == [
            f"started -I -m readiness --policy {file}",
            "says why",
            "in a session of its own",  # or it would end with the old program where launchd started that
        ]


SAYS_NOTICE = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from readiness.__main__ import main
from readiness.ui.window.main_window import MainWindow

application = QApplication([])

def look():
    window = next((each for each in application.topLevelWidgets() if isinstance(each, MainWindow)), None)
    if window and any(status.has_started for status in window.store.state.probes.values()):
        print(window.store.state.notice, "READINESS_OPENED_ANEW" in os.environ)
        timer.stop()
        window.close()

timer = QTimer(interval=500)
timer.timeout.connect(look)
timer.start()
sys.exit(main())
"""


@pytest.mark.slow
@pytest.mark.linux
@pytest.mark.parametrize(("anew", "notice"), [("1", SAYS_ANEW), ("", "")])
def test_the_new_window_says_why_its_questions_are_open_again(tmp_path: Path, anew: str, notice: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SAYS_NOTICE],
        capture_output=True, text=True, timeout=60, check=True,
        env={**os.environ, "READINESS_DATA": str(tmp_path), "READINESS_OPENED_ANEW": anew},
    )  # fmt: skip
    assert ended.stdout == f"{notice} False\n"


@pytest.mark.parametrize(
    ("content", "is_another"),
    [
        pytest.param("[camera]\nheight_min_px = 360\n", False, id="the same"),
        pytest.param("[camera]\nheight_min_px = 480\n", True, id="another"),
        pytest.param("[camera]\nheight_min_px = ", False, id="a mistake in it"),
        pytest.param(None, False, id="away, as a share may be"),
    ],
)
def test_only_a_policy_that_can_be_used_is_another(tmp_path: Path, content: str | None, *, is_another: bool) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("[camera]\nheight_min_px = 360\n")
    in_use = from_file(file).policy
    file.unlink()
    if content is not None:
        file.write_text(content)
    assert is_another_in_force(in_use, str(file)) is is_another

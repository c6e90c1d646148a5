"""A user without HOME whose account is in a directory service that is out of reach."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NO_ACCOUNT = """
import pwd
pwd.getpwuid = {}.__getitem__
"""
ASKED = {
    "Chrome": "from readiness.host.browser.chrome_linux import Roots, installed; print(installed(Roots()))",
    "autostart": "from readiness.host.system.autostart import is_on; print(is_on())",
    "dump": "from readiness.host.dump.private_words import private_words; print(private_words())",
    "window": """
from pathlib import Path
from readiness.ui.session.single_instance import SingleInstance
SingleInstance(Path("data"))
""",
}


@pytest.mark.linux
@pytest.mark.parametrize("asked", ASKED)
def test_who_has_neither_account_nor_home_folder_gets_an_answer(tmp_path: Path, asked: str) -> None:
    personal = {"HOME", "USER", "LOGNAME", "USERNAME", "LNAME", "XDG_CONFIG_HOME"}
    environment = {name: value for name, value in os.environ.items() if name not in personal}
    environment["PYTHONPATH"] = str(Path.cwd())
    command = [sys.executable, "-c", NO_ACCOUNT + ASKED[asked]]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr

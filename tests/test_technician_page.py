"""docs/technician.md: every command in it runs, and its example is a policy."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import cv2
import numpy as np
import portrait
import pytest
from speech import RATE_HZ, noise, speech, write_wav

from readiness.policy.toml_file import read

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[1]
DOCS = CHECKOUT / "docs"
PAGE = (DOCS / "technician.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("```toml\n")[1].split("```")[0]
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


def test_example_on_the_page_is_a_valid_policy(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    assert read(path).keys() == tomllib.loads(EXAMPLE).keys()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the page's commands name."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "policy.toml").write_text(EXAMPLE, encoding="utf-8")
    (folder / "devices.csv").write_text("name,bus,vid_pid\nJabra Link 380,usb,0b0e:24c7\n", encoding="utf-8")
    cv2.imwrite(str(folder / "portrait.png"), portrait.scene())
    pause = noise(RATE_HZ, -70)
    write_wav(folder / "speech.wav", np.concatenate((pause, speech(), pause)).astype(np.float32))
    return folder


def test_code_blocks_contain_commands_only() -> None:
    assert len(COMMANDS) > 15
    assert [line for line in COMMANDS if not line.startswith("readiness ")] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_on_the_page_runs(desk: Path, command: str) -> None:
    shell = f'readiness() {{ "{sys.executable}" -m readiness "$@"; }}\n{command}'
    own = {"READINESS_DATA": str(desk / "data"), "PYTHONPATH": str(CHECKOUT), "LC_ALL": "sv_SE.UTF-8"}
    done = subprocess.run(
        ["sh", "-c", shell], cwd=desk, env=os.environ | own, capture_output=True, check=False, timeout=90
    )
    assert done.returncode == 0 or (done.returncode == 1 and command.startswith("readiness check")), done.stderr
    assert b"Traceback" not in done.stderr
    assert done.stdout

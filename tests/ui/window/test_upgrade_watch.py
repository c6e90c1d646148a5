"""A program that is upgraded while it is open: noticed, closed and started anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from readiness.host.system.installed_version import installed_version
from readiness.ui.window.upgrade_watch import UpgradeWatch


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize(
    ("seen", "is_noticed"),
    [
        (["1.0.0.0", "1.0.0.0"], False),
        (["1.0.0.0", "", "1.1.0.0"], True),
        (["1.0.0.0", ""], False),
        (["1.0.0.0", "", "1.0.0.0"], False),
        (["", "1.0.0.0"], False),
    ],
    ids=["the same", "another", "removed", "the same again", "unpacked, and another installed"],
)
def test_another_version_in_its_place_is_noticed(seen: list[str], is_noticed: bool) -> None:  # noqa: FBT001
    versions = iter(seen)
    watch = UpgradeWatch(installed=lambda: next(versions))
    noticed: list[bool] = []
    watch.upgraded.connect(lambda: noticed.append(True))
    if watch.is_active:
        for _ in seen[1:]:
            watch.look()
    assert bool(noticed) is is_noticed
    assert watch.is_active is (not is_noticed and bool(seen[0]))


def test_nothing_is_installed_in_the_place_of_a_checkout() -> None:
    assert installed_version(Path(sys.executable)) == ""


STARTS = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from readiness.ui.window.upgrade_watch import start_again
application = QCoreApplication([])
sys.frozen = True  # its executable is the whole program
start_again(["-c", "import sys; open(sys.argv[1], 'w').write(' '.join(sys.argv[2:]))", sys.argv[1], "Åsa Ö"],
            in_background=False)
"""


@pytest.mark.slow
def test_the_new_program_is_started_apart_from_the_old_one(tmp_path: Path, qtbot: QtBot) -> None:
    told = tmp_path / "told.txt"
    subprocess.run([sys.executable, "-c", STARTS, str(told)], check=True, timeout=60)
    qtbot.waitUntil(lambda: told.exists() and told.read_text("utf-8") == "Åsa Ö", timeout=30_000)

"""A program started by the frozen program inherits none of its private variables."""

from __future__ import annotations

import os
import sys

import pytest

from readiness.host.system.program_start import environment, output_of, system_library_search

OURS = "/opt/readiness/_internal"


def test_frozen_program_variables_are_not_inherited() -> None:
    inherited = {
        "HOME": "/home/anna",
        "PATH": os.pathsep.join((OURS, f"{OURS}/PySide6", "/usr/bin", "/opt/readiness_internal")),
        "QT_PLUGIN_PATH": f"{OURS}/PySide6/plugins",
        "QML2_IMPORT_PATH": f"{OURS}/qml",
        "_PYI_ARCHIVE_FILE": "/opt/readiness/readiness",
        "LD_LIBRARY_PATH": OURS,
        "LD_LIBRARY_PATH_ORIG": "/opt/theirs",
        "QT_SCALE_FACTOR": "2",
    }
    assert environment(inherited, OURS) == {
        "HOME": "/home/anna",
        "PATH": os.pathsep.join(("/usr/bin", "/opt/readiness_internal")),
        "LD_LIBRARY_PATH": "/opt/theirs",
        "QT_SCALE_FACTOR": "2",
    }
    assert "LD_LIBRARY_PATH" not in environment({"LD_LIBRARY_PATH": OURS}, OURS)


@pytest.mark.parametrize("inherited", [{"LD_LIBRARY_PATH": "/opt/theirs", "QT_PLUGIN_PATH": "/opt/qt"}, {}])
def test_environment_is_inherited_from_a_checkout(inherited: dict[str, str]) -> None:
    assert environment(inherited, "") == inherited


def test_library_search_is_unchanged_outside_windows() -> None:
    with system_library_search():
        assert environment() == dict(os.environ)


def test_output_is_empty_for_a_command_that_is_missing_or_slow() -> None:
    assert output_of([sys.executable, "-c", "print('156.0')"], 30.0).strip() == "156.0"
    assert output_of(["/nowhere/chrome", "--version"], 30.0) == ""
    assert output_of([sys.executable, "-c", "import threading; threading.Event().wait()"], 0.2) == ""

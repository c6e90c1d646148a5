"""What another program inherits from a frozen one: nothing of ours."""

from __future__ import annotations

import os

import pytest

from readiness.host.system.program_start import environment, system_library_search

OURS = "/opt/readiness/_internal"


def test_nothing_of_the_frozen_program_follows_along() -> None:
    given = {
        "HOME": "/home/anna",
        "PATH": os.pathsep.join((OURS, f"{OURS}/PySide6", "/usr/bin", "/opt/readiness_internal")),
        "QT_PLUGIN_PATH": f"{OURS}/PySide6/plugins",
        "QML2_IMPORT_PATH": f"{OURS}/qml",
        "_PYI_ARCHIVE_FILE": "/opt/readiness/readiness",
        "LD_LIBRARY_PATH": OURS,
        "LD_LIBRARY_PATH_ORIG": "/opt/theirs",
        "QT_SCALE_FACTOR": "2",
    }
    assert environment(given, OURS) == {
        "HOME": "/home/anna",
        "PATH": os.pathsep.join(("/usr/bin", "/opt/readiness_internal")),
        "LD_LIBRARY_PATH": "/opt/theirs",
        "QT_SCALE_FACTOR": "2",
    }
    assert "LD_LIBRARY_PATH" not in environment({"LD_LIBRARY_PATH": OURS}, OURS)


@pytest.mark.parametrize("given", [{"LD_LIBRARY_PATH": "/opt/theirs", "QT_PLUGIN_PATH": "/opt/qt"}, {}])
def test_from_a_checkout_everything_follows_along(given: dict[str, str]) -> None:
    assert environment(given, "") == given


def test_off_windows_libraries_are_looked_for_as_before() -> None:
    with system_library_search():
        assert environment() == dict(os.environ)

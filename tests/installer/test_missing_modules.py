"""PyInstaller's warning file: which of its many lines mean that the program would not work."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.missing_modules import fail_on_missing_modules, missing_modules

FILES = {"psutil", "duckdb", "json.decoder"}
PACKAGES = {"psutil", "duckdb", "numpy", "json", "six"}


def faults(line: str) -> list[str]:
    return missing_modules(line, FILES.__contains__, lambda name: name.partition(".")[0] in PACKAGES)


def test_excluded_module_that_is_needed_is_a_fault() -> None:
    line = "excluded module named psutil - imported by pycaw.utils (top-level), pycaw (delayed)"
    assert faults(line) == ["psutil (excluded) is imported by pycaw.utils"]


def test_missing_own_module_is_found_in_late_imports() -> None:
    line = "missing module named readiness.host.made_up - imported by readiness.checks.made_up (delayed, optional)"
    assert missing_modules(line, "readiness.host.made_up".__eq__, "readiness".__eq__) == [
        "readiness.host.made_up (missing) is imported by readiness.checks.made_up"
    ]


def test_a_library_that_is_not_installed_is_a_fault() -> None:
    assert faults("missing module named 'lost.part' - imported by 'pycaw.api' (top-level)") == [
        "lost.part (missing) is imported by pycaw.api"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "excluded module named psutil - imported by pycaw.utils (delayed, optional)",
        "missing module named winreg - imported by readiness.host.system.registry_windows (top-level)",
        "missing module named numpy._core.uint64 - imported by numpy (top-level)",
        "missing module named multiprocessing.TimeoutError - imported by multiprocessing (top-level)",
        "excluded module named _frozen_importlib - imported by zipimport (top-level)",
        "missing module named AVFoundation - imported by cv2_enumerate_cameras.macos_backend (top-level)",
        "excluded module named duckdb - imported by readiness.fleet.questions (top-level)",
        "missing module named pyspark.sql - imported by readiness.fleet.spark (delayed)",
        "runtime module named six.moves - imported by dateutil.tz.tz (top-level)",
        "* top-level: imported at the top-level - look at these first",
        "",
    ],
)
def test_modules_that_may_be_missing(line: str) -> None:
    assert faults(line) == []


def test_build_with_a_fault_fails_and_names_it(tmp_path: Path) -> None:
    file = tmp_path / "warn-build_installer.txt"
    file.write_text("excluded module named pefile - imported by made_up (top-level)\n", "utf-8")
    with pytest.raises(SystemExit, match=r"pefile \(excluded\) is imported by made_up"):
        fail_on_missing_modules(file)

"""The browser check: its judge by table, its probe on files laid out as Google's packages lay them out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from chrome_computer import URL, code, profile, program, roots, with_chrome

from readiness.checks import browser
from readiness.checks.browser import CHECK, Measurement, Policy
from readiness.model import Measured, Outcome, Request, measured

GOOD = Measurement(chrome_found=True, chrome_version="156.0.8078.79")
FAIL, WARN, PASS = Outcome.FAIL, Outcome.WARN, Outcome.PASS


def chrome_with(**facts: bool | int | str) -> Measurement:
    return Measurement(chrome_found=True, chrome_version="156.0.8078.79", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measurement", "code", "outcome"),
    [
        (Measurement(), "browser.not_assessed", Outcome.NOT_ASSESSED),
        (GOOD, "browser.ok", PASS),
        (Measurement(chrome_found=False), "browser.missing", FAIL),
        (Measurement(chrome_found=False, other_browsers="Chromium"), "browser.not_chrome", FAIL),
        (Measurement(chrome_found=True), "browser.damaged", FAIL),
        (chrome_with(camera_blocked_by_policy=True), "browser.blocked_by_policy", FAIL),
        (chrome_with(microphone_blocked_by_policy=True), "browser.blocked_by_policy", FAIL),
        (chrome_with(address_blocked_by_policy=True, camera_blocked_for_site=True), "browser.blocked_by_policy", FAIL),
        (chrome_with(scripts_blocked_by_policy=True), "browser.blocked_by_policy", FAIL),
        (chrome_with(camera_blocked_for_site=True), "browser.site_blocked", FAIL),
        (chrome_with(microphone_blocked_for_site=True), "browser.site_blocked", FAIL),
        (chrome_with(camera_blocked_for_site=False, cloud_managed=True), "browser.cloud_managed", WARN),
        (chrome_with(udp_blocked_by_policy=True), "browser.udp_blocked", WARN),
        (chrome_with(udp_ports="10000-11999", udp_blocked_by_policy=False), "browser.ok", PASS),
        (chrome_with(waits_for_restart=True), "browser.waits_for_restart", WARN),
        (chrome_with(chrome_age_days=71), "browser.outdated", WARN),
        (chrome_with(chrome_age_days=70), "browser.ok", PASS),
        (chrome_with(default_browser="Microsoft Edge"), "browser.not_default", WARN),
        (chrome_with(default_browser="another", cloud_managed=True), "browser.cloud_managed", WARN),
        (chrome_with(default_browser="Google Chrome"), "browser.ok", PASS),
    ],
)
def test_measurement_gives_its_code_and_outcome(measurement: Measurement, code: str, outcome: Outcome) -> None:
    finding = CHECK.judge(measurement, Policy())
    assert (finding.code, finding.outcome) == (code, outcome)


def test_chrome_that_is_too_old_and_already_updated_only_wants_a_restart() -> None:
    """On Windows the new program is beside the old one (`new_chrome.exe`) until Chrome is started again."""
    limits = Policy(minimum_version="157")
    waiting, current = CHECK.judge(chrome_with(waits_for_restart=True), limits), CHECK.judge(GOOD, limits)
    assert waiting.code == current.code == "browser.too_old"
    assert waiting.remedy == "Close all Chrome windows and start Chrome again." != current.remedy


@pytest.mark.parametrize(
    ("minimum", "code"),
    [("", "browser.ok"), ("156", "browser.ok"), ("156.0.8078.79", "browser.ok"), ("156.0.8078.100", "browser.too_old"),
     ("157", "browser.too_old"), ("99", "browser.ok")],
)  # fmt: skip
def test_versions_are_compared_as_numbers(minimum: str, code: str) -> None:
    assert CHECK.judge(GOOD, Policy(minimum_version=minimum)).code == code


def test_policy_can_allow_almost_any_age() -> None:
    assert CHECK.judge(chrome_with(chrome_age_days=3000), Policy(outdated_after_days=3650)).code == "browser.ok"


def test_a_computer_without_any_browser(tmp_path: Path) -> None:
    assert code(tmp_path) == "browser.missing"


def test_chrome_as_its_package_installs_it(tmp_path: Path) -> None:
    found = browser.measure(URL, with_chrome(tmp_path))
    assert found.chrome_version == "156.0.8078.79"
    assert CHECK.judge(found, Policy()).code == "browser.ok"


FROZEN = """
import sys
from pathlib import Path
sys.path.insert(0, "tests/virtual")
from chrome_computer import code
sys._MEIPASS = "/opt/readiness/_internal"
print(code(Path(sys.argv[1])))
"""


def test_chrome_started_from_the_frozen_program_does_not_load_its_libraries(tmp_path: Path) -> None:
    program(
        tmp_path / "opt/google/chrome/chrome",
        '[ -z "$LD_LIBRARY_PATH" ] && echo "Google Chrome 156.0.8078.79" || exit 127',
    )
    ours = os.environ | {"LD_LIBRARY_PATH": "/opt/readiness/_internal"}
    command = [sys.executable, "-c", FROZEN, str(tmp_path)]
    done = subprocess.run(command, env=ours, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "browser.ok\n"


def test_chrome_that_does_not_run(tmp_path: Path) -> None:
    program(tmp_path / "opt/google/chrome/chrome", "exit 127")
    assert code(tmp_path) == "browser.damaged"


@pytest.mark.parametrize(
    ("answer", "product"),
    [
        ("Google Chrome 157.0.1.2 beta", "Google Chrome Beta"),
        ("Google Chrome 158.0.1.2 unstable", "Google Chrome Dev"),
        ("Chromium 156.0.8078.79 built on Debian", "Chromium"),
        ("Brave Browser 1.9.1", "Brave Browser"),
    ],
)
def test_other_browser_installed_under_chromes_name(tmp_path: Path, answer: str, product: str) -> None:
    program(tmp_path / "opt/google/chrome/chrome", f"echo '{answer}'")
    found = browser.measure(URL, roots(tmp_path))
    assert CHECK.judge(found, Policy()).code == "browser.not_chrome"
    assert found.other_browsers == product


def test_program_found_only_on_the_search_path_is_not_chrome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin/google-chrome", "touch ran; echo 'Google Chrome 156.0.8078.79'")
    shutil.copy(tmp_path / "bin/google-chrome", tmp_path / "google-chrome")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:.:")
    assert browser.measure(URL, roots(tmp_path)).chrome_found is False
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("loose", ["opt/google/chrome", "opt/google/chrome/chrome"])
def test_program_that_others_may_replace_is_not_chrome(tmp_path: Path, loose: str) -> None:
    with_chrome(tmp_path)
    (tmp_path / loose).chmod(0o777)
    assert browser.measure(URL, roots(tmp_path)).chrome_found is False


@pytest.mark.linux
def test_debians_chromium_is_not_google_chrome() -> None:
    """The real thing: /usr/bin/chromium of this machine (an apt package of the tests)."""
    finding = CHECK.judge(browser.measure(URL), Policy())
    assert finding.code == "browser.not_chrome"
    assert "Chromium" in str(finding.measured["other_browsers"])


def test_address_with_swedish_letters_is_matched_in_punycode(tmp_path: Path) -> None:
    profile(tmp_path, {"media_stream_mic": {"https://xn--vrdmte-iua3l.example.se:443,*": {"setting": 2}}})
    assert code(tmp_path, "https://vårdmöte.example.se/rum") == "browser.site_blocked"


def test_another_default_browser(tmp_path: Path) -> None:
    with_chrome(tmp_path)
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config/mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/https=firefox.desktop\n")
    assert code(tmp_path) == "browser.not_default"
    assert browser.measure(URL, roots(tmp_path)).default_browser == "Firefox"


def test_chrome_without_updates(tmp_path: Path) -> None:
    with_chrome(tmp_path)
    long_ago_s = time.time() - 100 * 86_400
    os.utime(tmp_path / "opt/google/chrome/chrome", (long_ago_s, long_ago_s))
    assert code(tmp_path) == "browser.outdated"


def test_a_chrome_that_was_updated_while_it_runs(tmp_path: Path) -> None:
    user_data = with_chrome(tmp_path).user_data[0]
    user_data.mkdir(parents=True)
    (user_data / "Last Version").write_text("156.0.8078.60")
    assert code(tmp_path) == "browser.ok"
    (user_data / "SingletonLock").symlink_to(f"en-dator-{os.getpid()}")
    assert code(tmp_path) == "browser.waits_for_restart"
    (user_data / "Last Version").write_text("156.0.8078.79")
    assert code(tmp_path) == "browser.ok"


@pytest.mark.parametrize("target", ["en-dator-999999999", "en-dator", "en-dator-99999999999999999999999"])
def test_stale_lock_of_a_terminated_chrome_is_ignored(tmp_path: Path, target: str) -> None:
    user_data = with_chrome(tmp_path).user_data[0]
    user_data.mkdir(parents=True)
    (user_data / "Last Version").write_text("1.0")
    (user_data / "SingletonLock").symlink_to(target)
    assert code(tmp_path) == "browser.ok"


@pytest.mark.parametrize(
    ("exceptions", "expected"),
    [
        ({"media_stream_camera": {"https://video.example.se:443,*": {"setting": 2}}}, "browser.site_blocked"),
        ({"media_stream_mic": {"https://[*.]example.se:443,*": {"setting": 2}}}, "browser.site_blocked"),
        ({"media_stream_camera": {"https://video.example.se:443,*": {"setting": 1}}}, "browser.ok"),
        ({"media_stream_camera": {"https://another.se:443,*": {"setting": 2}}}, "browser.ok"),
        ({"media_stream_camera": {"https://video.example.se:8443,*": {"setting": 2}}}, "browser.ok"),
        ({"media_stream_camera": ["not", "a", "table"]}, "browser.ok"),
        ({"media_stream_camera": {"https://video.example.se:443,*": 2}}, "browser.ok"),
    ],
)
def test_stored_answers_of_the_person_are_judged(tmp_path: Path, exceptions: object, expected: str) -> None:
    profile(tmp_path, exceptions)
    assert code(tmp_path) == expected


def test_without_a_meeting_address_no_site_is_looked_up(tmp_path: Path) -> None:
    profile(tmp_path, {"media_stream_camera": {"https://video.example.se:443,*": {"setting": 2}}})
    assert code(tmp_path, url="") == "browser.ok"


def test_another_sites_name_never_reaches_the_report(tmp_path: Path) -> None:
    profile(tmp_path, {"media_stream_camera": {"https://secret.example.org:443,*": {"setting": 2}}})
    assert "secret" not in str(measured(browser.measure(URL, roots(tmp_path))))


def test_probe_measures_once_unless_live() -> None:
    messages = list(browser.run(Request()))
    assert len(messages) == 1
    assert isinstance(messages[0], Measured)
    assert messages[0].settled

"""A browser that misbehaves gives a reason, and leaves neither process nor folder behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rehearsal_stage import CHROMIUM, FAKE, code, program, rehearsed, running

from readiness.host.browser.hidden_chrome import hidden_chrome
from readiness.host.browser.rehearsal_profile import PREFIX, remove_stale_profiles

STOPS = f"os.kill(os.getpid(), {int(signal.SIGSTOP)})"
SPEAKS = """#!{python}
import json, os, sys, time
def say(message): os.write(4, json.dumps(message).encode() + b"\\0")
def commands():
    waiting = b""
    while piece := os.read(3, 65536):
        *whole, waiting = (waiting + piece).split(b"\\0")
        yield from map(json.loads, whole)
PAGE = {{"targetInfos": [{{"type": "page", "targetId": "1"}}]}}
def chrome(value):
    for command in commands():
        method, number = command["method"], command["id"]
        results = {{"Target.getTargets": PAGE, "Target.attachToTarget": {{"sessionId": "s"}},
                    "Runtime.evaluate": {{"result": {{"value": value}}}}}}
        if method == "Page.navigate":
            say({{"method": "Fetch.requestPaused", "params": {{"requestId": "1"}}}})
        if method == "Fetch.fulfillRequest":
            say({{"method": "Page.loadEventFired", "params": {{}}}})
        say({{"id": number, "result": results.get(method, {{}})}})
        say({{"id": number, "result": results.get(method, {{}})}})
{does}
"""


def acting(folder: Path, does: str) -> Path:
    """A program that writes to descriptor 4, as Chromium does."""
    path = folder / "acting"
    path.write_text(SPEAKS.format(python=sys.executable, does=does), encoding="utf-8")
    path.chmod(0o755)
    return path


def left_behind(folder: Path) -> list[Path]:
    return list(folder.glob(f"{PREFIX}*"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("sys.exit(1)", "died"),
        ("os.kill(os.getpid(), 9)", "died"),
        (STOPS, "hung"),
        ("time.sleep(60)", "hung"),
        ("os.write(4, b'hej' + bytes(1)); time.sleep(60)", "nonsense"),
        ("os.write(4, b'[1]' + bytes(1)); time.sleep(60)", "nonsense"),
        ("os.write(4, b'[' * 100_000 + bytes(1)); time.sleep(60)", "nonsense"),
        ("[os.write(4, b'x' * 60_000) for _ in range(40)]; time.sleep(60)", "nonsense"),
        ("[say({'id': 1, 'error': {}}) for _ in commands()]", "nonsense"),
        ("[say({'method': 'x'}) for _ in range(30_000)]; time.sleep(60)", "nonsense"),
        ("chrome('not JSON')", "nonsense"),
        ("chrome('[1]')", "nonsense"),
        ("chrome('[' * 100_000)", "nonsense"),
        ("chrome('{}' + ' ' * 300_000)", "nonsense"),
        ("chrome(7)", "nonsense"),
        ("chrome(None)", "nonsense"),
        ("if not os.fork():\n    time.sleep(60)\nsys.exit(1)", "hung"),
    ],
)
def test_misbehaving_browser_gives_an_error(tmp_path: Path, does: str, why: str) -> None:
    """Answers that are wrong, too long, not JSON, repeated, late or missing: no measurement, and a remark."""
    measurement = rehearsed(acting(tmp_path, does), deadline_s=3)
    assert (measurement.not_run, code(measurement)) == (why, "rehearsal.not_run")
    assert not running(str(tmp_path / "acting"))


def test_an_empty_answer_is_no_evidence(tmp_path: Path) -> None:
    measurement = rehearsed(acting(tmp_path, "chrome('{}')"), deadline_s=5)
    assert (measurement.not_run, code(measurement)) == (None, "rehearsal.unclear")


def test_missing_program_is_not_started(tmp_path: Path) -> None:
    assert rehearsed(tmp_path / "none").not_run == "not_started"


@pytest.mark.parametrize("stopped", [True, False])
def test_killed_probe_leaves_neither_browser_nor_folder(tmp_path: Path, *, stopped: bool) -> None:
    does = STOPS if stopped else "time.sleep(60)"
    script = f"""
import time
from pathlib import Path
from readiness.host.browser.hidden_chrome import hidden_chrome
with hidden_chrome(Path({str(acting(tmp_path, does))!r}), {{}}, (), Path({str(tmp_path)!r})):
    print("started", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as probe:
        assert probe.stdout
        assert probe.stdout.readline() == b"started\n"
        assert left_behind(tmp_path)
        probe.send_signal(signal.SIGKILL)
    gone_by = time.monotonic() + 10
    while (left_behind(tmp_path) or running(str(tmp_path / "acting"))) and time.monotonic() < gone_by:
        os.sched_yield()
    assert not left_behind(tmp_path)
    assert not running(str(tmp_path / "acting"))


def test_folders_of_killed_rehearsals_are_removed(tmp_path: Path) -> None:
    old, new, link, file = (tmp_path / f"{PREFIX}{name}" for name in ("old", "new", "link", "file"))
    precious = tmp_path / "precious"
    for folder in (old, new, precious):
        folder.mkdir()
        (folder / "Local State").touch()
    link.symlink_to(precious)
    file.touch()
    for each in (old, file):
        os.utime(each, (1, 1))
    remove_stale_profiles(tmp_path)
    assert sorted(path.name.removeprefix(PREFIX) for path in left_behind(tmp_path)) == ["file", "link", "new"]
    assert (precious / "Local State").exists()


@pytest.mark.slow
def test_chromium_opens_no_port_and_no_personal_file(tmp_path: Path) -> None:
    """No socket that another program could speak to; and nothing written where the person's own profiles are.

    There is no screen either: what would show a window cannot start.
    """
    home = tmp_path / "home"
    (home / ".config/chromium/Default").mkdir(parents=True)
    (home / ".config/google-chrome/Default").mkdir(parents=True)
    for name in ("chromium", "google-chrome"):
        (home / f".config/{name}/Default/Preferences").write_text("{}")
    before = told_of(home / ".config")
    script = f"""
import subprocess, time
from pathlib import Path
from readiness.host.browser.hidden_chrome import hidden_chrome
with hidden_chrome(Path({str(program(tmp_path, FAKE))!r}), {{}}, (), Path({str(tmp_path)!r})) as tools:
    tools.call("Target.getTargets", time.monotonic() + 30)
    print(subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True).stdout)
    print(subprocess.run(["pgrep", "-f", {str(tmp_path)!r}], capture_output=True, text=True).stdout, "pids")
"""
    no_screen = {"DISPLAY": ":9999", "WAYLAND_DISPLAY": ""}
    environment = {**os.environ, **no_screen, "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config")}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    sockets, _, pids = done.stdout.rpartition("\n\n") if "\n\n" in done.stdout else ("", "", done.stdout)
    ours = {each for each in pids.split() if each.isdecimal()}
    assert ours
    assert not [line for line in sockets.splitlines() if any(f"pid={each}," in line for each in ours)]
    assert told_of(home / ".config") == before
    assert not left_behind(tmp_path)


def told_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time and content."""
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.linux
def test_chromium_ends_when_its_pipe_closes(tmp_path: Path) -> None:
    with hidden_chrome(Path(CHROMIUM), {}, (), tmp_path) as tools:
        assert "Chrome" in str(tools.call("Browser.getVersion", time.monotonic() + 30)["product"])
        socket = (next(tmp_path.glob(f"{PREFIX}*")) / "SingletonSocket").readlink()
        assert tmp_path not in socket.parents, "too long a path for a socket, so Chrome opens it elsewhere"
    assert not running(str(tmp_path))
    assert not left_behind(tmp_path)
    assert not socket.parent.exists()


NO_SHELL = """
import os
from pathlib import Path
import psutil
from readiness.host.browser.hidden_process_posix import HiddenProcess

class Sleeper(HiddenProcess):
    pipe_switches = ()

before = len(os.listdir("/dev/fd"))
try:
    Sleeper(["/bin/sleep", "1000"], {}, Path("/nowhere"))
except OSError:
    print(len(psutil.Process().children()), len(os.listdir("/dev/fd")) - before)
"""


@pytest.mark.linux
def test_nothing_is_left_running_when_its_guard_cannot_start() -> None:
    """The guard is a shell, which is hidden here in a mount namespace."""
    hidden = 'mount --bind /dev/null /bin/sh && exec "$0" -c "$1"'
    command = ["unshare", "--mount", "--map-root-user", "sh", "-c", hidden, sys.executable, NO_SHELL]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["0", "0"]

"""The window as a screen reader meets it: over a real accessibility bus, in a process of its own."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parents[1]
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's `gi` is made for it."""

REST_S = 30
MAX_EVENTS_AT_REST = 20


def is_announcement(line: dict[str, Any]) -> bool:
    return str(line.get("event", "")).startswith("object:announcement")


class Reader:
    """A screen reader and the window it reads, each a process."""

    def __init__(self, reader: subprocess.Popen[str], window: subprocess.Popen[str]) -> None:
        self._reader, self._window = reader, window
        self.messages: list[dict[str, Any]] = []
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._reader.stdout
        for line in self._reader.stdout:
            self._lines.put(line)

    def order(self, what: str) -> None:
        assert self._window.stdin
        self._window.stdin.write(f"{what}\n")
        self._window.stdin.flush()

    def hear(self) -> None:
        while not self._lines.empty():
            self.messages.append(json.loads(self._lines.get()))

    def wait_for(self, what: str, within_s: float = 60) -> dict[str, Any]:
        """Wait for the first line with `what`, a key or a part of an announcement."""
        until_s = time.monotonic() + within_s
        while time.monotonic() < until_s:
            self.hear()
            for line in self.messages:
                if what in line or (is_announcement(line) and what in line["text"]):
                    return line
            assert self._reader.poll() is None, self._reader.stderr and self._reader.stderr.read()
            time.sleep(0.1)
        pytest.fail(f"{what} never came: {self.announced()} {Counter(str(each)[:60] for each in self.messages)}")

    def announced(self) -> list[str]:
        return [line["text"] for line in self.messages if is_announcement(line)]

    def tree(self) -> list[tuple[str, str, list[str]]]:
        assert self._reader.stdin
        self._reader.stdin.write("tree\n")
        self._reader.stdin.flush()
        return [tuple(each) for each in self.wait_for("tree")["tree"]]


def start_registry(environment: Mapping[str, str]) -> None:
    """Start the accessibility bus and its registry, as a desktop does before any program asks for them.

    Started by two programs that ask at the same time, the registry may leave one of them without an answer for good.
    """

    def call(*arguments: str) -> str:
        command = ("dbus-send", "--print-reply=literal", "--reply-timeout=20000", *arguments)
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()

    address = call("--session", "--dest=org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")
    root = ("--dest=org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root", "org.freedesktop.DBus.Peer.Ping")
    call(f"--bus={address}", *root)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with ExitStack() as stack:

        def start(*command: str, **more: Any) -> subprocess.Popen[str]:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            process = stack.enter_context(subprocess.Popen(command, text=True, **{**pipes, **more}))
            stack.callback(process.kill)
            return process

        screen = start("Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp")
        bus = start("dbus-daemon", "--session", "--nofork", "--print-address")
        assert screen.stdout
        assert bus.stdout
        environment = {
            **os.environ,
            "DISPLAY": f":{screen.stdout.readline().strip()}",
            "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONPATH": str(TESTS / "inputs"),
        }
        start_registry(environment)
        window = start(sys.executable, str(TESTS / "window_drivers/scripted_window.py"), env=environment)
        listens = start(
            SYSTEM_PYTHON, f"{TESTS}/virtual/at_spi_listener.py", "Readiness", env=environment, stderr=subprocess.PIPE
        )
        made = Reader(listens, window)
        made.wait_for("ready")
        yield made
        made.order("end")


def test_start_and_verdict_are_announced_once_each(reader: Reader) -> None:
    reader.order("test")
    reader.wait_for("Hej, hör du mig bra?")
    reader.order("well")
    reader.wait_for("Tekniken fungerar")
    time.sleep(2)
    reader.hear()
    announced = reader.announced()
    assert [sum(part in each for each in announced) for part in ("Testar", "Hej, hör du", "Tekniken fungerar")] == [
        1,
        1,
        1,
    ]
    assert len(announced) <= 4, announced
    before = len(reader.messages)
    time.sleep(REST_S)
    reader.hear()
    at_rest = Counter(line["event"] for line in reader.messages[before:] if "event" in line)
    assert sum(at_rest.values()) < MAX_EVENTS_AT_REST, at_rest


def test_the_tree_has_roles_and_names(reader: Reader) -> None:
    tree = reader.tree()
    roles = Counter(role for role, _, _ in tree)
    assert roles["page tab"] == 3
    assert roles["heading"] >= 1
    assert roles["combo box"] == 2
    assert roles["progress bar"] == 1
    buttons = [(name, states) for role, name, states in tree if role in ("push button", "button")]
    assert sum("EXPANDABLE" in states for _, states in buttons) >= 10, "rows that open"
    controls = {"push button", "button", "page tab", "combo box", "progress bar", "heading", "label", "check box"}
    assert not [(role, name) for role, name, _ in tree if role in controls and not name.strip()]


def test_the_answer_to_what_was_pressed_is_read_once(reader: Reader) -> None:
    before = len(reader.announced())
    reader.order("copy")
    reader.wait_for("Kopierat.")
    reader.order("why")
    reader.wait_for("Kan det aktuella tillståndet")
    time.sleep(2)
    reader.hear()
    told = reader.announced()[before:]
    assert [sum(part in each for each in told) for part in ("Kopierat.", "Kan det aktuella tillståndet")] == [1, 1]

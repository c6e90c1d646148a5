"""Prints what a screen reader receives from the program over AT-SPI; runs in the system's Python, which has `gi`.

    at_spi_listener.py PROGRAM

Prints one JSON object a line: `{"ready": 1}`, then each event as `{"event": …, "text": …}`, and for each line on
standard input the tree as `{"tree": [[role, name, [state, …]], …]}`.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version must be required first)

PATIENCE_S = 30
STATES = ("EXPANDABLE", "EXPANDED", "COLLAPSED", "CHECKED", "CHECKABLE", "FOCUSABLE", "SHOWING")


def send(**message: Any) -> None:
    """Send one line to the test."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def program(name: str) -> Any:
    """Wait for the program's node in the accessibility tree."""
    ends_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends_s:
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and child.get_name() == name:
                return child
        time.sleep(0.2)
    raise SystemExit(f"no program called {name}")


def walk(node: Any) -> list[tuple[str, str, list[str]]]:
    """Every visible node: role, name and states."""
    states = node.get_state_set()
    present = [name for name in STATES if states.contains(getattr(Atspi.StateType, name))]
    found = [(node.get_role_name(), node.get_name() or "", present)] if "SHOWING" in present else []
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            found += walk(child)
    return found


def main(name: str) -> None:
    """Listen until standard input ends."""
    Atspi.init()
    root = program(name)

    def on_event(event: Any) -> None:
        text = event.any_data if isinstance(event.any_data, str) else ""
        send(event=event.type, text=text)

    listener = Atspi.EventListener.new(on_event)
    for kind in ("object", "window", "focus"):
        listener.register(kind)
    listener.register("object:announcement")

    def send_tree() -> bool:
        send(tree=walk(root))
        return False  # once

    def read() -> None:
        for _ in sys.stdin:
            GLib.idle_add(send_tree)
        GLib.idle_add(Atspi.event_quit)

    threading.Thread(target=read, daemon=True).start()
    send(ready=1)
    Atspi.event_main()


if __name__ == "__main__":
    main(sys.argv[1])

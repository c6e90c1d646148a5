"""Hears what a screen reader hears of the program, over AT-SPI; for the system's own Python, which has `gi`.

    screen_reader.py PROGRAM

Prints JSON a line: `{"ready": 1}`, then each event as `{"event": …, "text": …}`, and for each line on standard input
the tree as `{"tree": [[role, name, [state, …]], …]}`.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version is asked for first)

PATIENCE_S = 30
STATES = ("EXPANDABLE", "EXPANDED", "COLLAPSED", "CHECKED", "CHECKABLE", "FOCUSABLE", "SHOWING")


def say(**told: Any) -> None:
    """A line for the test."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def program(name: str) -> Any:
    """The program's own node."""
    until_s = time.monotonic() + PATIENCE_S
    while time.monotonic() < until_s:
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and child.get_name() == name:
                return child
        time.sleep(0.2)
    raise SystemExit(f"no program called {name}")


def walk(node: Any) -> list[tuple[str, str, list[str]]]:
    """Every node that is shown."""
    states = node.get_state_set()
    said = [name for name in STATES if states.contains(getattr(Atspi.StateType, name))]
    found = [(node.get_role_name(), node.get_name() or "", said)] if "SHOWING" in said else []
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            found += walk(child)
    return found


def main(name: str) -> None:
    """Listen until standard input ends."""
    Atspi.init()
    root = program(name)

    def heard(event: Any) -> None:
        text = event.any_data if isinstance(event.any_data, str) else ""
        say(event=event.type, text=text)

    listener = Atspi.EventListener.new(heard)
    for kind in ("object", "window", "focus"):
        listener.register(kind)
    listener.register("object:announcement")

    def tell_tree() -> bool:
        say(tree=walk(root))
        return False  # once

    def read() -> None:
        for _ in sys.stdin:
            GLib.idle_add(tell_tree)
        GLib.idle_add(Atspi.event_quit)

    threading.Thread(target=read, daemon=True).start()
    say(ready=1)
    Atspi.event_main()


if __name__ == "__main__":
    main(sys.argv[1])

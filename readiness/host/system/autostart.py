"""Starting the program when the person logs in, by an entry of the person's own that the system lists as well.

Linux: a file in `autostart` (Desktop Application Autostart Specification 0.5). macOS: a launch agent
(launchd.plist(5)). Windows: a value of the `Run` key below HKEY_CURRENT_USER.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from readiness.host.system.home_folder import home_folder
from readiness.host.system.program_start import own_command

IN_BACKGROUND = "--in-background"
"""The option with which the program starts without its window and without opening a device."""

LABEL = "se.readiness.app"


def command() -> list[str]:
    """Return the command that starts this program in the background."""
    return [*own_command(), IN_BACKGROUND]


def is_on() -> bool:
    """Whether the program starts when this person logs in."""
    if sys.platform == "win32":
        from readiness.host.system import autostart_windows

        return autostart_windows.is_on()
    return entry_file().is_file()


def turn_on() -> None:
    """Add the entry, or replace it.

    Raises:
        OSError: the system refuses it.
    """
    if sys.platform == "win32":
        from readiness.host.system import autostart_windows

        autostart_windows.turn_on(command())
        return
    file = entry_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(launch_agent(command()) if sys.platform == "darwin" else desktop_entry(command()).encode())


def turn_off() -> None:
    """Remove the entry, if there is one.

    Raises:
        OSError: the system refuses it.
    """
    if sys.platform == "win32":
        from readiness.host.system import autostart_windows

        autostart_windows.turn_off()
        return
    entry_file().unlink(missing_ok=True)


def entry_file() -> Path:
    """Return the file that is the entry, on Linux or macOS."""
    if sys.platform == "darwin":
        return home_folder() / "Library/LaunchAgents" / f"{LABEL}.plist"
    configured = Path(os.environ.get("XDG_CONFIG_HOME") or "")
    folder = configured if configured.is_absolute() else home_folder() / ".config"
    return folder / "autostart/readiness.desktop"


def desktop_entry(arguments: list[str]) -> str:
    """Return the content of the file for Linux."""
    line = " ".join(_quoted(each) for each in arguments)
    return f"[Desktop Entry]\nType=Application\nName=Readiness\nExec={line}\nIcon=readiness\nTerminal=false\n"


def _quoted(argument: str) -> str:
    """Quote for `Exec`, then escape for a value of type string (Desktop Entry Specification 1.5, chapters 4 and 7)."""
    quoted = '"' + re.sub(r'(["`$\\])', r"\\\1", argument) + '"' if re.search(r"[^\w/.:=@+,-]", argument) else argument
    return quoted.replace("\\", "\\\\").replace("%", "%%")


def launch_agent(arguments: list[str]) -> bytes:
    """Return the content of the file for macOS."""
    import plistlib

    return plistlib.dumps(
        {"Label": LABEL, "ProgramArguments": arguments, "RunAtLoad": True, "ProcessType": "Interactive"}
    )

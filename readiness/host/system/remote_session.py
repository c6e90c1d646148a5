"""Detecting a remote desktop session.

In a remote session camera, microphone and speakers are redirected from the local computer, and its network connection
is the one that matters; this side cannot see it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

_SM_REMOTESESSION = 0x1000
"""GetSystemMetrics: non-zero in a session of Remote Desktop Services (winuser.h)."""

_SESSION_NAMES = ("rdp-", "ica-", "pcoip", "blast", "dcv", "vmware-")
"""Prefixes of session names of Remote Desktop, Citrix, Horizon and Amazon DCV (`RDP-Tcp#3`, `ICA-CGP 1`)."""

_VARIABLES = ("VIEWCLIENT_MACHINE_NAME", "ViewClient_Machine_Name", "XRDP_SESSION", "NX_CLIENT")
"""Set by Horizon's agent, xrdp and NX. SSH does not count: there the devices are the computer's own."""


def in_remote_session() -> bool:
    """Whether the screen is on another computer. False on macOS, whose Screen Sharing shows the local desktop."""
    if sys.platform == "win32":
        import ctypes

        if ctypes.windll.user32.GetSystemMetrics(_SM_REMOTESESSION):
            return True
    return sys.platform != "darwin" and environment_is_remote(os.environ)


def environment_is_remote(environment: Mapping[str, str]) -> bool:
    """Whether environment variables indicate a remote session; a local session is named `Console`."""
    session = environment.get("SESSIONNAME", "").casefold()
    return session.startswith(_SESSION_NAMES) or any(environment.get(name) for name in _VARIABLES)

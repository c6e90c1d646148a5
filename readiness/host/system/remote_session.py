"""Does this program run on the computer in front of the person, or on another one that is shown there?

In a remote session camera, microphone and sound are the near computer's, sent on (redirected), and so is the cable that
counts; nothing on this side can see it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

_SM_REMOTESESSION = 0x1000
"""GetSystemMetrics: non-zero in a session of Remote Desktop Services (winuser.h)."""

_SESSION_NAMES = ("rdp-", "ica-", "pcoip", "blast", "dcv", "vmware-")
"""How the session names of Remote Desktop, Citrix, Horizon and Amazon DCV begin (`RDP-Tcp#3`, `ICA-CGP 1`)."""

_VARIABLES = ("VIEWCLIENT_MACHINE_NAME", "ViewClient_Machine_Name", "XRDP_SESSION", "NX_CLIENT")
"""Set by Horizon's agent, xrdp and NX. SSH is not counted: there the devices are the computer's own."""


def in_remote_session() -> bool:
    """Is the screen somewhere else? False on macOS, where Screen Sharing shows the computer's own desktop."""
    if sys.platform == "win32":
        import ctypes

        if ctypes.windll.user32.GetSystemMetrics(_SM_REMOTESESSION):
            return True
    return sys.platform != "darwin" and told_by_environment(os.environ)


def told_by_environment(environment: Mapping[str, str]) -> bool:
    """What the session's variables say; a console session is called `Console`."""
    session = environment.get("SESSIONNAME", "").casefold()
    return session.startswith(_SESSION_NAMES) or any(environment.get(name) for name in _VARIABLES)

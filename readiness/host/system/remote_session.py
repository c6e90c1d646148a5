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

_CURRENT_SESSION, _CLIENT_PROTOCOL = -1, 16
"""WTS_CURRENT_SESSION and WTSClientProtocolType: a USHORT, 0 for the computer's own screen (wtsapi32.h)."""

_SESSION_NAMES = ("ica-", "pcoip", "blast", "dcv", "vmware-")
"""Prefixes of session names of Citrix, Horizon and Amazon DCV (`ICA-CGP 1`). Not of Remote Desktop: somebody who was
connected by it yesterday and sits at the computer today has `RDP-Tcp#3` in the environment still."""

_VARIABLES = ("VIEWCLIENT_MACHINE_NAME", "ViewClient_Machine_Name", "XRDP_SESSION", "NX_CLIENT")
"""Set by Horizon's agent, xrdp and NX. SSH does not count: there the devices are the computer's own."""


def in_remote_session() -> bool:
    """Whether the screen is on another computer. False on macOS, whose Screen Sharing shows the local desktop."""
    if sys.platform == "win32":
        import ctypes

        if ctypes.windll.user32.GetSystemMetrics(_SM_REMOTESESSION) or _client_protocol():
            return True
    return sys.platform != "darwin" and environment_is_remote(os.environ)


def environment_is_remote(environment: Mapping[str, str]) -> bool:
    """Whether environment variables indicate a remote session of another product than Remote Desktop."""
    session = environment.get("SESSIONNAME", "").casefold()
    return session.startswith(_SESSION_NAMES) or any(environment.get(name) for name in _VARIABLES)


if sys.platform == "win32":

    def _client_protocol() -> int:
        """Return the protocol that shows this session now; 0 also where Windows does not say."""
        import ctypes
        from ctypes import wintypes

        sessions = ctypes.WinDLL("wtsapi32")
        answer, size = ctypes.c_void_p(), wintypes.DWORD()
        if not sessions.WTSQuerySessionInformationW(
            None, _CURRENT_SESSION, _CLIENT_PROTOCOL, ctypes.byref(answer), ctypes.byref(size)
        ):
            return 0
        try:
            return ctypes.c_ushort.from_address(answer.value).value if answer.value else 0
        finally:
            sessions.WTSFreeMemory(answer)

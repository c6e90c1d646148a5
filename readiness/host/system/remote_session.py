"""Detecting a remote desktop session.

In a remote session camera, microphone and speakers are redirected from the local computer, and its network connection
is the one that matters; this side cannot see it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PureWindowsPath

_SM_REMOTESESSION = 0x1000
"""GetSystemMetrics: non-zero in a session of Remote Desktop Services (winuser.h)."""

_CURRENT_SESSION, _CLIENT_PROTOCOL = -1, 16
"""WTS_CURRENT_SESSION and WTSClientProtocolType: a USHORT, 0 for the computer's own screen (wtsapi32.h)."""

_SESSION_NAMES = ("ica-", "pcoip", "blast", "dcv", "vmware-")
"""Prefixes of session names of Citrix, Horizon and Amazon DCV (`ICA-CGP 1`). Not of Remote Desktop: somebody who was
connected by it yesterday and sits at the computer today has `RDP-Tcp#3` in the environment still."""

_VARIABLES = (
    "VIEWCLIENT_MACHINE_NAME", "ViewClient_Machine_Name", "XRDP_SESSION", "NX_CLIENT", "NXSESSIONID", "X2GO_SESSION",
    "TLSESSIONDATA", "VNCDESKTOP",
)  # fmt: skip
"""Set by Horizon's agent, xrdp, NX, X2Go, ThinLinc and VNC's servers. SSH does not count: there the devices are the
computer's own."""

_CITRIX_LIBRARY = "wfapi64.dll"
_CITRIX_FOLDER = r"Citrix\ICAService"
"""Citrix' library for programs in its sessions, and where its agent has it, also in the search path (Citrix WFAPI SDK).
Only folders below the program folders are searched, which IT alone can write to."""


def in_remote_session() -> bool:
    """Whether the screen is on another computer. False on macOS, whose Screen Sharing shows the local desktop."""
    if sys.platform == "win32":
        import ctypes

        by_windows = ctypes.windll.user32.GetSystemMetrics(_SM_REMOTESESSION) or _client_protocol()
        if by_windows or any(citrix_protocol(library) for library in citrix_libraries(os.environ)):
            return True
    return sys.platform != "darwin" and environment_is_remote(os.environ)


def environment_is_remote(environment: Mapping[str, str]) -> bool:
    """Whether environment variables indicate a remote session of another product than Remote Desktop."""
    session = environment.get("SESSIONNAME", "").casefold()
    return session.startswith(_SESSION_NAMES) or any(environment.get(name) for name in _VARIABLES)


def citrix_libraries(environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Return where Citrix' library may be on Windows."""
    roots = [environment[name] for name in ("ProgramW6432", "ProgramFiles") if environment.get(name)]
    programs = [PureWindowsPath(root) for root in dict.fromkeys(roots)]
    searched = [PureWindowsPath(each.strip('"')) for each in environment.get("PATH", "").split(";") if each]
    below = [each for each in searched if ".." not in each.parts and any(root in each.parents for root in programs)]
    folders = dict.fromkeys([*(root / _CITRIX_FOLDER for root in programs), *below])
    return tuple(Path(str(folder / _CITRIX_LIBRARY)) for folder in folders)


if sys.platform == "win32":

    def citrix_protocol(library: Path) -> int:
        """Return the protocol that shows this session, as Citrix' agent says: 1 for its own; 0 without such an agent.

        Of a desktop for one person (single-session VDA), which may be an office's computer used from home, Windows
        says that its own screen shows it (Citrix WFAPI SDK, `WFGetActiveProtocol`).
        """
        import ctypes

        if not library.is_file():
            return 0
        try:
            return int(ctypes.WinDLL(str(library)).WFGetActiveProtocol(_CURRENT_SESSION))
        except (OSError, AttributeError):
            return 0

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

"""Checking that only administrators can write to a file or folder."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path

_ADMINISTRATOR = re.compile(
    r"BA|SY|LA|DA|EA|S-1-5-18|S-1-5-32-544|S-1-5-21-[\d-]+-(500|512|519)"
    r"|S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
)
"""Administrators, the system, and TrustedInstaller: who may own what all are to believe. An owner can change the access
list at any time, and in ProgramData anybody owns what they create. What an elevated administrator creates belongs to
the administrators as a group."""

_MAY_WRITE = re.compile(_ADMINISTRATOR.pattern + r"|CO|CG|OW|LS|NS|S-1-3-[0-4]|S-1-5-(19|20)|S-1-5-80-[\d-]+")
"""Administrators, the owner, who is one, whoever will own what is made there, and services. Not a colleague by name:
ProgramData lets whoever made a folder write there, also when administrators own it afterwards."""

_RIGHTS = {
    "CC": 0x1, "DC": 0x2, "LC": 0x4, "SW": 0x8, "RP": 0x10, "WP": 0x20, "DT": 0x40, "LO": 0x80, "CR": 0x100,
    "SD": 0x10000, "RC": 0x20000, "WD": 0x40000, "WO": 0x80000, "GA": 0x10000000, "GX": 0x20000000, "GW": 0x40000000,
    "GR": 0x80000000, "FA": 0x1F01FF, "FR": 0x120089, "FW": 0x120116, "FX": 0x1200A0,
}  # fmt: skip
"""Microsoft, "ACE Strings". 0x2 is writing, 0x4 appending, 0x40 deleting a folder's contents."""

_WRITES = 0x2 | 0x4 | 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x10000000 | 0x40000000
_ACE = re.compile(r"\((\w*);(\w*);(\w*);[^;)]*;[^;)]*;([\w-]+)[^)]*\)")


def writable_by_others(path: Path) -> bool:
    """Whether users other than administrators can change the file or folder.

    Raises:
        OSError: it does not exist, or its permissions cannot be read.
    """
    if sys.platform == "win32":
        from readiness.host.system import security_windows

        person, is_administrator = security_windows.current_user_sid(), security_windows.is_administrator()
        return lets_others_write(security_windows.descriptor(path), person, is_administrator=is_administrator)
    return bool(path.stat().st_mode & stat.S_IWOTH)


def lets_others_write(descriptor: str, person: str, *, is_administrator: bool = False) -> bool:
    """Whether a Windows security descriptor lets others than administrators write, or has another owner.

    Args:
        descriptor: owner and access list in SDDL.
        person: the current user's SID.
        is_administrator: whether the current user is an administrator, who may own it and write to it.
    """
    owner = re.match(r"O:([A-Z]{2}(?=[A-Z]:|$)|S-[\d-]+)", descriptor)
    is_own = is_administrator and owner is not None and owner[1] == person
    if owner is None or not (is_own or _ADMINISTRATOR.fullmatch(owner[1])):
        return True
    if "NO_ACCESS_CONTROL" in descriptor or "D:" not in descriptor:
        return True
    listed = descriptor.split("D:", 1)[1].split("S:(", 1)[0]
    return any(
        kind in ("A", "OA", "XA")
        and "IO" not in _pairs(flags)
        and _number(rights) & _WRITES
        and not (_MAY_WRITE.fullmatch(who) or (is_administrator and who == person))
        for kind, flags, rights, who in _ACE.findall(listed)
    )


def _number(rights: str) -> int:
    if rights[:1].isdigit():
        return int(rights, 0)
    found = 0
    for right in _pairs(rights):
        found |= _RIGHTS.get(right, 0)
    return found


def _pairs(letters: str) -> list[str]:
    return [letters[at : at + 2] for at in range(0, len(letters), 2)]

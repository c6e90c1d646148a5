"""Why the system refuses something, in the person's language: most of Python's own words for it are English."""

from __future__ import annotations

import errno

from readiness.file_reader import NotAFileError, TooLargeError
from readiness.i18n import N_, LocalizedText

REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("access is denied"),
    errno.EPERM: N_("access is denied"),
    errno.EROFS: N_("nothing may be changed there"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your part of the disk is full"),
    errno.EFBIG: N_("it is too large"),
    errno.EIO: N_("the disk does not answer as it should"),
    errno.EBUSY: N_("another program is using it"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("there is a file where a folder is needed"),
    errno.EEXIST: N_("there is something of that name already"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.ENOMEM: N_("there is too little memory"),
    errno.ETIMEDOUT: N_("no answer came in time"),
    errno.ECONNREFUSED: N_("nothing answers there"),
    errno.EHOSTUNREACH: N_("there is no way there"),
    errno.ENETUNREACH: N_("there is no way there"),
}

TOO_LARGE = N_("it is larger than {limit} bytes")
NO_FILE = N_("it is no ordinary file")


def reason_of(error: Exception) -> str:
    """Return why: a `LocalizedText` for the common refusals, else the words that came with the error, or its type.

    What Windows says itself (`winerror`) is in its own language already, and more precise.
    """
    if isinstance(error, TooLargeError):
        return LocalizedText(TOO_LARGE, limit=str(error.limit_bytes))
    if isinstance(error, NotAFileError):
        return LocalizedText(NO_FILE)
    if isinstance(error, OSError):
        if getattr(error, "winerror", None) is None and error.errno in REASONS:
            return LocalizedText(REASONS[error.errno])
        if error.strerror:
            return error.strerror
    first = error.args[0] if error.args else ""
    return first if isinstance(first, str) and first else type(error).__name__

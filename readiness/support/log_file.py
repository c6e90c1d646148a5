"""A log file of limited size, for its person only, that neither blocks nor complains when it cannot be written."""

from __future__ import annotations

import contextlib
import logging
import os
import stat
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from readiness.file_reader import NotAFileError

_FLAGS = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MODE = 0o600


class LogFile(RotatingFileHandler):
    """Opened at the first record. Records are lost where there is a named pipe or device, or where the disk is full.

    Args:
        path: the file.
        max_bytes: its size before it is renamed and a new one is started.
        files_before: how many older ones are kept.
    """

    def __init__(self, path: Path, max_bytes: int, files_before: int) -> None:
        super().__init__(path, maxBytes=max_bytes, backupCount=files_before, encoding="utf-8", delay=True)

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, _FLAGS, _MODE)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise NotAFileError(self.baseFilename)
        return os.fdopen(descriptor, "a", encoding=self.encoding)

    def doRollover(self) -> None:  # noqa: N802  (the library's own name)
        """Rename the files, or write on: Windows neither renames nor removes one that another program has open."""
        with contextlib.suppress(OSError):
            super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (the library's own name)
        """Lose the record: the library would print a traceback."""

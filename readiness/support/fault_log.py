"""A small log of exceptions on the station: their types and locations in our code, without their messages.

An exception's message may contain a path, a device's name or a person's name.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from readiness import __version__
from readiness.file_reader import text_of

FILE = "readiness.log"
MAX_BYTES, FILES_BEFORE = 128 * 1024, 2

_log = logging.getLogger("readiness.faults")


def keep_log(folder: Path) -> None:
    """Log to `readiness.log` in the folder from now on; an unwritable folder is ignored."""
    _log.addHandler(_LazyFileHandler(folder))
    _log.setLevel(logging.INFO)
    _log.propagate = False
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


class _LazyFileHandler(logging.Handler):
    """Opens the log at the first record, so that the first paint waits neither for the disk nor for an import."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        self._file = self._file or self._opened()
        self._file.handle(record)

    def _opened(self) -> logging.Handler:
        from readiness.storage.atomic_write import make_folder
        from readiness.support.log_file import LogFile

        try:
            make_folder(self._folder)
        except OSError:
            return logging.NullHandler()
        file = LogFile(self._folder / FILE, MAX_BYTES, FILES_BEFORE)
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        return file

    def close(self) -> None:
        if self._file:
            self._file.close()
        super().close()


def read_log(folder: Path) -> str:
    """Return the text of the log in that folder; empty if there is none that can be read."""
    return text_of(folder / FILE, 2 * MAX_BYTES)


def note(what: str) -> None:
    """Log a constant message with the program's version."""
    _log.info("%s %s", __version__, what)


def note_fault(error: BaseException) -> None:
    """Log an exception's type and traceback locations."""
    _log.error("%s %s", __version__, described(error))


def described(error: BaseException) -> str:
    """Format as `ValueError in camera_session.look:88 < runner.run:120`: module, function and line, innermost first."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}" for frame in reversed(frames)]
    return f"{type(error).__name__} in {' < '.join(places[:12]) or 'unknown'}"


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is not None:
        note_fault(error)
    sys.__excepthook__(kind, error or kind(), trace)

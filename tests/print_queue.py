"""A print server of the test's own: Debian's cupsd with a cups-pdf queue, on a socket of its own, ended by its id.

The system's print server, if any, is left alone. Needs root, because the cups-pdf backend does; the backend writes to
`~/PDF`, and what it wrote is taken away again.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CUPSD, DRIVER = Path("/usr/sbin/cupsd"), Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
PATIENCE_S = 30.0
NAME = "Korridor"
OUTPUT = Path.home() / "PDF"

CUPSD_CONF = """
Listen {folder}/cups.sock
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
CUPS_FILES_CONF = """
ServerRoot {folder}
RequestRoot {folder}/spool
TempDir {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
ErrorLog {folder}/error_log
AccessLog {folder}/access_log
PageLog {folder}/page_log
ServerBin /usr/lib/cups
DataDir /usr/share/cups
User lp
Group lp
SystemGroup root lpadmin
"""


@dataclass(frozen=True, slots=True)
class Queue:
    """`environment` leads a program's printing here."""

    environment: dict[str, str]
    before: frozenset[Path]

    def printed(self) -> Path:
        """The document that came out of the printer, when it has."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            fresh = _documents() - self.before
            if fresh and not _command(["lpstat", "-o"], self.environment).strip():
                return next(iter(fresh))
            _pause()
        raise AssertionError("nothing came out of the printer")


@contextlib.contextmanager
def print_queue(folder: Path) -> Iterator[Queue]:
    """A server with one queue called `NAME`."""
    assert CUPSD.exists(), "install cups"
    assert DRIVER.exists(), "install printer-driver-cups-pdf"
    assert os.geteuid() == 0, "the cups-pdf backend needs root"
    for name in ("spool", "cache", "state"):
        (folder / name).mkdir()
    for parent in (folder, *folder.parents[:2]):
        parent.chmod(parent.stat().st_mode | 0o011)  # the server's filters run as another user
    (folder / "cupsd.conf").write_text(CUPSD_CONF.format(folder=folder))
    (folder / "cups-files.conf").write_text(CUPS_FILES_CONF.format(folder=folder))
    environment = os.environ | {"CUPS_SERVER": str(folder / "cups.sock")}
    before = _documents()
    server = subprocess.Popen(
        [CUPSD, "-f", "-c", folder / "cupsd.conf", "-s", folder / "cups-files.conf"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(folder / "cups.sock", server)
        _command(["lpadmin", "-p", NAME, "-E", "-v", "cups-pdf:/", "-P", str(DRIVER)], environment)
        _command(["lpadmin", "-d", NAME], environment)
        yield Queue(environment, before)
    finally:
        server.terminate()
        server.wait(PATIENCE_S)
        for document in _documents() - before:
            document.unlink()


def _documents() -> frozenset[Path]:
    return frozenset(OUTPUT.glob("*.pdf"))


def _wait_for(socket: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not socket.exists():
        assert server.poll() is None, "cupsd ended"
        assert time.monotonic() < deadline, "cupsd does not listen"
        _pause()


def _command(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    return done.stdout


def _pause() -> None:
    time.sleep(0.05)  # between looks at another process, which tells nobody when it is done

"""A private print server: Debian's cupsd on its own socket, with a printer that is a file in the test's folder.

It does not touch the system's print server. The printer (`FileDevice`) has the paper sizes of cups-pdf's description;
the file receives the PDF that was printed, after CUPS' own filters. Needs root, because cupsd runs its filters as
another user.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CUPSD, PAPERS = Path("/usr/sbin/cupsd"), Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
PATIENCE_S = 120.0
"""Ends the test when the print server hangs; long, because the machine may be busy."""
NAME = "Korridor"
OUTPUT = "printed.pdf"
FILTER = '*cupsFilter: "application/vnd.cups-pdf 0 -"\n'

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
FileDevice Yes
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
    """A print queue; a program with this `environment` prints to it."""

    environment: dict[str, str]
    folder: Path

    def printed(self) -> Path:
        """Wait until the queue is empty and return the printed document."""
        deadline = time.monotonic() + PATIENCE_S
        while _command(["lpstat", "-o"], self.environment).strip():
            assert time.monotonic() < deadline, f"nothing came out of the printer\n{self._log()}"
            _pause()
        assert (self.folder / OUTPUT).stat().st_size, f"the printer had nothing to print\n{self._log()}"
        return self.folder / OUTPUT

    def _log(self) -> str:
        return (self.folder / "error_log").read_text(errors="replace")[-4000:]


@contextlib.contextmanager
def print_queue(folder: Path) -> Iterator[Queue]:
    """Run a print server with one queue called `NAME`."""
    assert CUPSD.exists(), "install cups"
    assert PAPERS.exists(), "install printer-driver-cups-pdf"
    assert os.geteuid() == 0, "cupsd needs root"
    for name in ("spool", "cache", "state"):
        (folder / name).mkdir()
    below = [each for each in folder.parents if each.is_relative_to(tempfile.gettempdir())][:-1]
    for each in (folder, *below):
        each.chmod(each.stat().st_mode | 0o011)  # the server's filters run as another user
    (folder / "cupsd.conf").write_text(CUPSD_CONF.format(folder=folder))
    (folder / "cups-files.conf").write_text(CUPS_FILES_CONF.format(folder=folder))
    environment = os.environ | {"CUPS_SERVER": str(folder / "cups.sock")}
    (folder / "papers.ppd").write_text(_without_filters(PAPERS.read_text()) + FILTER)
    (folder / OUTPUT).touch()
    server = subprocess.Popen(
        [CUPSD, "-f", "-c", folder / "cupsd.conf", "-s", folder / "cups-files.conf"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(folder / "cups.sock", server)
        printer = ["-v", f"file://{folder / OUTPUT}", "-P", str(folder / "papers.ppd")]
        _command(["lpadmin", "-p", NAME, "-E", *printer], environment)
        _command(["lpadmin", "-d", NAME], environment)
        yield Queue(environment, folder)
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


def _without_filters(description: str) -> str:
    lines = [line for line in description.splitlines() if not line.startswith("*cupsFilter")]
    return "\n".join(lines) + "\n"


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
    time.sleep(0.05)  # another process, which offers no event to wait for

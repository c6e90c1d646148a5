"""A private PipeWire with WirePlumber and its PulseAudio interface, on a D-Bus session of its own.

Takes the place of `sound_server.SoundServer` in a `SoundRig`. Modules are loaded through the PulseAudio interface, as
on PulseAudio itself.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import time

import pytest
from linux_only import skip_elsewhere
from sound_server import START_S, SoundServer

PROGRAMS = ("dbus-daemon", "pipewire", "wireplumber", "pipewire-pulse")


class PipeWireServer(SoundServer):
    """One PipeWire; every `start` needs a `stop`.

    Raises:
        RuntimeError: PipeWire is not installed, or did not start.
    """

    def __init__(self) -> None:
        skip_elsewhere("PipeWire")
        missing = [program for program in PROGRAMS if shutil.which(program) is None]
        if missing:
            raise RuntimeError(f"install pipewire-pulse, wireplumber and dbus: {', '.join(missing)} not found")
        super().__init__()
        self._daemons: list[subprocess.Popen[bytes]] = []

    @property
    def mutes_only_what_was_used(self) -> bool:
        """So does PipeWire 1.4, of Debian 13: it mutes a virtual device as soon as that is used for the first time."""
        said = subprocess.run(["pipewire", "--version"], capture_output=True, text=True, check=True).stdout
        return not said.split()[-1].startswith("0.")

    @property
    def environment(self) -> dict[str, str]:
        """The environment for child processes that see these devices only."""
        return super().environment | {
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.directory / 'run' / 'bus'}",
            "PIPEWIRE_RUNTIME_DIR": str(self.directory / "run"),
        }

    def start(self) -> None:
        """Start it, and wait until it answers."""
        (self.directory / "run").mkdir(mode=0o700)
        bus = self.environment["DBUS_SESSION_BUS_ADDRESS"]
        try:
            self._daemon("dbus-daemon", "--session", "--nofork", f"--address={bus}", wait_for="bus")
            self._daemon("pipewire", wait_for="pipewire-0")
            self._daemon("wireplumber")
            self._process = self._daemon("pipewire-pulse", wait_for="pulse/native")
            self._wait_until_answered()
            self._wait_for_session_manager()
        except BaseException:
            self.stop()
            raise

    def signal(self, number: int) -> None:
        """Send all of its processes a signal."""
        for daemon in self._daemons:
            if daemon.poll() is None:
                daemon.send_signal(number)

    def stop(self) -> None:
        """Stop clients and server, and delete their files."""
        self.signal(signal.SIGCONT)
        self._end(*self._clients, *reversed(self._daemons))
        shutil.rmtree(self.directory)

    def _wait_for_session_manager(self) -> None:
        """Wait until there is a default device; before that, none can be chosen."""
        until = time.monotonic() + START_S
        while self.pactl("get-default-sink").startswith("@"):
            if time.monotonic() >= until:
                raise RuntimeError(f"wireplumber: {(self.directory / 'wireplumber.log').read_text()}")
            time.sleep(0.05)

    def _daemon(self, *command: str, wait_for: str = "") -> subprocess.Popen[bytes]:
        log = self.directory / f"{command[0]}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, env=self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
            )
        self._daemons.append(process)
        if wait_for:
            self._wait_for(self.directory / "run" / wait_for, process, log)
        return process


BOTH_SERVERS = (pytest.param(SoundServer, id="PulseAudio"), pytest.param(PipeWireServer, id="PipeWire"))
"""Parameters of tests and fixtures that run on either."""

"""A private PulseAudio: directory, socket and configuration of its own, no hardware, Bluetooth or D-Bus module loaded.

Nothing of the machine's own sound is touched.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from linux_only import skip_elsewhere

START_S = 10.0
STOP_S = 5.0
PROGRAMS = ("pulseaudio", "pactl", "paplay")


class SoundServer:
    """One sound server; every `start` needs a `stop`.

    Raises:
        RuntimeError: PulseAudio is not installed, or did not start.
    """

    def __init__(self) -> None:
        skip_elsewhere("PulseAudio")
        missing = [program for program in PROGRAMS if shutil.which(program) is None]
        if missing:
            raise RuntimeError(f"install pulseaudio and pulseaudio-utils: {', '.join(missing)} not found")
        self.directory = Path(tempfile.mkdtemp(prefix="sound-rig-"))
        self._clients: list[subprocess.Popen[bytes]] = []

    @property
    def mutes_only_what_was_used(self) -> bool:
        """Whether a virtual device can be muted only after it was used once."""
        return False

    @property
    def address(self) -> str:
        """The address that a PulseAudio client connects to."""
        return f"unix:{self.directory / 'run' / 'pulse' / 'native'}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment for child processes that see these devices only."""
        return os.environ | {
            "PULSE_SERVER": self.address,
            "PULSE_COOKIE": str(self.directory / "cookie"),
            "XDG_RUNTIME_DIR": str(self.directory / "run"),
            "ALSA_CONFIG_PATH": str(self.directory / "asound.conf"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.directory / 'no-bus'}",
            "HOME": str(self.directory),
        }

    def start(self) -> None:
        """Start it, and wait until it answers."""
        (self.directory / "run").mkdir(mode=0o700)
        command = ["pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disallow-exit"]
        command += ["--realtime=no", "--high-priority=no", f"--log-target=file:{self.directory / 'pulse.log'}"]
        command += ["-L", "module-native-protocol-unix auth-anonymous=1", "-L", "module-always-sink"]
        self._process = subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self._wait_for(self.directory / "run" / "pulse" / "native", self._process, self.directory / "pulse.log")
            self._wait_until_answered()
        except BaseException:
            self.stop()
            raise

    def run(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a client program, which is ended with the server."""
        client = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._clients.append(client)
        return client

    def load(self, module: str, *arguments: str) -> str:
        """Load a module; returns its number."""
        return self.pactl("load-module", module, *arguments)

    def pactl(self, *words: str) -> str:
        """Run `pactl` and return its output."""
        done = subprocess.run(
            ["pactl", *words], env=self.environment, capture_output=True, text=True, timeout=10, check=False
        )
        if done.returncode:
            raise RuntimeError(f"pactl {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout.strip()

    def signal(self, number: int) -> None:
        """Send the server a signal, unless it has ended."""
        if self._process.poll() is None:
            self._process.send_signal(number)

    def stop(self) -> None:
        """Stop clients and server, and delete their files."""
        self._end(*self._clients, self._process)
        shutil.rmtree(self.directory)

    @staticmethod
    def _end(*processes: subprocess.Popen[bytes]) -> None:
        for process in processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    @staticmethod
    def _wait_for(socket: Path, process: subprocess.Popen[bytes], log: Path) -> None:
        until = time.monotonic() + START_S
        while not socket.exists():
            try:
                process.wait(timeout=0.02)
            except subprocess.TimeoutExpired:
                if time.monotonic() < until:
                    continue
            raise RuntimeError(f"the sound server did not start: {log.read_text() if log.exists() else 'no log'}")

    def _wait_until_answered(self) -> None:
        until = time.monotonic() + START_S
        while True:  # its socket is there before it listens
            try:
                self.pactl("info")
            except RuntimeError:
                if time.monotonic() >= until:
                    raise
                time.sleep(0.05)
            else:
                return

"""The first and only program of the guest: injects the faults and prints one JSON line for each."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from faults.commands import interpret
from faults.fault import Observation

from lab.hardware import Hardware, run, wait_until
from lab.row import LabFault
from lab.rows import SCENES
from readiness.checks.registry import AT_ONCE, EVERY
from readiness.engine import runner
from readiness.engine.runner import Stop
from readiness.i18n import Words
from readiness.measures.video.face_model import FACE_MESH, YUNET
from readiness.model import Judged, Request

STABLE_FOR_S = 1.0
"""A promised result counts once it has not changed for this long."""

HANG_LIMIT_S = 150.0


class LiveRun:
    """A check that a person watches. It is started again when it has ended, as by the button."""

    def __init__(self, check: str) -> None:
        self._check = next(each for each in EVERY if each.id == check)
        self._stop, self._thread = Stop(), threading.Thread()
        self.result, self.sentence, self.since_s = "", "", 0.0

    def ensure_running(self) -> None:
        """Start the check if it is not running."""
        if not self._thread.is_alive():
            self._stop = Stop()
            self._thread = threading.Thread(target=self._follow)
            self._thread.start()

    def close(self) -> None:
        """End the check."""
        if self._thread.is_alive():
            self._stop.set()
            self._thread.join()

    def _follow(self) -> None:
        words = Words("en")
        for event in runner.run(AT_ONCE.probes, [self._check], Request(live=True), self._stop):
            if isinstance(event.what, Judged) and event.what.finding.code != self.result:
                finding = event.what.finding
                self.since_s = time.monotonic()
                self.sentence = f"{words(finding.headline, finding.measured)} {words(finding.remedy, finding.measured)}"
                self.result = finding.code
                sys.stderr.write(f"{self.since_s:.1f} {self.result}\n")

    def observe(self, fault: LabFault, hardware: Hardware, slowness: float) -> Observation:
        """Inject a fault and wait for the promised result, or until it is late."""
        begun_s = time.monotonic()
        fault.inject(hardware)
        self.ensure_running()
        while (now_s := time.monotonic()) - begun_s < fault.within_s * slowness + STABLE_FOR_S:
            if self.result == fault.promised and now_s - max(self.since_s, begun_s) >= STABLE_FOR_S:
                break
            time.sleep(0.1)
        return Observation(self.result, self.sentence.strip(), max(self.since_s - begun_s, 0.0))


def check(fault: LabFault, hardware: Hardware) -> Observation:
    """Inject a fault around `readiness check`."""
    if fault.command == "before":
        fault.inject(hardware)
    begun_s = time.monotonic()
    command = [sys.executable, "-m", "readiness", "check", "--only", fault.check, "--json", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        if fault.command == "meanwhile":
            wait_until(lambda: hardware.is_in_use(fault.check))
            time.sleep(1.0)
            fault.inject(hardware)
        try:
            out, err = running.communicate(timeout=HANG_LIMIT_S)
            result, sentence = interpret(running.returncode, out, err)
        except subprocess.TimeoutExpired:
            running.kill()
            result, sentence = "hangs", ""
    return Observation(result, sentence, time.monotonic() - begun_s)


def observe_all(hardware: Hardware, only: str, slowness: float) -> Iterator[tuple[LabFault, Observation]]:
    """Inject every fault of the scenes whose heading contains `only`."""
    for heading, scene in SCENES.items():
        if only.casefold() not in heading.casefold():
            continue
        scene.install(hardware)
        live = LiveRun(scene.faults[0].check)
        for fault in scene.faults:
            if fault.command is None:
                yield fault, live.observe(fault, hardware, slowness)
            else:
                live.close()
                yield fault, check(fault, hardware)
        live.close()
        for name in list(hardware.programs):
            hardware.end(name)


def say(**what: object) -> None:
    """Print a line for the host: an observation, or `monitor`, a command for QEMU."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


@contextmanager
def powered_off_after() -> Iterator[None]:
    """Switch the guest off at the end, whatever happens."""
    try:
        yield
    except BaseException:
        say(failure=traceback.format_exc())
        raise
    finally:
        time.sleep(0.5)
        Path("/proc/sysrq-trigger").write_text("o")
        time.sleep(30)


def hide_face_models() -> None:
    """Make the program work as where the face models are not installed: the guest would take 30 s for a picture."""
    for model in (YUNET, FACE_MESH):
        file = importlib.metadata.distribution(model.distribution).locate_file(model.file)
        run("mount", "--bind", "/dev/null", str(file))


def main() -> None:
    """Run the guest."""
    modules, only, slowness = sys.argv[1:]
    os.environ["READINESS_DATA"] = "/run/data"
    hide_face_models()
    hardware = Hardware(Path(modules), lambda command: say(monitor=command))
    for fault, observation in observe_all(hardware, only, float(slowness)):
        say(name=fault.name, observation=asdict(observation))


if __name__ == "__main__":
    with powered_off_after():
        main()

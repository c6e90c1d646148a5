"""The end-to-end test of any build of the program: a complete check that ends with *go*, then sign, reports, `doctor`.

The program must tell a USB headset from AirPods and detect a voice; a film replaces the camera. A policy overrides the
outcome of what this computer cannot have (Google Chrome, a wired network).

    python tests/programs/end_to_end.py FOLDER

writes the files for a computer without devices: a film, a recording, and a policy that overrides the rest.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.extend(str(Path(__file__).parents[1] / each) for each in ("inputs", "virtual"))

import numpy as np
import sound_devices
import sound_rig
from film import film
from pypdf import PdfReader
from speech import speech, write_wav

PLUGGED_IN = (sound_devices.USB_HEADSET, sound_devices.AIRPODS, sound_devices.EARPHONE)
RUN_S = 240
FORMATS = {".json", ".ndjson", ".sqlite", ".prom", ".txt"}

UNAVAILABLE_HERE = {
    "browser": ("missing", "not_chrome", "not_default", "outdated"),
    "connection": ("none", "no_link", "other", "virtual_computer", "wireless", "slow_cable"),
}
LOST_ON_A_BUSY_MACHINE = {"microphone": ("broken", "dropouts", "crackle")}
"""On a busy machine a sound server without hardware loses sound, and the program rightly reports it."""

NO_DEVICES = {"headset": ("absent", "recording")}


@dataclass(frozen=True, slots=True)
class Program:
    """A build of the program, ready to be started.

    Attributes:
        command: the command that starts it.
        environment: all environment variables.
        path: translates a path for it; a Windows program under Wine has another root.
    """

    command: tuple[str, ...]
    environment: Mapping[str, str]
    path: Callable[[Path], str] = str

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.command, *arguments], env=dict(self.environment), stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", errors="replace", timeout=RUN_S, check=False,
        )  # fmt: skip


def windows_path(path: Path) -> str:
    """The path of a file for a Windows program under Wine."""
    return "Z:" + str(path).replace("/", "\\")


def sound_variables(rig: sound_rig.SoundRig) -> dict[str, str]:
    """The environment variables that connect a program to the rig's devices only."""
    own = rig.environment
    return {name: own[name] for name in ("PULSE_SERVER", "PULSE_COOKIE", "XDG_RUNTIME_DIR", "ALSA_CONFIG_PATH")}


def policy(*weighed: Mapping[str, tuple[str, ...]]) -> str:
    """A policy under which these findings pass."""
    return "".join(
        f"[{check}.outcomes]\n" + "".join(f'{code} = "pass"\n' for code in codes)
        for each in weighed
        for check, codes in each.items()
    )


@dataclass(frozen=True, slots=True)
class Kit:
    """Files that stand in for equipment."""

    camera: Path
    voice: Path
    policy: Path


def pack(folder: Path, *weighed: Mapping[str, tuple[str, ...]]) -> Kit:
    """Write a film of a person, a recording of speech, and a policy under which these findings pass."""
    folder.mkdir(exist_ok=True, parents=True)
    kit = Kit(folder / "camera.avi", folder / "voice.wav", folder / "policy.toml")
    film(kit.camera)
    write_wav(kit.voice, speech())
    kit.policy.write_text(policy(*weighed), "utf-8")
    return kit


def plug_in(rig: sound_rig.SoundRig) -> None:
    """Plug in a call headset as default, and earbuds."""
    for device in PLUGGED_IN:
        rig.plug(device, default=device in (sound_devices.USB_HEADSET, sound_devices.EARPHONE))


def end_to_end(program: Program, rig: sound_rig.SoundRig, folder: Path) -> dict[str, Any]:
    """Run the whole test with virtual devices; return the report of the check."""
    folder.mkdir(exist_ok=True)
    earbuds = found(program.run("check", "--json", "--only", "headset", "--microphone", "AirPods"))
    assert earbuds["headset"] == "headset.phone_earbuds", earbuds
    kit = pack(folder, UNAVAILABLE_HERE, LOST_ON_A_BUSY_MACHINE)
    voice = write_wav(folder / "long.wav", np.tile(speech(), 12))
    with rig.feed(sound_devices.USB_HEADSET, voice) as player:
        report = everything(program, kit, "Jabra Evolve2 65 Mono", folder)
        player.kill()
    findings = {each["check"]: each for each in report["findings"]}
    assert findings["headset"]["code"] == "headset.ok", findings["headset"]
    assert findings["microphone"]["measured"]["speech_s"] > 1, findings["microphone"]
    return report


def end_to_end_from_files(program: Program, folder: Path) -> dict[str, Any]:
    """The same with files instead of devices, for a computer that has none; nothing depends on timing."""
    kit = pack(folder, UNAVAILABLE_HERE, NO_DEVICES)
    report = everything(program, kit, program.path(kit.voice), folder)
    assert "microphone.ok" in {each["code"] for each in report["findings"]}
    return report


def everything(program: Program, kit: Kit, microphone: str, folder: Path) -> dict[str, Any]:
    """Run all automatic checks, then sign, reports and `doctor`; return the report."""
    done = program.run(
        "check", "--json", "--camera", program.path(kit.camera), "--microphone", microphone,
        "--policy", program.path(kit.policy),
        "--format", "json,ndjson,sqlite,prom,intune", "--out", program.path(folder / "reports"),
    )  # fmt: skip
    reports = list((folder / "reports").glob("*.json"))
    assert reports, (done.stdout, done.stderr)
    report: dict[str, Any] = json.loads(reports[0].read_text("utf-8"))
    codes = {each["check"]: each["code"] for each in report["findings"]}
    assert (codes["camera"], codes["lighting"], codes["framing"]) == ("camera.ok", "lighting.ok", "framing.ok"), codes
    assert not [code for code in codes.values() if code.endswith((".crashed", ".timed_out", ".not_assessed"))], codes
    assert (report["verdict"], done.returncode) == ("go", 0), (codes, done.stderr)
    every_format(folder / "reports", report)
    sign(program, folder / "skylt.pdf")
    doctor(program, folder / "doctor.json")
    return report


def found(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """The codes of a report on standard output, by check."""
    assert done.stdout, done.stderr
    return {each["check"]: each["code"] for each in json.loads(done.stdout)["findings"]}


def every_format(folder: Path, report: dict[str, Any]) -> None:
    """Assert that each format was written and contains the same report."""
    assert {path.suffix for path in folder.iterdir()} == FORMATS
    assert json.loads(next(folder.glob("*.ndjson")).read_text("utf-8")) == report
    assert json.loads(next(folder.glob("*.txt")).read_text("ascii"))["verdict"] == report["verdict"]
    assert 'verdict="go"' in next(folder.glob("*.prom")).read_text("utf-8")
    with sqlite3.connect(next(folder.glob("*.sqlite"))) as database:
        assert database.execute("SELECT verdict FROM report").fetchall() == [(report["verdict"],)]
    database.close()


def sign(program: Program, file: Path) -> None:
    """Assert that the door sign is a PDF of one page with its text."""
    done = program.run("sign", "-o", program.path(file))
    assert done.returncode == 0, done.stderr
    (page,) = PdfReader(file).pages
    assert "videomöte" in page.extract_text()


def doctor(program: Program, file: Path) -> None:
    """Assert that `doctor` lists every library's version and no name of a person or device."""
    done = program.run("doctor", "-o", program.path(file))
    assert done.returncode == 0, done.stderr
    diagnostics = json.loads(file.read_text("utf-8"))
    assert all(diagnostics["versions"].values()), diagnostics["versions"]
    assert "Annas" not in file.read_text("utf-8")
    assert os.sep not in json.dumps(diagnostics["versions"]["machine"])


if __name__ == "__main__":
    pack(Path(sys.argv[1]), UNAVAILABLE_HERE, NO_DEVICES)

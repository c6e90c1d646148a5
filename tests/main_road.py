"""The road that every clinician's computer goes, on whichever build of the program: all the way to *go*.

A USB headset and AirPods are told apart, a voice is heard, a film stands in for the camera. What this computer cannot
have (Google Chrome, a wired network) is weighed by a policy, as IT would. Then the sign, every report and `doctor`.

    python tests/main_road.py FOLDER

writes what a computer without any devices needs for it: a film, a recording, and a policy that weighs the rest.
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

import numpy as np
import sound_rig
from film import film
from pypdf import PdfReader
from speech import speech, write_wav

PLUGGED_IN = (sound_rig.USB_HEADSET, sound_rig.AIRPODS, sound_rig.EARPHONE)
RUN_S = 240
FORMATS = {".json", ".ndjson", ".sqlite", ".prom", ".txt"}

NOT_TO_BE_HAD_HERE = {
    "browser": ("missing", "not_chrome", "not_default", "outdated"),
    "connection": ("none", "no_link", "other", "virtual_computer", "wireless", "slow_cable"),
}
LOST_ON_A_BUSY_MACHINE = {"microphone": ("broken", "dropouts", "crackle")}
"""A sound server without hardware loses sound when the machine has no time for it, and the program rightly says so."""

NO_DEVICES = {"headset": ("absent", "recording")}


@dataclass(frozen=True, slots=True)
class Program:
    """A build of the program, ready to be started.

    Attributes:
        command: what starts it on a command line.
        environment: all of its variables.
        path: how it names a file of ours; a Windows program has another root.
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
    """A file of ours as a Windows program under Wine names it."""
    return "Z:" + str(path).replace("/", "\\")


def sound_variables(rig: sound_rig.SoundRig) -> dict[str, str]:
    """What leads a program to the rig's devices and to no others."""
    own = rig.environment
    return {name: own[name] for name in ("PULSE_SERVER", "PULSE_COOKIE", "XDG_RUNTIME_DIR", "ALSA_CONFIG_PATH")}


def policy(*weighed: Mapping[str, tuple[str, ...]]) -> str:
    """A policy by which those findings are no hindrance."""
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
    """Somebody in front of the camera, somebody who speaks, and a policy that weighs those findings."""
    folder.mkdir(exist_ok=True, parents=True)
    kit = Kit(folder / "camera.avi", folder / "voice.wav", folder / "policy.toml")
    film(kit.camera)
    write_wav(kit.voice, speech())
    kit.policy.write_text(policy(*weighed), "utf-8")
    return kit


def plug_in(rig: sound_rig.SoundRig) -> None:
    """A workstation with a call headset as default, and somebody's earbuds."""
    for device in PLUGGED_IN:
        rig.plug(device, default=device in (sound_rig.USB_HEADSET, sound_rig.EARPHONE))


def main_road(program: Program, rig: sound_rig.SoundRig, folder: Path) -> dict[str, Any]:
    """Go down it; what is not as it should be is an assertion. Returns the report of the whole check."""
    folder.mkdir(exist_ok=True)
    earbuds = found(program.run("check", "--json", "--only", "headset", "--microphone", "AirPods"))
    assert earbuds["headset"] == "headset.phone_earbuds", earbuds
    kit = pack(folder, NOT_TO_BE_HAD_HERE, LOST_ON_A_BUSY_MACHINE)
    voice = write_wav(folder / "long.wav", np.tile(speech(), 12))
    with rig.feed(sound_rig.USB_HEADSET, voice) as player:
        report = everything(program, kit, "Jabra Evolve2 65 Mono", folder)
        player.kill()
    findings = {each["check"]: each for each in report["findings"]}
    assert findings["headset"]["code"] == "headset.ok", findings["headset"]
    assert findings["microphone"]["measured"]["speech_s"] > 1, findings["microphone"]
    return report


def road_of_files(program: Program, folder: Path) -> dict[str, Any]:
    """The same with files in place of devices, for a computer that has none; nothing in it waits on a clock."""
    kit = pack(folder, NOT_TO_BE_HAD_HERE, NO_DEVICES)
    report = everything(program, kit, program.path(kit.voice), folder)
    assert "microphone.ok" in {each["code"] for each in report["findings"]}
    return report


def everything(program: Program, kit: Kit, microphone: str, folder: Path) -> dict[str, Any]:
    """All automatic checks at once, with a voice and a picture; nothing is left out. Then sign, reports and doctor."""
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
    """Each format is there and says the same."""
    assert {path.suffix for path in folder.iterdir()} == FORMATS
    assert json.loads(next(folder.glob("*.ndjson")).read_text("utf-8")) == report
    assert json.loads(next(folder.glob("*.txt")).read_text("ascii"))["verdict"] == report["verdict"]
    assert 'verdict="go"' in next(folder.glob("*.prom")).read_text("utf-8")
    with sqlite3.connect(next(folder.glob("*.sqlite"))) as database:
        assert database.execute("SELECT verdict FROM report").fetchall() == [(report["verdict"],)]
    database.close()


def sign(program: Program, file: Path) -> None:
    """The door sign is a PDF of one page with its words."""
    done = program.run("sign", "-o", program.path(file))
    assert done.returncode == 0, done.stderr
    (page,) = PdfReader(file).pages
    assert "videomöte" in page.extract_text()


def doctor(program: Program, file: Path) -> None:
    """A supporter is told every library's version, and sees the headset's kind without its name."""
    done = program.run("doctor", "-o", program.path(file))
    assert done.returncode == 0, done.stderr
    told = json.loads(file.read_text("utf-8"))
    assert all(told["versions"].values()), told["versions"]
    assert "Annas" not in file.read_text("utf-8")
    assert os.sep not in json.dumps(told["versions"]["machine"])


if __name__ == "__main__":
    pack(Path(sys.argv[1]), NOT_TO_BE_HAD_HERE, NO_DEVICES)

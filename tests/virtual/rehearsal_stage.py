"""A setup for rehearsals: Debian's Chromium with fake devices that play films and speech, and its own policies.

A script starts Chromium, adds switches and makes policies visible to it in a mount namespace.
"""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace

from readiness import model
from readiness.checks import network_path, rehearsal
from readiness.checks.rehearsal.measurement import Measurement
from readiness.checks.rehearsal.probe import Stage
from readiness.checks.rehearsal.probe import rehearsed as rehearsal_of
from readiness.checks.rehearsal.result_parser import InUse
from readiness.meeting_policy import Service

CHROMIUM = "/usr/bin/chromium"
FAKE = "--use-fake-device-for-media-stream"
URL = "https://video.example.se/rum"
_ARGUMENTS = "arguments"


def program(
    folder: Path, *switches: str, policies: Mapping[str, object] | None = None, before: Sequence[str] = ()
) -> Path:
    """Write a script that starts Chromium with these switches and policies, prefixed by the command `before`.

    It notes its arguments in `folder`, where `profile_of` finds them.
    """
    command = [*before, CHROMIUM]
    if policies is not None:
        managed = folder / "etc/policies/managed"
        managed.mkdir(parents=True, exist_ok=True)
        (managed / "region.json").write_text(json.dumps(policies), encoding="utf-8")
        mount = 'mount --bind "$0" /etc/chromium && exec "$@"'
        command = [
            *before,
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            mount,
            str(managed.parent.parent),
            CHROMIUM,
        ]
    path = folder / "chromium-on-stage"
    note = f"printf '%s\\n' \"$@\" > {shlex.quote(str(folder / _ARGUMENTS))}"
    start = f'exec {shlex.join(command)} "$@" {shlex.join(switches)}'
    path.write_text(f"#!/bin/sh\n{note}\n{start}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def profile_of(folder: Path) -> Path:
    """The temporary profile with which the program in `folder` was last started."""
    switch = "--user-data-dir="
    arguments = (folder / _ARGUMENTS).read_text(encoding="utf-8").splitlines()
    return Path(next(each for each in arguments if each.startswith(switch)).removeprefix(switch))


def film(path: Path, *, luma: int = 128, moving: bool = True, seconds: int = 1) -> Path:
    """A grey film in YUV4MPEG2, 640 × 360 at 30 pictures/s, with a camera's noise or, if not `moving`, without."""
    random = np.random.default_rng(1)
    with path.open("wb") as file:
        file.write(b"YUV4MPEG2 W640 H360 F30:1 Ip A1:1 C420jpeg\n")
        colours = bytes([128]) * (640 * 360 // 2)
        for _ in range(30 * seconds):
            noise = random.integers(-6, 7, (360, 640)) if moving else 0
            picture = np.clip(luma + np.zeros((360, 640), int) + noise, 0, 255).astype(np.uint8)
            file.write(b"FRAME\n" + picture.tobytes() + colours)
    return path


def policy(url: str = URL, *, hosts: tuple[str, ...] = ("localhost:1",), **limits: Any) -> model.Policy:
    """A policy with a meeting's address, and hosts on this computer instead of the service's."""
    return model.Policy((Service(url=url), network_path.Policy(hosts=hosts), rehearsal.Policy(**limits)))


def rehearsed(
    browser: Path,
    preferences: Mapping[str, object] | None = None,
    *,
    in_force: model.Policy | None = None,
    in_use: InUse | None = None,
    files: Mapping[str, object] | None = None,
    deadline_s: float = 40.0,
) -> Measurement:
    """Run a rehearsal with this browser. The deadline is long, since other tests may run at the same time."""
    stage = Stage(
        program=browser,
        policies=dict(files or {}),
        preferences=dict(preferences or {}),
        in_use=lambda: in_use or InUse(),
    )
    with rehearsal_of(stage, in_force or policy(), deadline_s) as measured:
        return measured


def code(measured: Measurement) -> str:
    """The code of the finding on devices alone: the hosts do not answer, and other tests may keep the computer busy."""
    ignored = ("hosts_asked", "hosts_reached", "host_error", "limited_by", "encoded_rate_hz")
    of_devices = replace(measured, **dict.fromkeys(ignored))
    return rehearsal.CHECK.judge(of_devices, rehearsal.Policy(camera_rate_min_hz=0)).code


def running(mark: str) -> list[str]:
    """The command lines of running processes that contain `mark`."""
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listing.splitlines() if mark in line and "ps -eo" not in line]

"""Acceptance test of a real computer: a technician follows the steps, the program measures and records masked facts.

The recorded file contains what the operating system reported at each step, so that a test can judge it again anywhere.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

import msgspec

from readiness.checks.registry import EVERY
from readiness.host.dump.dump import Dump
from readiness.i18n import N_
from readiness.model import Policy, Request
from readiness.support.check_run import run_checks
from readiness.support.device_inventory import masked_dump


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the test.

    Attributes:
        id: its name in the file; a contract.
        do: what the technician does, a message id.
        expected: the acceptable codes by check.
    """

    id: str
    do: str
    expected: dict[str, tuple[str, ...]]


_NO_HEADSET = ("absent", "built_in", "webcam", "dock_or_monitor", "speakerphone", "line_in")
_WIFI = ("wireless", "wireless_weak")

STEPS: tuple[Step, ...] = (
    Step(id="cable", do=N_("Plug in the network cable."), expected={"connection": ("ok_wired", "slow_cable")}),
    Step(id="wifi", do=N_("Pull the network cable and turn Wi-Fi on."), expected={"connection": _WIFI}),
    Step(id="no_network", do=N_("Turn Wi-Fi off as well."), expected={"connection": ("no_link", "none")}),
    Step(
        id="phone_usb",
        do=N_("Share a phone's network over USB."),
        expected={"connection": ("tethered",)},
    ),
    Step(
        id="vpn_over_cable",
        do=N_("Take the phone away, plug the cable in and connect the VPN."),
        expected={"connection": ("ok_wired", "slow_cable")},
    ),
    Step(
        id="virtual_switch",
        do=N_("Put the cable's card under an external Hyper-V switch, if IT uses them."),
        expected={"connection": ("ok_wired", "slow_cable")},
    ),
    Step(id="way", do=N_("Disconnect the VPN."), expected={"path": ("ok", "ok_not_set_up")}),
    Step(
        id="headset",
        do=N_("Plug in the headset and choose it for sound in and sound out."),
        expected={"headset": ("ok",)},
    ),
    Step(
        id="loudspeakers",
        do=N_("Leave the headset as microphone and choose the loudspeakers for sound out."),
        expected={"headset": ("loudspeaker",)},
    ),
    Step(id="no_headset", do=N_("Unplug the headset."), expected={"headset": _NO_HEADSET}),
    Step(
        id="camera",
        do=N_("Plug in the headset and sit down before the camera."),
        expected={"camera": ("ok", "low_resolution")},
    ),
    Step(
        id="camera_denied",
        do=N_("Turn off camera access for desktop programs in the system's privacy settings."),
        expected={"camera": ("denied", "denied_by_it")},
    ),
    Step(
        id="microphone_denied",
        do=N_("Turn off microphone access for desktop programs as well."),
        expected={"microphone": ("denied", "denied_by_it")},
    ),
    Step(
        id="camera_busy",
        do=N_("Turn both on again and start a video call in another program."),
        expected={"camera": ("busy", "ok", "low_resolution")},
    ),
    Step(
        id="camera_shut",
        do=N_("End the call, and shut the camera with its key or shutter."),
        expected={"camera": ("black", "covered", "frozen", "no_picture")},
    ),
    Step(id="chrome", do=N_("Open the camera again."), expected={"browser": ("ok", "not_default", "cloud_managed")}),
    Step(
        id="site_blocked",
        do=N_("Block the camera for the meeting's address in Chrome, and close Chrome."),
        expected={"browser": ("site_blocked",), "rehearsal": ("denied",)},
    ),
    Step(
        id="rehearsal",
        do=N_("Allow the camera for the meeting's address again, and close Chrome."),
        expected={"rehearsal": ("ok",)},
    ),
)
"""The list in docs/windows.md. The technician skips steps that do not apply to the computer."""


class StepResult(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a step. `dump` is the operating system's raw answers, for the steps that can be judged again."""

    id: str
    outcome: Literal["as_expected", "otherwise", "skipped"]
    codes: dict[str, str] = {}
    measured: dict[str, dict[str, object]] = {}
    dump: Dump | None = None


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """The file's contents."""

    schema: Literal["readiness-acceptance/1"] = "readiness-acceptance/1"
    versions: dict[str, str] = {}
    steps: tuple[StepResult, ...] = ()


def run_step(step: Step, policy: Policy) -> StepResult:
    """Run the step's checks and compare their codes with the expected ones."""
    done = run_checks([check for check in EVERY if check.id in step.expected], Request(policy=policy))
    codes = {finding.check: finding.code.partition(".")[2] for finding in done.findings}
    measured = {finding.check: dict(finding.measured) for finding in done.findings}
    right = all(codes.get(check) in expected for check, expected in step.expected.items())
    system_dump = masked_dump(policy) if {"connection", "headset"} & set(step.expected) else None
    outcome: Literal["as_expected", "otherwise"] = "as_expected" if right else "otherwise"
    return StepResult(id=step.id, outcome=outcome, codes=codes, measured=measured, dump=system_dump)


def serialize(acceptance: Acceptance) -> bytes:
    """Return the file's content as JSON."""
    return json.dumps(msgspec.to_builtins(acceptance), ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"

"""The acceptance of a real computer, step by step, and saved acceptances, which are replayed as cases.

A file made on a real computer goes into `acceptances/`; its findings must stay the same.
"""

from __future__ import annotations

import io
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from readiness.checks import connection, headset
from readiness.checks.connection import measurement_of
from readiness.checks.headset.measure import measure as measure_headset
from readiness.checks.registry import EVERY
from readiness.cli.commands import acceptance as command
from readiness.cli.exit_codes import GO
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.host.dump.dump import Dump
from readiness.host.network.adapter_kinds_windows import WindowsAdapterRow
from readiness.i18n import Words
from readiness.support.acceptance import STEPS, Acceptance, StepResult, serialize

SAVED = Path(__file__).parent / "acceptances"
CABLE = WindowsAdapterRow(
    name="adapter-1", label="", description="Intel(R) Ethernet Connection I219-LM", if_type=6, physical_medium=14,
    is_hardware=True, addresses=("198.18.0.1",), gateway_metric=25, link_speed_mbps=1000.0,
)  # fmt: skip
HEADSET = AudioEndpoint(name="Headset (Jabra Evolve2 65)", id="endpoint-1", bus="usb", form_factor="headset",
                        vid_pid="0b0e:24f6", is_default=True)  # fmt: skip
SAID = Dump(system="win32", route=("198.18.0.1",), windows=(CABLE,), sound=(HEADSET,))
MADE = Acceptance(
    versions={"readiness": "0.1.0"},
    steps=(
        StepResult(id="cable", outcome="as_expected", codes={"connection": "ok_wired"}, dump=SAID),
        StepResult(id="headset", outcome="as_expected", codes={"headset": "ok"}, dump=SAID),
        StepResult(id="wifi", outcome="skipped"),
    ),
)


def read(path: Path) -> Acceptance:
    return msgspec.json.decode(path.read_bytes(), type=Acceptance)


def replay(acceptance: Acceptance) -> Iterator[tuple[str, str, str, str]]:
    """Judge the recorded facts again; yield step, check, the recorded code and the code given now."""
    for step in acceptance.steps:
        if step.dump is None:
            continue
        if "connection" in step.codes:
            linked = measurement_of(step.dump.adapters, step.dump.route or ())
            now = connection.CHECK.judge(linked, connection.Policy()).code
            yield step.id, "connection", step.codes["connection"], now.partition(".")[2]
        if "headset" in step.codes and step.dump.sound is not None:
            now = headset.CHECK.judge(measure_headset(step.dump.sound), headset.Policy()).code
            yield step.id, "headset", step.codes["headset"], now.partition(".")[2]


def test_saved_acceptances_of_real_computers_are_judged_as_before() -> None:
    files = sorted(SAVED.glob("*.json"))
    judged = [(path.stem, step, check, then, now) for path in files for step, check, then, now in replay(read(path))]
    assert judged
    assert [row for row in judged if row[-2] != row[-1]] == []


def test_saved_acceptance_is_read_and_judged_again(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(serialize(MADE))
    assert read(file) == MADE
    assert list(replay(read(file))) == [
        ("cable", "connection", "ok_wired", "ok_wired"),
        ("headset", "headset", "ok", "ok"),
    ]


def test_every_step_names_existing_checks_and_codes() -> None:
    codes = {check.id: {rule.what for rule in check.rules} for check in EVERY}
    for step in STEPS:
        for check, expected in step.expected.items():
            assert set(expected) <= codes[check]
    assert len({step.id for step in STEPS}) == len(STEPS)


def test_skipped_and_ended_early(tmp_path: Path) -> None:
    out, file = io.StringIO(), tmp_path / "a.json"
    arguments = Namespace(output=str(file), policy=None, lang="en")
    assert command.run(arguments, Words("en"), out, io.StringIO("s\nS\nq\n")) == GO
    assert [(each.id, each.outcome) for each in read(file).steps] == [("cable", "skipped"), ("wifi", "skipped")]


@pytest.mark.slow
def test_the_command_measures_and_saves(tmp_path: Path) -> None:
    """The kind of a container's network cannot be determined: that finding is made and saved."""
    out, file = io.StringIO(), tmp_path / "a.json"
    code = command.run(Namespace(output=str(file), policy=None, lang="en"), Words("en"), out, io.StringIO("s\n\nq\n"))
    (skipped, measured) = read(file).steps
    assert (skipped.outcome, measured.id) == ("skipped", "wifi")
    assert set(measured.codes) == {"connection"}
    assert measured.dump is not None
    assert code == (GO if measured.outcome == "as_expected" else code)
    assert "Pull the network cable" in out.getvalue()

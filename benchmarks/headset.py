"""How often is the kind of a device told right? Run `benchmarks/headset.py DEVICES.csv`.

The CSV has the columns name, platform, host_api, bus, form_factor, vid_pid and label. Every device is judged by its
name alone and with all that the system says; then once more with its product family unknown, as if it came on the
market tomorrow ("held out"). The last line is the time a classification takes.
"""

from __future__ import annotations

import argparse
import collections
import csv
import dataclasses
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from readiness.checks.headset import ASKED, CHECK, Policy, measure
from readiness.checks.headset.classify import classify
from readiness.checks.headset.products import HEADSETS, Products, products
from readiness.host.audio_endpoint import AudioEndpoint
from readiness.model import Outcome

NEVER_A_HEADSET = ("phone_earbuds", "bt_headphones", "builtin_mic", "webcam_mic", "speakerphone")
CALL_AND_GAMING = ("call_headset", "gaming_headset")

Row = dict[str, str]


def endpoint(row: Row, *, name_alone: bool) -> AudioEndpoint:
    """The device of a row, as the probe would see it."""
    if name_alone:
        return AudioEndpoint(name=row["name"], id="x", is_default=True)
    return AudioEndpoint(
        name=row["name"],
        id="x",
        bus=row["bus"],
        form_factor=row["form_factor"],
        vid_pid=row["vid_pid"],
        is_default=True,
    )


def without_family(known: Products, row: Row) -> Products:
    """All that is known but the family that this device belongs to, and its product number."""
    classification = classify(endpoint(row, name_alone=False))
    return dataclasses.replace(
        known,
        families=tuple(family for family in known.families if family.name != classification.family),
        usb={vid_pid: told for vid_pid, told in known.usb.items() if told[1] != classification.family},
    )


def figures(title: str, rows: Sequence[Row], judge: Callable[[Row], tuple[str, Outcome, str]]) -> None:
    """Print one table of the four figures, and every device that was judged wrong in a way that matters."""
    judged = [(row, *judge(row)) for row in rows]
    never = [each for each in judged if each[0]["label"] in NEVER_A_HEADSET]
    headsets = [each for each in judged if each[0]["label"] in CALL_AND_GAMING]
    false_go = [each for each in never if each[2] is Outcome.PASS]
    refused = [each for each in headsets if each[2] in {Outcome.FAIL, Outcome.WARN}]
    asked = [each for each in headsets if each[2] is Outcome.NOT_ASSESSED]
    jacks = [each for each in judged if each[0]["label"] == "analog_jack_unknown"]
    jacks_asked = [each for each in jacks if each[2] is Outcome.NOT_ASSESSED]
    print(f"{title}: {len(rows)} devices")
    print(f"  false go             {len(false_go):4} of {len(never)}")
    print(f"  headsets refused     {_share(refused, headsets)}")
    print(f"  headsets asked       {_share(asked, headsets)}")
    print(f"  jacks asked          {_share(jacks_asked, jacks)}")
    for word, wrong in (("FALSE GO", false_go), ("refused", refused)):
        for row, device_class, _, family in wrong:
            print(f"    {word}: {row['name']!r} {row['label']} → {device_class} ({family})")


def confusion(rows: Sequence[Row], judge: Callable[[Row], tuple[str, Outcome, str]]) -> None:
    """Print what each kind of device was taken for."""
    table: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for row in rows:
        table[row["label"]][judge(row)[0]] += 1
    for label, taken_for in sorted(table.items()):
        print(f"  {label:20} " + "  ".join(f"{name} {count}" for name, count in taken_for.most_common()))


def _share(some: Sequence[object], of: Sequence[object]) -> str:
    return f"{len(some):4} of {len(of)} ({100 * len(some) / max(len(of), 1):.1f} %)"


def judge_with(*, name_alone: bool, held_out: bool) -> Callable[[Row], tuple[str, Outcome, str]]:
    """A judge of rows."""

    def judge(row: Row) -> tuple[str, Outcome, str]:
        known = without_family(products(), row) if held_out else products()
        measurement = measure((endpoint(row, name_alone=name_alone),), known=known)
        outcome = CHECK.judge(measurement, Policy()).outcome
        return measurement.device_class or "", outcome, measurement.family or ""

    return judge


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("devices", type=Path)
    parser.add_argument("--asked", action="store_true", help="list the headsets that are asked about")
    arguments = parser.parse_args()
    with arguments.devices.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known_bus = [row for row in rows if row["bus"] and ":" in row["vid_pid"].strip(":")]
    print("What each kind was taken for, by all that the system says:")
    confusion(rows, judge_with(name_alone=False, held_out=False))
    figures("Name alone", rows, judge_with(name_alone=True, held_out=False))
    figures("With properties", rows, judge_with(name_alone=False, held_out=False))
    figures("Bus and vendor:product known", known_bus, judge_with(name_alone=False, held_out=False))
    figures("Name alone, family held out", rows, judge_with(name_alone=True, held_out=True))
    figures("Bus and vendor:product known, family held out", known_bus, judge_with(name_alone=False, held_out=True))
    if arguments.asked:
        for row in rows:
            device_class, _, _ = judge_with(name_alone=True, held_out=False)(row)
            if row["label"] in CALL_AND_GAMING and device_class in ASKED - HEADSETS:
                print(f"  asked by name alone: {row['name']!r}")
    started = time.perf_counter()
    for row in rows:
        classify(endpoint(row, name_alone=True))
    print(f"{1000 * (time.perf_counter() - started) / len(rows):.2f} ms a device")


if __name__ == "__main__":
    main()

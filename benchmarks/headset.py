"""How often a device's kind is recognised correctly: `python benchmarks/headset.py DEVICES.csv …`.

A CSV file has the columns name, platform, host_api, bus, form_factor, vid_pid and label. Every device is judged by its
name alone and by everything the system says about it, and then with part of our knowledge held out:

* its product family and product number, as if it came on the market tomorrow;
* its product line: also whatever else in the file distinguishes that line from its maker's headsets ("Speak", "Sync");
* its maker: every family, number and word of that maker, as if nobody had heard of it.

The last lines give the time for a classification, and for the first one after the import.
"""

from __future__ import annotations

import argparse
import collections
import csv
import dataclasses
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from readiness.checks.headset import ASKED, CHECK, Policy
from readiness.checks.headset.catalogue import Pattern, Products, products
from readiness.checks.headset.classify import classify
from readiness.checks.headset.measure import measure
from readiness.checks.headset.measurement import HEADSETS
from readiness.checks.headset.name_parser import parse_name
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.model import Outcome

NEVER_A_HEADSET = ("phone_earbuds", "bt_headphones", "builtin_mic", "webcam_mic", "speakerphone")
CALL_AND_GAMING = ("call_headset", "gaming_headset")
FIRST = """
import time
from readiness.checks.headset.measure import measure
from readiness.host.audio.endpoint import AudioEndpoint
start = time.perf_counter()
measure((AudioEndpoint(name="Mikrofon (Jabra Evolve2 40)", id="x", is_default=True),))
print(1000 * (time.perf_counter() - start))
"""

Row = dict[str, str]
Judge = Callable[[Row], tuple[str, Outcome, str]]
HoldOut = Callable[[Products, Row], Products]


def endpoint(row: Row, *, name_alone: bool) -> AudioEndpoint:
    """Return a row's device as the probe would see it."""
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


def nothing(known: Products, _: Row) -> Products:
    """Hold nothing out."""
    return known


def family(known: Products, row: Row) -> Products:
    """Hold out the device's family and its product number."""
    told = classify(endpoint(row, name_alone=False)).family
    return dataclasses.replace(
        known,
        families=tuple(each for each in known.families if each.name != told),
        usb={number: what for number, what in known.usb.items() if what[1] != told and number != row["vid_pid"]},
    )


def line(known: Products, row: Row) -> Products:
    """Hold out the family, and every other word that names its product line."""
    name = parse_name(row["name"]).product or parse_name(row["name"]).whole
    others = tuple(each for each in known.other_lines if not each.search(name))
    return dataclasses.replace(family(known, row), other_lines=others)


def maker(known: Products, row: Row) -> Products:
    """Hold out everything about the device's maker."""
    name = parse_name(row["name"]).product or parse_name(row["name"]).whole
    left = line(known, row)
    makers = {word for word in name.split() if word in known.makers and len(word) > 2}
    vendor = (row["vid_pid"] or parse_name(row["name"]).vid_pid).partition(":")[0]

    def others(patterns: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
        return tuple(each for each in patterns if not makers & set(each.text.split()))

    return dataclasses.replace(
        left,
        families=tuple(dataclasses.replace(each, patterns=others(each.patterns)) for each in left.families),
        usb={number: what for number, what in left.usb.items() if number.partition(":")[0] != vendor},
        vendors={makes: ids - {vendor} for makes, ids in known.vendors.items()},
        vendor_names={number: name for number, name in known.vendor_names.items() if number != vendor},
        headset_makers={device_class: others(names) for device_class, names in known.headset_makers.items()},
        only_headsets={device_class: others(names) for device_class, names in known.only_headsets.items()},
        makers=known.makers - makers,
    )


def figures(title: str, rows: Sequence[Row], judge: Judge) -> None:
    """Print one line of the table, and every device that was misjudged in a way that matters."""
    judged = [(row, *judge(row)) for row in rows]
    never = [each for each in judged if each[0]["label"] in NEVER_A_HEADSET]
    headsets = [each for each in judged if each[0]["label"] in CALL_AND_GAMING]
    jacks = [each for each in judged if each[0]["label"] == "analog_jack_unknown"]
    false_go = [each for each in never if each[2] is Outcome.PASS]
    refused = [each for each in headsets if each[2] in {Outcome.FAIL, Outcome.WARN}]
    asked = [each for each in headsets if each[2] is Outcome.NOT_ASSESSED]
    jacks_asked = [each for each in jacks if each[2] is Outcome.NOT_ASSESSED]
    print(
        f"| {title} | {len(false_go)} of {len(never)} | {_share(refused, headsets)} | {_share(asked, headsets)} "
        f"| {len(jacks_asked)} of {len(jacks)} |"
    )
    for word, wrong in (("FALSE GO", false_go), ("refused", refused)):
        for row, device_class, _, told in wrong:
            print(f"    {word}: {row['name']!r} {row['label']} → {device_class} ({told})")


def confusion(rows: Sequence[Row], judge: Judge) -> None:
    """Print the confusion matrix: what each kind of device was taken for."""
    table: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for row in rows:
        table[row["label"]][judge(row)[0]] += 1
    for label, taken_for in sorted(table.items()):
        print(f"  {label:20} " + "  ".join(f"{name} {count}" for name, count in taken_for.most_common()))


def _share(some: Sequence[object], of: Sequence[object]) -> str:
    return f"{len(some)} of {len(of)} ({100 * len(some) / max(len(of), 1):.1f} %)"


def judge_with(*, name_alone: bool, held_out: HoldOut = nothing) -> Judge:
    """Return a function that judges rows."""

    def judge(row: Row) -> tuple[str, Outcome, str]:
        measurement = measure((endpoint(row, name_alone=name_alone),), known=held_out(products(), row))
        outcome = CHECK.judge(measurement, Policy()).outcome
        return measurement.device_class or "", outcome, measurement.family or ""

    return judge


def tables(path: Path, *, list_asked: bool) -> None:
    """Print all tables for one list of devices."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known_bus = [row for row in rows if row["bus"] and ":" in row["vid_pid"].strip(":")]
    print(f"{path.name}: {len(rows)} devices. What each kind was taken for, by all that the system says:")
    confusion(rows, judge_with(name_alone=False))
    print("|  | false go | headsets refused | headsets asked | jacks asked |\n|---|---|---|---|---|")
    ways = ((nothing, ""), (family, ", family held out"), (line, ", line held out"), (maker, ", maker held out"))
    for held_out, words in ways:
        figures(f"name alone{words}", rows, judge_with(name_alone=True, held_out=held_out))
        figures(f"all that the system says{words}", rows, judge_with(name_alone=False, held_out=held_out))
        if known_bus:
            figures(f"bus and product number{words}", known_bus, judge_with(name_alone=False, held_out=held_out))
    if list_asked:
        judge = judge_with(name_alone=True)
        for row in rows:
            if row["label"] in CALL_AND_GAMING and judge(row)[0] in ASKED - HEADSETS:
                print(f"  asked by name alone: {row['name']!r}")
    started = time.perf_counter()
    for row in rows:
        classify(endpoint(row, name_alone=True))
    print(f"{1000 * (time.perf_counter() - started) / len(rows):.2f} ms a device")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("devices", type=Path, nargs="+")
    parser.add_argument("--asked", action="store_true", help="list the headsets that are asked about")
    arguments = parser.parse_args()
    for path in arguments.devices:
        tables(path, list_asked=arguments.asked)
    first = min(
        float(subprocess.run([sys.executable, "-c", FIRST], capture_output=True, check=True, text=True).stdout)
        for _ in range(5)
    )
    print(f"{first:.0f} ms for the first device after the import, product knowledge read from the file")


if __name__ == "__main__":
    main()

"""Which names pass as a headset's under which USB numbers: `python benchmarks/headset_usb.py [USB_IDS]`.

Every bare pattern of a headset's family, without its maker and the word "headset", is given as a name under the USB
number of every maker who is known and does not make the family. USB_IDS is linux-usb.org's list; its names are
given with their numbers, and what passes is listed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from readiness.checks.headset.catalogue import products
from readiness.checks.headset.classify import classify
from readiness.checks.headset.measurement import HEADSETS
from readiness.host.audio.endpoint import AudioEndpoint

KNOWN = products()


def passes(name: str, vid_pid: str) -> bool:
    """Whether a USB device of this name and number is taken for a headset."""
    return classify(AudioEndpoint(name=name, bus="usb", vid_pid=vid_pid)).device_class in HEADSETS


def under_other_numbers() -> Iterator[tuple[str, str, bool]]:
    """Yield each bare pattern as a name, another maker's vendor number, and whether the name says its own maker."""
    for family in KNOWN.families:
        if family.device_class not in HEADSETS:
            continue
        for pattern in family.patterns:
            name = pattern.text.replace("*", "").replace("##", "20").replace("#", "3").strip()
            if pattern.names_maker or "headset" in pattern.text or not name:
                continue
            says_maker = not family.makers.isdisjoint(name.split())
            yield from (
                (name, vendor, says_maker)
                for vendor, brands in KNOWN.vendor_names.items()
                if family.makers.isdisjoint(brands)
            )


def named(usb_ids: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each product's number, its vendor and its name."""
    vendor = number = ""
    for line in usb_ids.read_text(encoding="utf-8", errors="replace").partition("\nC ")[0].splitlines():
        if found := re.match(r"([0-9a-f]{4})  (.*)", line):
            number, vendor = found.groups()
        elif found := re.match(r"\t([0-9a-f]{4})  (.*)", line):
            yield f"{number}:{found[1]}", vendor, found[2]


def main() -> None:
    """Print the counts, and what passes of USB_IDS."""
    pairs = list(under_other_numbers())
    passing = [each for each in pairs if passes(each[0], f"{each[1]}:ffff")]
    print(f"bare names under other makers' numbers: {len(passing)} of {len(pairs)} pass")
    print(f"  of these say their own maker: {sum(says_maker for _, _, says_maker in passing)}")
    if sys.argv[1:]:
        everything = list(named(Path(sys.argv[1])))
        found = [each for each in everything if passes(each[2], each[0])]
        print(f"{Path(sys.argv[1]).name}: {len(found)} of {len(everything)} names pass")
        print("\n".join(f"  {number} {vendor}: {name}" for number, vendor, name in found))


if __name__ == "__main__":
    main()

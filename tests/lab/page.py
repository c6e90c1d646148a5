"""`docs/faults-lab.md`: the table of the lab's faults with the latest measurements."""

from __future__ import annotations

from collections.abc import Mapping

from faults.fault import Observation
from faults.page import FILE as ALL_FAULTS
from faults.page import section

from lab.rows import SCENES

FILE = ALL_FAULTS.with_name("faults-lab.md")

INTRODUCTION = """# Faults of real drivers

`make lab` injects the faults below and writes this page; it fails when a promise is broken. A guest under QEMU runs
Debian's kernel with drivers that imitate a camera (`vivid`), a sound card (`snd-aloop`), a network card (`e1000e`) and
Wi-Fi (`mac80211_hwsim`). To pull a device out is to take its driver away from it, as USB does; the cable and the dock
are QEMU's. The program is that of this checkout. [Other faults](faults.md) need no guest.

The faults of a table happen one after the other. A person watches while they do; the seconds count from the fault, or
from the program's start, until the sentence appears. Rows that begin with *check* start `readiness check` anew, and
their seconds are those of the whole command. The guest's processor is emulated and ten to fifty times slower than a
workstation's, so seconds are upper bounds. Face detection would take it half a minute for each picture; the lab runs
without the face models, as the program does where they are not installed. The microphone gives silence, because a
voice would be heard with gaps.

Not here: cameras and headsets on USB. Debian's emulated USB ports carry no continuous streams without a changed driver.
"""


def page(observations: Mapping[str, Observation]) -> str:
    """Render the page from the observations, by fault name, of faults that kept their promise."""
    return INTRODUCTION + "".join(section(heading, scene.faults, observations) for heading, scene in SCENES.items())

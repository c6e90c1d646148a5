"""Faults in IT's policy files: wrong content, or files damaged or lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from faults.commands import CHECK, CommandFault
from faults.preparations import each, file, folder, link, pipe, sparse

FILE = "policy.toml"
POLICY_CHECK = ("policy", "check", "--lang", "en", FILE)
CHECK_WITH_POLICY = ("--policy", FILE, *CHECK)


def refused(name: str, content: bytes | str, sentence: str = "", *, quick: bool = True) -> CommandFault:
    """A policy that `policy check` rejects."""
    return CommandFault(
        name=f"policy: {name}",
        arguments=POLICY_CHECK,
        arrange=file(FILE, content),
        promised="exit 1",
        sentence=sentence,
        quick=quick,
    )


def unreadable(name: str, arrange: Callable[[Path], None], sentence: str) -> CommandFault:
    return CommandFault(
        name=f"policy: {name}",
        arguments=POLICY_CHECK,
        arrange=arrange,
        promised="exit 1",
        sentence=sentence,
        quick=False,
    )


FAULTS: tuple[CommandFault, ...] = (
    refused("not TOML", "[camera\nblack_code = 1", "is not a TOML file"),
    refused("saved as UTF-16", "[camera]\n".encode("utf-16"), "is not saved as UTF-8 text", quick=False),
    refused("saved as Latin-1", "[service]\nname = 'Vårdmöte'".encode("latin-1"), "is not saved as UTF-8 text"),
    refused("a null character", "[service]\nname = 'a\0b'", "is not a TOML file", quick=False),
    refused("a table that is not known", "[kamera]\nblack_code = 20\n", "kamera"),
    refused("a key that is not known", "[camera]\nblack_kode = 20\n", "black_kode", quick=False),
    refused("a key twice", "[camera]\nblack_code = 20\nblack_code = 30\n", "is not a TOML file", quick=False),
    refused("a word for a number", "[camera]\nblack_code = 'dark'\n", "black_code", quick=False),
    refused("a limit that is NaN", "[camera]\nblack_code = nan\n", "black_code"),
    refused("a limit that is infinite", "[camera]\nsettle_within_s = inf\n", "settle_within_s", quick=False),
    refused("a number of 5,000 digits", f"[camera]\nblack_code = {'9' * 5000}\n", "is not a TOML file"),
    refused("nested 5,000 deep", f"a = {'[' * 5000}", "is not a TOML file"),
    refused("64 KiB of one key", f"[service]\nname = '{'x' * 65_536}'\n", "name", quick=False),
    refused("an address that is not https", "[service]\nurl = 'http://video.example.se/'\n", "url", quick=False),
    refused("an address with a line break", '[service]\nurl = "https://a\\n/"\n', "url", quick=False),
    refused("an outcome that may not be weighed so", "[camera.outcomes]\nabsent = 'perhaps'\n", "absent", quick=False),
    unreadable("not there", lambda _: None, "cannot be read"),
    unreadable("a folder", folder(FILE), "it is no ordinary file"),
    unreadable("a named pipe", pipe(FILE), "it is no ordinary file"),
    unreadable("a link whose share is away", link(FILE, "/nowhere/policy.toml"), "cannot be read"),
    unreadable("2 GB", sparse(FILE, 2 * 2**30), "is too large to be a policy"),
    CommandFault(
        name="policy: asked for and torn",
        arguments=CHECK_WITH_POLICY,
        arrange=file(FILE, "[camera"),
        promised="exit 2",
        sentence="is not a TOML file",
    ),
    CommandFault(
        name="policy: the person's own is torn",
        arrange=file("data/policy.toml", "[camera"),
        quick=False,
    ),
    CommandFault(
        name="policy: a limit that no rule can reckon with",
        arguments=("--policy", FILE, "try", "headset", "--lang", "en", "Jabra"),
        arrange=file(FILE, "[lighting]\nhighlight_fail_code = 0\n"),
        promised="headset.ask",
        quick=False,
    ),
    CommandFault(
        name="guideline: the region's file is torn",
        arguments=("--policy", FILE, *CHECK),
        arrange=each(file(FILE, "[guideline]\nfile = 'guideline.toml'\n"), file("guideline.toml", "[")),
        quick=False,
    ),
)

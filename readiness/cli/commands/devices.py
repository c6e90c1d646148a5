"""`readiness devices`: list connected devices by their real names, for the technician at the station."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TextIO

from readiness.cli.exit_codes import GO
from readiness.cli.output_file import save
from readiness.cli.policy_option import chosen_policy
from readiness.i18n import N_, Words
from readiness.storage.paths import display_path
from readiness.untrusted_text import inert, one_line

NO_ANSWER, NONE_FOUND = N_("The system gave no answer."), N_("None found.")
LOOK_THROUGH = N_("Saved. Look it through before you send it: a name that somebody gave a device may be left in it.")
HEADINGS = {
    "cameras": N_("Cameras"),
    "microphones": N_("Microphones"),
    "outputs": N_("Outputs"),
    "interfaces": N_("Network interfaces"),
    "browsers": N_("Browsers"),
}


def run(args: argparse.Namespace, words: Words, out: TextIO) -> int:
    """Print one line per device or one JSON document, or write a masked dump of the systems' raw answers.

    Raises:
        UsageError: the file cannot be written.
    """
    from readiness.host.dump.dump import serialize
    from readiness.support.device_inventory import list_devices, masked_dump

    if args.dump:
        content = serialize(masked_dump(chosen_policy(args, words).policy))
        if args.dump == "-":
            print(content.decode(), end="", file=out)
            return GO
        save(args.dump, content, words, private=False)
        print(words(LOOK_THROUGH), file=out)
        return GO
    listed = list_devices()
    if args.json:
        print(inert(json.dumps(listed, ensure_ascii=False, indent=2, default=_plain)), file=out)
        return GO
    for kind, rows in listed.items():
        print(words(HEADINGS[kind]), file=out)
        if rows is None:
            print(f"  {words(NO_ANSWER)}", file=out)
        for row in rows or ():
            print(f"  {one_line(_line(row))}", file=out)
        if rows == []:
            print(f"  {words(NONE_FOUND)}", file=out)
    return GO


def _line(row: dict[str, object]) -> str:
    name = row.get("name") or row.get("product") or ""
    rest = (row.get(key) for key in ("version", "device_class", "kind", "bus", "vid_pid"))
    return " · ".join([str(name), *(str(_plain(each)) for each in rest if each)])


def _plain(value: object) -> object:
    """Convert to a JSON value; a path's home folder is abbreviated, as its name may be the person's."""
    if isinstance(value, Path):
        return display_path(value)
    return getattr(value, "value", None) or str(value)

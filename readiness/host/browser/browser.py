"""Data type of an installed browser: product, program file and version."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

GOOGLE_CHROME = "Google Chrome"

BUNDLES = {
    "com.google.Chrome": GOOGLE_CHROME,
    "com.google.Chrome.beta": "Google Chrome Beta",
    "com.google.Chrome.dev": "Google Chrome Dev",
    "com.google.Chrome.canary": "Google Chrome Canary",
    "org.chromium.Chromium": "Chromium",
    "com.microsoft.edgemac": "Microsoft Edge",
    "com.brave.Browser": "Brave",
    "com.vivaldi.Vivaldi": "Vivaldi",
    "com.operasoftware.Opera": "Opera",
    "org.mozilla.firefox": "Firefox",
}
"""Products by macOS bundle identifier, since a bundle can be renamed in the Finder."""

_VERSION_LINE = re.compile(
    r"^(?P<product>[A-Z][A-Za-z ]*?) (?P<version>\d+(?:\.\d+)+)\b(?: (?P<channel>beta|dev|unstable|canary)\b)?"
)
_CHANNELS = {"beta": "Beta", "dev": "Dev", "unstable": "Dev", "canary": "Canary"}


class Browser(msgspec.Struct, frozen=True, kw_only=True):
    """An installed browser.

    Attributes:
        product: public name ("Google Chrome Beta").
        program: the program file, on macOS the bundle.
        version: None if it cannot be read.
        for_everybody: True if installed for all users, False if for one; None if unknown.
    """

    product: str
    program: Path
    version: str | None = None
    for_everybody: bool | None = None

    @property
    def is_google_chrome(self) -> bool:
        """Whether it is Google Chrome's stable channel, rather than Chromium, another product, Beta, Dev or Canary."""
        return self.product == GOOGLE_CHROME


def parse_version_line(line: str) -> tuple[str, str] | None:
    """Parse the output of `--version` to product and version; None if it has another form.

    Chrome puts its channel after the number: "Google Chrome 156.0.8078.79 beta" is Google Chrome Beta.
    """
    match = _VERSION_LINE.match(line.strip())
    if not match:
        return None
    product, channel = match["product"], match["channel"]
    return (f"{product} {_CHANNELS[channel]}" if channel else product), match["version"]


def version_numbers(version: str) -> tuple[int, ...]:
    """Return a version such as `156.0.8078.79` as a comparable tuple, ignoring any suffix."""
    leading = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in leading[0].split(".")) if leading else ()


def google_chrome(found: tuple[Browser, ...]) -> Browser | None:
    """Return the Google Chrome to use: the first one with a known version, else the first one."""
    chromes = [browser for browser in found if browser.is_google_chrome]
    return next((browser for browser in chromes if browser.version), chromes[0] if chromes else None)

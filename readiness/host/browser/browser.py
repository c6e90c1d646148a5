"""What a browser found on this computer is: its product, where it is and which version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

GOOGLE_CHROME = "Google Chrome"

_VERSION_LINE = re.compile(
    r"^(?P<product>[A-Z][A-Za-z ]*?) (?P<version>\d+(?:\.\d+)+)\b(?: (?P<channel>beta|dev|unstable|canary)\b)?"
)
_CHANNELS = {"beta": "Beta", "dev": "Dev", "unstable": "Dev", "canary": "Canary"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """One browser. `product` is its public name ("Google Chrome Beta"); `version` is None when it cannot be read.

    `for_everybody`: installed for all who use the computer, or for one person; None when that cannot be told.
    """

    product: str
    program: Path
    version: str | None = None
    for_everybody: bool | None = None

    @property
    def is_google_chrome(self) -> bool:
        """Google Chrome's stable channel: not Chromium, not another maker's, not Beta, Dev or Canary."""
        return self.product == GOOGLE_CHROME


def parse_version_line(line: str) -> tuple[str, str] | None:
    """Product and version out of what a browser answers to `--version`; None when it says neither.

    "Google Chrome 156.0.8078.79 beta" is Google Chrome Beta: Chrome writes its channel after the number.
    """
    match = _VERSION_LINE.match(line.strip())
    if not match:
        return None
    product, channel = match["product"], match["channel"]
    return (f"{product} {_CHANNELS[channel]}" if channel else product), match["version"]


def version_numbers(version: str) -> tuple[int, ...]:
    """`156.0.8078.79` as numbers, so that versions compare as they should; anything else ends the row."""
    leading = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(part) for part in leading[0].split(".")) if leading else ()


def google_chrome(found: tuple[Browser, ...]) -> Browser | None:
    """The Google Chrome to use: the first one whose version can be read, else the first one."""
    chromes = [browser for browser in found if browser.is_google_chrome]
    return next((browser for browser in chromes if browser.version), chromes[0] if chromes else None)

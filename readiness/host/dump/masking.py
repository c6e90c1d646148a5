"""Replacing whatever identifies a person or a place by pseudonyms. No I/O.

Equal addresses and names get equal pseudonyms, so that relations are preserved.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

_MAC = re.compile(r"\b[0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5}\b", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![\w.:])(?:\d+(?:\.\d+){3}|[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*)(?![\w:])", re.IGNORECASE)
_RENAMED = r"(?:AirPods|iPhone|iPad|MacBook|Galaxy|Pixel|Buds|Apple Watch|mobil|telefon)"
_OWNER_BEFORE = re.compile(rf"(?:[^\W\d_]+[ -]){{0,2}}[^\W\d_]+(?:s|'s|’s|x|z)(?= {_RENAMED})", re.IGNORECASE)
_OWNER_AFTER = re.compile(rf"(?P<thing>{_RENAMED}(?: Pro| Max)?) (?:von|de|di|van|–|-) [^\W\d_]+(?: [^\W\d_]+)?")
"""Match default names of phones such as "Annas AirPods", "Anna-Karin's iPhone" and "AirPods von Anna"."""

_FIRST = {"link-local-4": "169.254.0.0", "other-4": "198.18.0.0", "link-local-6": "fe80::", "other-6": "2001:db8::"}
"""First pseudonyms: link-local stays link-local, others are in benchmark and documentation networks (RFC 2544, 3849).
"""

SOMEBODY, SOMETHING = "N.N.", "***"
_SHORTEST_WORD = 3


class Mask:
    """Assigns pseudonyms consistently.

    Args:
        private_words: names of the computer and its user; replaced by `***` where they occur as whole words.
    """

    def __init__(self, private_words: Iterable[str] = ()) -> None:
        words = sorted({word for word in private_words if len(word) >= _SHORTEST_WORD}, key=len, reverse=True)
        any_of = "|".join(map(re.escape, words))
        self._words = re.compile(rf"(?<!\w)(?:{any_of})s?(?!\w)", re.IGNORECASE) if words else None
        self._given: dict[tuple[str, str], str] = {}

    def name(self, name: str, kind: str) -> str:
        """Return the name's pseudonym `kind-1`, `kind-2`, …; an empty name stays empty."""
        if not name:
            return ""
        count = sum(each == kind for each, _ in self._given)
        return self._given.setdefault((kind, name), f"{kind}-{count + 1}")

    def address(self, address: str) -> str:
        """Return the address's pseudonym: of the same family, link-local if the address is, else from `_FIRST`.

        Raises:
            ValueError: it is not an IP address.
        """
        real = ipaddress.ip_address(address)
        if real.is_loopback or real.is_unspecified:
            return address
        kind = f"{'link-local' if real.is_link_local else 'other'}-{real.version}"
        count = sum(each == kind for each, _ in self._given)
        return self._given.setdefault((kind, address), str(ipaddress.ip_address(_FIRST[kind]) + count + 1))

    def text(self, text: str) -> str:
        """Mask MAC addresses, IP addresses, owners' names and private words in a text."""
        text = _MAC.sub("00:00:00:00:00:00", text)
        text = _ADDRESS.sub(lambda found: self._if_address(found[0]), text)
        text = _OWNER_AFTER.sub(rf"\g<thing> {SOMEBODY}", _OWNER_BEFORE.sub(SOMEBODY, text))
        return self._words.sub(SOMETHING, text) if self._words else text

    def _if_address(self, text: str) -> str:
        try:
            return self.address(text)
        except ValueError:  # a time or version that looks like an address
            return text

"""Putting stand-ins for what names a person or a place, so that what a system said can be shown to others. Pure.

The same address or name always gets the same stand-in, so that what belonged together still does.
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
"""Annas AirPods, Anna-Karin's iPhone, AirPods von Anna: what telephones call themselves and theirs."""

_FIRST = {"link-local-4": "169.254.0.0", "other-4": "198.18.0.0", "link-local-6": "fe80::", "other-6": "2001:db8::"}
"""Where stand-ins begin: link-local for itself, else the benchmark and documentation networks (RFC 2544, RFC 3849)."""

SOMEBODY, SOMETHING = "N.N.", "***"
_SHORTEST_WORD = 3


class Mask:
    """Remembers which stand-in it gave for what.

    Args:
        private_words: names of the computer and of its person; as whole words they become `***`.
    """

    def __init__(self, private_words: Iterable[str] = ()) -> None:
        words = sorted({word for word in private_words if len(word) >= _SHORTEST_WORD}, key=len, reverse=True)
        any_of = "|".join(map(re.escape, words))
        self._words = re.compile(rf"(?<!\w)(?:{any_of})s?(?!\w)", re.IGNORECASE) if words else None
        self._given: dict[tuple[str, str], str] = {}

    def name(self, name: str, kind: str) -> str:
        """`kind-1`, `kind-2`, …; an empty name stays so."""
        if not name:
            return ""
        count = sum(each == kind for each, _ in self._given)
        return self._given.setdefault((kind, name), f"{kind}-{count + 1}")

    def address(self, address: str) -> str:
        """Another address of the same family: documentation for what was global or private, link-local for itself.

        Raises:
            ValueError: it is no address.
        """
        real = ipaddress.ip_address(address)
        if real.is_loopback or real.is_unspecified:
            return address
        kind = f"{'link-local' if real.is_link_local else 'other'}-{real.version}"
        count = sum(each == kind for each, _ in self._given)
        return self._given.setdefault((kind, address), str(ipaddress.ip_address(_FIRST[kind]) + count + 1))

    def text(self, text: str) -> str:
        """A text in which hardware addresses, addresses, owners and private words are masked."""
        text = _MAC.sub("00:00:00:00:00:00", text)
        text = _ADDRESS.sub(lambda found: self._if_address(found[0]), text)
        text = _OWNER_AFTER.sub(rf"\g<thing> {SOMEBODY}", _OWNER_BEFORE.sub(SOMEBODY, text))
        return self._words.sub(SOMETHING, text) if self._words else text

    def _if_address(self, text: str) -> str:
        try:
            return self.address(text)
        except ValueError:  # a time, a version, a hardware address: not an address
            return text

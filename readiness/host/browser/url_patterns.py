"""Chrome's two ways to write "these addresses": content-setting patterns and URL filters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

_PATTERN = re.compile(
    r"^(?:(?P<scheme>\w+|\*)://)?(?P<sub>\[\*\.\])?(?P<host>\*|[^:/\[\]*]+)(?::(?P<port>\d+|\*))?(?:/.*)?$"
)
_FILTER = re.compile(
    r"^(?:(?P<scheme>[\w-]+)(?:://|:(?!\d)))?(?:[^/?@]*@)?(?P<host>[^:/?@]+)(?::(?P<port>\d+))?(?P<path>/[^?]*)?"
    r"(?:\?(?P<query>.*))?$"
)


ANYTHING = "*"
"""The pattern of every address. Within a pattern, as its host: every host (`https://*`)."""


def exactness(pattern: str) -> tuple[int, int, int, int]:
    """How exact a content-setting pattern is; of several that fit, Chrome goes by the greatest.

    An exact host before a domain, a longer domain before a shorter, anything last; then scheme, then port
    (chromium: components/content_settings/core/common/content_settings_pattern.cc, `Compare`).
    """
    match = _PATTERN.match(pattern.partition(",")[0].strip())
    if match is None:
        return 0, 0, 0, 0
    rank = 0 if match["host"] == ANYTHING else 1 if match["sub"] else 2
    length = len(match["host"]) if rank else 0
    return rank, length, int(match["scheme"] not in (None, "*")), int(match["port"] not in (None, "*"))


def _port(url: str) -> int:
    return urlsplit(url).port or (443 if urlsplit(url).scheme == "https" else 80)


def _ascii(host: str) -> str:
    """A host name as Chrome keeps it: small letters, å, ä and ö as `xn--…`."""
    try:
        return host.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return host.lower()


def pattern_fits(pattern: str, url: str) -> bool:
    """Does a content-setting pattern (`https://[*.]example.org:443`) cover this address? Embedder parts are cut off."""
    match = _PATTERN.match(pattern.partition(",")[0].strip())
    if not match or (match["sub"] and match["host"] == ANYTHING):
        return False
    host, address = _ascii(match["host"]), urlsplit(url)
    asked = _ascii(address.hostname or "")
    same_host = host in (ANYTHING, asked) or bool(match["sub"] and asked.endswith("." + host))
    same_scheme = match["scheme"] in (None, "*", address.scheme)
    return same_host and same_scheme and match["port"] in (None, "*", str(_port(url)))


def _filter_weight(text: str, url: str) -> tuple[int, int, int] | None:
    """How exactly a URL filter fits (lengths of host and path, queries asked for); None when it does not.

    The format is Chromium's "URL blocklist filter format": `[scheme://][.]host[:port][/path][?query]`; a host stands
    for its subdomains too unless it begins with a dot; `*` is everything.
    """
    match, address = _FILTER.match(text.strip()), urlsplit(url)
    if not match or match["scheme"] not in (None, "*", address.scheme):
        return None
    path, asked_for = match["path"] or "", [each for each in (match["query"] or "").split("&") if each]
    if match["port"] not in (None, str(_port(url))) or not (address.path or "/").startswith(path):
        return None
    if not all(_in_query(each, address.query) for each in asked_for):
        return None
    length = _host_length(match["host"].lower(), _ascii(address.hostname or ""))
    return None if length is None else (length, len(path), len(asked_for))


def _in_query(wanted: str, query: str) -> bool:
    """Is a part of a filter's query, which may end with `*`, among the parts of the address's?"""
    start = wanted.removesuffix("*")
    return any(part == wanted or (start != wanted and part.startswith(start)) for part in query.split("&"))


def _host_length(host: str, asked: str) -> int | None:
    """How long the part of the host is that a filter asks for; None when it is another host.

    Chrome leaves å, ä and ö in a filter's host as they are, and so fits no address with it.
    """
    if host == "*":
        return 0
    bare = host.removeprefix(".")
    fits = asked == bare or (bare == host and asked.endswith("." + bare))
    return len(bare) if fits else None


def blocked_by_filters(url: str, blocklist: Iterable[str], allowlist: Iterable[str]) -> bool:
    """Do the policies URLBlocklist and URLAllowlist together keep this address from opening? The exacter one wins."""
    against = [weight for each in blocklist if (weight := _filter_weight(each, url)) is not None]
    in_favour = [weight for each in allowlist if (weight := _filter_weight(each, url)) is not None]
    return bool(against) and max(against) > max(in_favour, default=(-1, -1, -1))

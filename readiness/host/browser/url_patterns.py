"""Matching Chrome's two kinds of address patterns: content-setting patterns and URL filters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote, urlsplit

_PATTERN = re.compile(
    r"^(?:(?P<scheme>\w+|\*)://)?(?P<sub>\[\*\.\])?(?P<host>\*|(?<=\[\*\.\])(?=[:/]|$)|[^:/\[\]*]+)"
    r"(?::(?P<port>\d+|\*|$))?(?:/.*)?$"
)
_FILTER = re.compile(
    r"^(?:(?P<scheme>[\w-]+):(?:/+|(?!\d)))?(?:[^/?#@]*@)?(?P<host>[^:/?#@]+)(?::(?P<port>\d*))?(?P<path>/[^?#]*)?"
    r"(?:\?(?P<query>[^#]*))?(?:#.*)?$"
)


_UNCHANGED = "!$%&'()*+,/:;=@[]|\\^"
"""What Chrome does not encode in a path, besides what `quote` never does."""

ANYTHING = "*"
"""Matches every address; as the host of a pattern, every host (`https://*`)."""


def exactness(entry: str) -> tuple[tuple[int, int, int, int], ...]:
    """Return the specificity of an exception's patterns; Chrome uses the matching exception with the greatest.

    The first pattern decides, then the one after the comma. An exact host ranks before a domain, a longer domain before
    a shorter, `*` last; then port, then scheme (chromium: components/content_settings/core/common/
    content_settings_pattern.cc, `Compare`).
    """
    return tuple(_exactness(each) for each in _halves(entry))


def _exactness(pattern: str) -> tuple[int, int, int, int]:
    match = _PATTERN.match(pattern)
    if match is None:
        return 0, 0, 0, 0
    rank = 0 if match["host"] == ANYTHING else 1 if match["sub"] else 2
    length = len(match["host"]) if rank else 0
    return rank, length, int(match["port"] not in (None, "*")), int(match["scheme"] not in (None, "*"))


def _halves(entry: str) -> tuple[str, str]:
    """Return the pattern of the site itself, and the one of the page that it is shown in."""
    site, comma, page = entry.partition(",")
    return site.strip(), page.strip() if comma else ANYTHING


def _port(url: str) -> int:
    return urlsplit(url).port or (443 if urlsplit(url).scheme == "https" else 80)


def canonical_host(host: str) -> str:
    """Return a host name in Chrome's canonical form: lower case, non-ASCII as `xn--…`, without the root's dot."""
    name = unquote(host).lower().removesuffix(".")
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def exception_fits(entry: str, url: str) -> bool:
    """Whether a content-setting exception (`https://[*.]example.org:443,*`) applies to a page at `url`.

    For camera and microphone Chrome drops an exception for a site within another one.
    """
    site, page = _halves(entry)
    return page in (ANYTHING, site) and pattern_fits(site, url)


def fits_everything(pattern: str) -> bool:
    """Whether a content-setting pattern leaves scheme, host and port open (`*`, `*://*`, `*:*`)."""
    match = _PATTERN.match(pattern)
    if match is None or match["host"] not in (ANYTHING, ""):
        return False
    return match["scheme"] in (None, ANYTHING) and match["port"] in (None, ANYTHING)


def pattern_fits(pattern: str, url: str) -> bool:
    """Whether a content-setting pattern (`https://[*.]example.org:443`) matches."""
    match = _PATTERN.match(pattern)
    if not match or (match["sub"] and match["host"] == ANYTHING):
        return False
    host, address = canonical_host(match["host"]), urlsplit(url)
    hostname = canonical_host(address.hostname or "")
    below = bool(match["sub"]) and (host == "" or hostname.endswith("." + host))
    same_host = below or host in (ANYTHING, hostname)
    same_scheme = (match["scheme"] or "*").casefold() in ("*", address.scheme)
    return same_host and same_scheme and match["port"] in (None, "", "*", str(_port(url)))


def _path(path: str) -> str:
    """Return a path in Chrome's canonical form; it does not convert a filter's."""
    return quote(path, _UNCHANGED) or "/"


def _filter_weight(text: str, url: str) -> tuple[bool, int, int, int] | None:
    """Return how specifically a URL filter matches; None if it does not.

    An exact host ranks before any domain; then the lengths of host and path, and the number of queries (chromium:
    components/policy/core/browser/url_blocklist_manager.cc, `FilterTakesPrecedence`).

    The format is Chromium's "URL blocklist filter format": `[scheme://][.]host[:port][/path][?query]`; a host includes
    its subdomains unless it begins with a dot; `*` matches everything.
    """
    match, address = _FILTER.match(text.strip()), urlsplit(url)
    if not match or (match["scheme"] or address.scheme).casefold() != address.scheme:
        return None
    path, queries = match["path"] or "", [each for each in (match["query"] or "").split("&") if each]
    if match["port"] not in (None, "", str(_port(url))) or not _path(address.path).startswith(path):
        return None
    if not all(_in_query(each, address.query) for each in queries):
        return None
    host = match["host"].lower().removesuffix(".")
    length = _host_length(host, canonical_host(address.hostname or ""))
    return None if length is None else (host.startswith("."), length, len(path), len(queries))


def _in_query(wanted: str, query: str) -> bool:
    """Whether a part of a filter's query, possibly ending with `*`, matches a part of the address's query."""
    start = wanted.removesuffix("*")
    return any(part == wanted or (start != wanted and part.startswith(start)) for part in query.split("&"))


def _host_length(host: str, hostname: str) -> int | None:
    """Return the length of the filter's host if it matches, else None.

    Chrome does not convert non-ASCII letters in a filter's host, so such a filter matches no address.
    """
    if host == "*":
        return 0
    bare = host.removeprefix(".")
    fits = hostname == bare or (bare == host and hostname.endswith("." + bare))
    return len(bare) if fits else None


def blocked_by_filters(url: str, blocklist: Iterable[str], allowlist: Iterable[str]) -> bool:
    """Whether URLBlocklist and URLAllowlist together block the address; the more specific match wins."""
    against = [weight for each in blocklist if (weight := _filter_weight(each, url)) is not None]
    in_favour = [weight for each in allowlist if (weight := _filter_weight(each, url)) is not None]
    return bool(against) and max(against) > max(in_favour, default=(False, -1, -1, -1))

"""Whether IT's policies make Chrome hand an address over to another browser (Legacy Browser Support).

Chromium: chrome/browser/browser_switcher/browser_switcher_sitelist.cc. Some organisations hand over everything (`*`)
but for a list of exceptions. Lists that Chrome fetches from an address of their own cannot be evaluated here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from readiness.host.browser.url_patterns import canonical_host

_PREFIX = re.compile(r"(?:(?:https?|file):(?://)?)?")
"""What a rule with a slash may leave out in front."""

_AUTHORITY = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//[^/]*", re.IGNORECASE)


def hands_over(url: str, sites: Iterable[str], exceptions: Iterable[str], *, like_explorer: bool = False) -> bool:
    """Return whether the address is opened in the other browser.

    Of the rules that match the longest decides, exceptions against the rest; one with `!` in front keeps the address.

    Args:
        url: the address.
        sites: rules of `BrowserSwitcherUrlList`.
        exceptions: rules of `BrowserSwitcherUrlGreylist`.
        like_explorer: whether rules are read as Internet Explorer's were (`BrowserSwitcherParsingMode` 1).
    """
    matches, url = _matches_as_in_explorer if like_explorer else _matches, _canonical_url(url)
    going = _longest(url, sites, matches)
    if not going or going.startswith("!"):
        return False
    staying = _longest(url, (each for each in exceptions if not each.startswith("!")), matches)
    return not staying or (len(going) > 1 and len(going) >= len(staying))


def _longest(url: str, rules: Iterable[str], matches: Callable[[str, str], bool]) -> str:
    fitting = [each for each in rules if each == "*" or matches(each.removeprefix("!"), url)]
    return max(fitting, key=len, default="")


def _matches(rule: str, url: str) -> bool:
    address = urlsplit(url)
    if "/" not in rule:
        port = f":{address.port}" if address.port else ""
        return rule.lower() in f"{address.hostname}{port}"
    whole = _canonical(rule)
    without_port = url.replace(address.netloc, address.hostname or "", 1)
    return any(whole in each and _PREFIX.fullmatch(each[: each.find(whole)]) for each in (url, without_port))


def _canonical(rule: str) -> str:
    """Return a rule with a slash as Chrome completes it: `//` before a host, `/` after it, both in lower case."""
    if rule.startswith("/") and not rule.startswith("//"):
        return rule
    whole = rule if rule.startswith("//") or "://" in rule else f"//{rule}"
    host = _AUTHORITY.match(whole)
    return whole if host is None else _with_canonical_host(host[0]) + (whole[host.end() :] or "/")


def _canonical_url(url: str) -> str:
    host = _AUTHORITY.match(url)
    return url if host is None else _with_canonical_host(host[0]) + url[host.end() :]


def _with_canonical_host(start: str) -> str:
    """Return an address's scheme, host and port in Chrome's form: in lower case, å as `xn--…`."""
    before, slashes, authority = start.lower().partition("//")
    host, colon, port = authority.partition(":")
    return f"{before}{slashes}{canonical_host(host)}{colon}{port}"


def _matches_as_in_explorer(rule: str, url: str) -> bool:
    plain, address = rule.removeprefix("/"), urlsplit(url)
    try:
        wanted = urlsplit(plain if "://" in plain else f"//{plain}")
        port = wanted.port
    except ValueError:  # a bracket that is never closed, or no number
        return False
    host, hostname = canonical_host(wanted.hostname or ""), address.hostname or ""
    return (
        wanted.scheme in ("", address.scheme)
        and bool(host)
        and (hostname == host or hostname.endswith(f".{host}"))
        and port in (None, address.port)
        and (address.path or "/").lower().startswith((wanted.path or "/").lower())
    )

"""Whether IT's policies make Chrome hand an address over to another browser (Legacy Browser Support).

Chromium: chrome/browser/browser_switcher/browser_switcher_sitelist.cc. Some organisations hand over everything (`*`)
but for a list of exceptions. Lists that Chrome fetches from an address of their own cannot be evaluated here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

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
    matches = _matches_as_in_explorer if like_explorer else _matches
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
    return whole if host is None else host[0].lower() + (whole[host.end() :] or "/")


def _matches_as_in_explorer(rule: str, url: str) -> bool:
    plain, address = rule.removeprefix("/"), urlsplit(url)
    try:
        wanted = urlsplit(plain if "://" in plain else f"//{plain}")
        port = wanted.port
    except ValueError:  # a bracket that is never closed, or no number
        return False
    host, hostname = wanted.hostname or "", address.hostname or ""
    return (
        wanted.scheme in ("", address.scheme)
        and bool(host)
        and (hostname == host or hostname.endswith(f".{host}"))
        and port in (None, address.port)
        and (address.path or "/").lower().startswith((wanted.path or "/").lower())
    )

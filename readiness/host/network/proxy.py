"""Does the system send web traffic through a proxy? Fixed, by a script (PAC), or not at all."""

from __future__ import annotations

import fnmatch
import re
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from readiness.host.network.host_port import Endpoint

ProxyKind = Literal["none", "fixed", "script"]

_INTERNET_SETTINGS = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
_MACHINE_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings"
_TIMEOUT_S = 1.0
_DEFAULT_PORT = 80


@dataclass(frozen=True, slots=True)
class Proxy:
    """What the system is set to for one host. `where` is the proxy itself, when it is fixed."""

    kind: ProxyKind
    where: Endpoint | None = None


def system_proxy(host: str) -> Proxy:
    """The proxy for https to `host`. A script wins, as it does in browsers; what it would answer is not known."""
    if _has_script():
        return Proxy("script")
    return chosen(urllib.request.getproxies(), bypassed=_is_bypassed(host))


def chosen(proxies: Mapping[str, str], *, bypassed: bool) -> Proxy:
    """The proxy for https among those by scheme, as `urllib.request.getproxies` gives them."""
    address = proxies.get("https") or ""
    where = parse(address) if address and not bypassed else None
    return Proxy("fixed", where) if where else Proxy("none")


def parse(address: str) -> Endpoint | None:
    """Host and port of a proxy's address, with or without `http://`; None when it has none or is of another kind."""
    parts = urlsplit(address if "://" in address else f"http://{address}")
    try:
        port = parts.port or _DEFAULT_PORT
    except ValueError:
        return None
    return Endpoint(parts.hostname, port) if parts.hostname and parts.scheme in ("http", "https") else None


def _is_bypassed(host: str) -> bool:
    if sys.platform == "win32":
        from readiness.host.system import registry_windows

        exceptions = registry_windows.text(registry_windows.USER, _INTERNET_SETTINGS, "ProxyOverride") or ""
        return is_excepted(host, exceptions) or bool(urllib.request.proxy_bypass_environment(host))  # type: ignore[attr-defined]  # not in typeshed
    return bool(urllib.request.proxy_bypass(host))


def is_excepted(host: str, exceptions: str) -> bool:
    """Is a host among Windows' exceptions (`*.region.example;<local>`)? By name only.

    The standard library looks names up both ways to tell, which can take seconds in a network of a proxy.
    """
    patterns = [each.strip().casefold() for each in exceptions.split(";") if each.strip()]
    name = host.casefold()
    return ("<local>" in patterns and "." not in name) or any(fnmatch.fnmatchcase(name, each) for each in patterns)


def _has_script() -> bool:
    if sys.platform == "win32":
        from readiness.host.system import registry_windows

        places = ((registry_windows.MACHINE, _MACHINE_POLICY), (registry_windows.USER, _INTERNET_SETTINGS))
        return any(registry_windows.text(hive, key, "AutoConfigURL") for hive, key in places)
    return sys.platform == "darwin" and parse_scutil(_scutil())


def parse_scutil(listing: str) -> bool:
    """Is a proxy script switched on, by what `scutil --proxy` prints?"""
    return re.search(r"^\s*ProxyAutoConfigEnable : 1\s*$", listing, re.MULTILINE) is not None


def _scutil() -> str:
    try:
        answer = subprocess.run(
            ("scutil", "--proxy"), capture_output=True, text=True, errors="replace", timeout=_TIMEOUT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout

"""The system's web proxy: fixed, by script (PAC), auto-detected (WPAD), or none."""

from __future__ import annotations

import fnmatch
import ipaddress
import re
import sys
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from readiness import server_address
from readiness.host.system.program_start import output_of
from readiness.server_address import ServerAddress

ProxyKind = Literal["none", "fixed", "socks", "script", "detect"]
"""`detect`: the network is searched for a script (WPAD), and there may be none. `fixed` speaks HTTP."""

_INTERNET_SETTINGS = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
_MACHINE_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings"
_CONNECTIONS = rf"{_INTERNET_SETTINGS}\Connections"
_FLAGS_AT, _AUTO_DETECT = 8, 0x08
"""`DefaultConnectionSettings`: INTERNET_PER_CONN_FLAGS at byte 8; PROXY_TYPE_AUTO_DETECT of wininet.h."""

_TIMEOUT_S = 1.0
_DEFAULT_PORT = 80


@dataclass(frozen=True, slots=True)
class Proxy:
    """The proxy setting for one host. `where` is the address of a fixed proxy."""

    kind: ProxyKind
    where: ServerAddress | None = None


def system_proxy(host: str) -> Proxy:
    """Return the proxy for https to `host`. As in browsers a script has precedence; it is not evaluated."""
    if _has_script():
        return Proxy("script")
    found = chosen(_proxies(), bypassed=_is_bypassed(host))
    return Proxy("detect") if found.kind == "none" and _is_detected() else found


def _proxies() -> Mapping[str, str]:
    """Return proxies by scheme."""
    if sys.platform == "win32" and not urllib.request.getproxies_environment():
        from readiness.host.system import registry_windows

        if _windows_hive() == registry_windows.MACHINE:
            machine = registry_windows.values(registry_windows.MACHINE, _INTERNET_SETTINGS)
            return by_scheme(str(machine.get("ProxyServer") or "")) if machine.get("ProxyEnable") == 1 else {}
    return urllib.request.getproxies()


if sys.platform == "win32":

    def _windows_hive() -> int:
        """Return the hive with the settings: the machine's if IT, or Intune, has made them so, else the person's."""
        from readiness.host.system import registry_windows

        policy = registry_windows.values(registry_windows.MACHINE, _MACHINE_POLICY)
        return registry_windows.MACHINE if policy.get("ProxySettingsPerUser") == 0 else registry_windows.USER


def by_scheme(servers: str) -> dict[str, str]:
    """Parse Windows' and Chrome's notation for proxies: `proxy:8080` for all, or `http=a:80;https=b:8080`."""
    if "=" not in servers:
        return {"https": servers} if servers.strip() else {}
    pairs = (each.partition("=") for each in servers.split(";"))
    return {scheme.strip().casefold(): address.strip() for scheme, sign, address in pairs if sign}


def _is_detected() -> bool:
    if sys.platform == "win32":
        from readiness.host.system import registry_windows

        settings = registry_windows.values(_windows_hive(), _CONNECTIONS).get("DefaultConnectionSettings")
        return detects(settings)
    return sys.platform == "darwin" and _is_on("ProxyAutoDiscoveryEnable", _listing())


def detects(settings: object) -> bool:
    """Whether "Automatically detect settings" is on in Windows' `DefaultConnectionSettings`."""
    return isinstance(settings, bytes) and len(settings) > _FLAGS_AT and bool(settings[_FLAGS_AT] & _AUTO_DETECT)


def chosen(proxies: Mapping[str, str], *, bypassed: bool) -> Proxy:
    """Return the proxy for https from proxies by scheme, in the form of `urllib.request.getproxies`."""
    servers = [each.strip() for each in (proxies.get("https") or "").split(",")]
    address = next((each for each in servers if each and not each.casefold().startswith("direct")), "")
    if address.casefold().startswith("socks") and not bypassed:
        return Proxy("socks")
    where = parse(address) if address and not bypassed else None
    return Proxy("fixed", where) if where else Proxy("none")


def parse(address: str) -> ServerAddress | None:
    """Parse a proxy's address, with or without `http://`; None if it is invalid or of another scheme."""
    url = address if "://" in address else f"http://{address}"
    is_http = url.partition("://")[0].casefold() in ("http", "https")
    return server_address.of_url(url, _DEFAULT_PORT) if is_http else None


def _is_bypassed(host: str) -> bool:
    if sys.platform == "win32":
        from readiness.host.system import registry_windows

        exceptions = registry_windows.text(_windows_hive(), _INTERNET_SETTINGS, "ProxyOverride") or ""
    elif sys.platform == "darwin":
        exceptions = parse_exceptions(_listing())
    else:
        exceptions = ""
    return is_excepted(host, exceptions) or bool(urllib.request.proxy_bypass_environment(host))  # type: ignore[attr-defined]  # not in typeshed


def is_excepted(host: str, exceptions: str) -> bool:
    """Whether https to a host is excepted from the proxy (`*.region.example;<local>`), by name only.

    Windows' exceptions and Chrome's are read alike (chromium: net/proxy_resolution/proxy_host_matching_rules.cc). The
    standard library's version resolves names, which can take seconds behind a proxy; on a Mac always, as every Mac
    excepts 169.254/16.
    """
    patterns = [each.strip().casefold() for each in re.split("[;,]", exceptions) if each.strip()]
    name = host.casefold()
    return ("<local>" in patterns and "." not in name) or any(_fits(name, each) for each in patterns)


def _fits(name: str, pattern: str) -> bool:
    scheme, _, place = pattern.rpartition("://")
    if scheme not in ("", "https"):
        return False
    if "/" in place:
        try:
            return ipaddress.ip_address(name) in ipaddress.ip_network(place, strict=False)
        except ValueError:
            return False
    wanted, _, port = place.partition(":")
    return port in ("", "443") and fnmatch.fnmatchcase(name, f"*{wanted}" if wanted.startswith(".") else wanted)


def _has_script() -> bool:
    if sys.platform == "win32":
        from readiness.host.system import registry_windows

        places = ((registry_windows.MACHINE, _MACHINE_POLICY), (_windows_hive(), _INTERNET_SETTINGS))
        return any(registry_windows.text(hive, key, "AutoConfigURL") for hive, key in places)
    return sys.platform == "darwin" and parse_scutil(_listing())


def parse_scutil(listing: str) -> bool:
    """Whether a proxy script is enabled in the output of `scutil --proxy`."""
    return _is_on("ProxyAutoConfigEnable", listing)


def parse_exceptions(listing: str) -> str:
    """Return the exceptions in the output of `scutil --proxy`, in Windows' notation."""
    entries = re.search(r"^\s*ExceptionsList : <array> \{\n(.*?)^\s*\}", listing, re.MULTILINE | re.DOTALL)
    excepted = re.findall(r"^\s*\d+ : (\S+)\s*$", entries[1], re.MULTILINE) if entries else []
    return ";".join([*excepted, *(["<local>"] if _is_on("ExcludeSimpleHostnames", listing) else [])])


def _is_on(key: str, listing: str) -> bool:
    return re.search(rf"^\s*{key} : 1\s*$", listing, re.MULTILINE) is not None


def _listing() -> str:
    return output_of(("/usr/sbin/scutil", "--proxy"), _TIMEOUT_S)

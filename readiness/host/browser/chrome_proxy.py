"""The proxy that IT's policies give Chrome; it goes before the system's.

Chromium's policy definitions: ProxyMode, ProxyServer, ProxyPacUrl, ProxyBypassList, all of them also inside
ProxySettings, and the older ProxyServerMode.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from readiness.host.network.proxy import Proxy, by_scheme, chosen, is_excepted

_OLD_MODES = {0: "direct", 1: "auto_detect", 2: "fixed_servers", 3: "system"}


def policy_proxy(policies: Mapping[str, object], host: str) -> Proxy | None:
    """The proxy for https to `host`; None when the policies leave it to the system."""
    told = {**policies, **_table(policies.get("ProxySettings"))}
    mode = told.get("ProxyMode")
    if not isinstance(mode, str):
        old = told.get("ProxyServerMode")
        mode = _OLD_MODES.get(old) if isinstance(old, int) else None
    server, script = _text(told, "ProxyServer"), _text(told, "ProxyPacUrl")
    if mode is None:
        mode = "pac_script" if script else "fixed_servers" if server else "system"
    if mode == "fixed_servers":
        return chosen(by_scheme(server), bypassed=is_excepted(host, _text(told, "ProxyBypassList")))
    known = {"direct": Proxy("none"), "auto_detect": Proxy("detect"), "pac_script": Proxy("script")}
    return known.get(mode)


def _table(value: object) -> Mapping[str, object]:
    """A dictionary; the registry holds one as JSON text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""

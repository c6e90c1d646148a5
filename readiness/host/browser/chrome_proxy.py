"""The proxy that IT's policies set for Chrome, which overrides the system's.

Chromium's policies are ProxyMode, ProxyServer, ProxyPacUrl and ProxyBypassList, the same fields inside ProxySettings,
and the deprecated ProxyServerMode.
"""

from __future__ import annotations

from collections.abc import Mapping

from readiness.host.browser.chrome_policy import number
from readiness.host.network.proxy import Proxy, by_scheme, chosen, is_excepted

_BELONGS_TO = {"ProxyServer": "fixed_servers", "ProxyBypassList": "fixed_servers", "ProxyPacUrl": "pac_script"}
_OLD_MODES = {0: "direct", 1: "auto_detect", 2: "fixed_servers", 3: "system"}


def policy_proxy(policies: Mapping[str, object], host: str) -> Proxy | None:
    """Return the proxy for https to `host`; None if the policies leave it to the system."""
    inside = policies.get("ProxySettings")
    merged = {**policies, **(inside if isinstance(inside, dict) else {})}
    mode = merged.get("ProxyMode")
    if not isinstance(mode, str):
        old = number(merged, "ProxyServerMode")
        mode = None if old is None else _OLD_MODES.get(old)
    if any(_text(merged, name) and mode != needed for name, needed in _BELONGS_TO.items()):
        return None  # of a contradiction Chrome takes nothing
    if mode == "fixed_servers":
        bypassed = is_excepted(host, _text(merged, "ProxyBypassList"))
        return chosen(by_scheme(_text(merged, "ProxyServer")), bypassed=bypassed)
    known = {"direct": Proxy("none"), "auto_detect": Proxy("detect"), "pac_script": Proxy("script")}
    return known.get(mode or "")


def _text(merged: Mapping[str, object], name: str) -> str:
    value = merged.get(name)
    return value if isinstance(value, str) else ""

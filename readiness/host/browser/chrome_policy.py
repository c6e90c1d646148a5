"""How IT's enterprise policies for Google Chrome restrict a video meeting."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from readiness.file_reader import is_file, read_file
from readiness.host.browser.browser_switcher import hands_over
from readiness.host.browser.url_patterns import blocked_by_filters, exactness, fits_everything, pattern_fits
from readiness.server_address import of_url

_MAX_FILE_BYTES = 4_000_000
_ALLOW, _BLOCK, _SESSION_ONLY = 1, 2, 4
"""CONTENT_SETTING_* in chromium: components/content_settings/core/common/content_settings.h."""

_LIKE_EXPLORER = 1
_WITHOUT_UDP = "disable_non_proxied_udp"
_PORT_RANGE = re.compile(r"\d{1,5}-\d{1,5}")
_RESOLVER = re.compile(r'https://[^\s"]+', re.IGNORECASE)

_TEXT = r'(?P<text>"(?:\\.|[^"\\])*(?:"|\\?\Z))'
_COMMENT = re.compile(rf"{_TEXT}|//[^\r\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_LAST_COMMA = re.compile(rf"{_TEXT}|,(?=\s*[}}\]])", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChromePolicy:
    """The effect of Chrome's policies on the meeting.

    Attributes:
        camera_blocked: no site, or not the meeting's, may use the camera.
        camera_granted: the meeting's address gets the camera without asking, whatever the person once answered.
        microphone_blocked: like `camera_blocked`.
        microphone_granted: like `camera_granted`.
        address_blocked: whether the meeting's address cannot be opened; None if it is unknown.
        handed_over: Chrome opens the meeting's address in another browser, which counts as blocked too.
        scripts_blocked: JavaScript is turned off at the meeting's address, so that no meeting works there.
        scripts_granted: JavaScript runs there, whatever the person has set.
        cookies_blocked: the meeting's page may store nothing, so that nobody can sign in there.
        cookies_granted: like `scripts_granted`.
        udp_blocked: WebRTC must not use UDP except through a proxy.
        udp_ports: the port range that WebRTC is restricted to (`10000-10100`).
        cloud_managed: there may be further policies that only Chrome itself can see.
    """

    camera_blocked: bool = False
    camera_granted: bool = False
    microphone_blocked: bool = False
    microphone_granted: bool = False
    address_blocked: bool | None = None
    handed_over: bool = False
    scripts_blocked: bool = False
    scripts_granted: bool = False
    cookies_blocked: bool = False
    cookies_granted: bool = False
    udp_blocked: bool = False
    udp_ports: str | None = None
    cloud_managed: bool = False


def judge_policies(policies: Mapping[str, object], url: str) -> ChromePolicy:
    """Evaluate policies for a meeting at `url` (empty if the address is not known).

    Names and meanings follow chromium's policy definitions. As in Chrome, a value of the wrong type is ignored: 0 is no
    switch, and 2.0 is not 2. `registry_policies` converts what Windows' registry holds.
    """
    blocklist, allowlist = texts(policies.get("URLBlocklist")), texts(policies.get("URLAllowlist"))
    handed_over = bool(url) and _handed_over(policies, url)
    camera, microphone = _capture(policies, "VideoCapture", url), _capture(policies, "AudioCapture", url)
    scripts, cookies = _site_setting(policies, "JavaScript", url), _site_setting(policies, "Cookies", url)
    ports = policies.get("WebRtcUdpPortRange")
    return ChromePolicy(
        camera_blocked=camera is False,
        camera_granted=camera is True,
        microphone_blocked=microphone is False,
        microphone_granted=microphone is True,
        address_blocked=handed_over or blocked_by_filters(url, blocklist, allowlist) if url else None,
        handed_over=handed_over,
        scripts_blocked=scripts is False,
        scripts_granted=scripts is True,
        cookies_blocked=cookies is False,
        cookies_granted=cookies is True,
        udp_blocked=_ip_handling(policies, url) == _WITHOUT_UDP,
        udp_ports=ports if isinstance(ports, str) and _PORT_RANGE.fullmatch(ports) else None,
        cloud_managed=bool(policies.get("CloudManagementEnrollmentToken")),
    )


def _handed_over(policies: Mapping[str, object], url: str) -> bool:
    return policies.get("BrowserSwitcherEnabled") is True and hands_over(
        url,
        texts(policies.get("BrowserSwitcherUrlList")),
        texts(policies.get("BrowserSwitcherUrlGreylist")),
        like_explorer=number(policies, "BrowserSwitcherParsingMode") == _LIKE_EXPLORER,
    )


def _capture(policies: Mapping[str, object], capture: str, url: str) -> bool | None:
    """Return True if granted, False if blocked, None if left to the person. The list of addresses has precedence.

    (chromium: chrome/browser/media/media_stream_device_permissions.cc and its permission context.)
    """
    # Chrome refuses `*` and its like (`*://*`) in these lists, though `https://*` is taken.
    allowed = [each for each in texts(policies.get(f"{capture}AllowedUrls")) if not fits_everything(each)]
    if any(pattern_fits(each, url) for each in allowed) if url else allowed:
        return True if url else None
    default = number(policies, "DefaultMediaStreamSetting")
    if policies.get(f"{capture}Allowed") is False or default == _BLOCK:
        return False
    return True if default == _ALLOW else None


def _site_setting(policies: Mapping[str, object], setting: str, url: str) -> bool | None:
    """Return True if granted at the address, False if blocked, None if left to the person or no address is known.

    The most specific pattern decides; of two equal ones the one in the list that comes last here.
    """
    lists = (("Allowed", True), ("Blocked", False), ("SessionOnly", True))
    fitting = [
        (exactness(each), order, grants)
        for order, (name, grants) in enumerate(lists)
        for each in texts(policies.get(f"{setting}{name}ForUrls"))
        if url and pattern_fits(each, url)
    ]
    if fitting:
        return max(fitting)[-1]
    default = number(policies, f"Default{setting}Setting")
    return {_ALLOW: True, _BLOCK: False, _SESSION_ONLY: True}.get(default or 0) if url else None


def _ip_handling(policies: Mapping[str, object], url: str) -> object:
    """Return the IP handling policy for this address: the first matching list entry, else the general policy."""
    for row in _list(policies.get("WebRtcIPHandlingUrl")):
        if isinstance(row, dict) and isinstance(row.get("url"), str) and pattern_fits(row["url"], url):
            return row.get("handling")
    return policies.get("WebRtcIPHandling")


def resolver_hosts(policies: Mapping[str, object]) -> tuple[str, ...]:
    """Return the hosts that Chrome asks for names over HTTPS (`https://dns.example.se/dns-query{?dns}`).

    The text lists them, or is JSON with a list of them (chromium: net/dns/public/dns_over_https_config.cc).
    """
    templates = policies.get("DnsOverHttpsTemplates")
    found = _RESOLVER.findall(templates) if isinstance(templates, str) else ()
    servers = (of_url(each, 443) for each in found)
    return tuple(server.host for server in servers if server)


def number(policies: Mapping[str, object], name: str) -> int | None:
    """Return a policy that is a whole number; None if it is not set or has another type."""
    value = policies.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def texts(value: object) -> list[str]:
    """Return the texts in a policy's list."""
    return [each for each in _list(value) if isinstance(each, str)]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def in_force(recommended: Mapping[str, object], mandatory: Mapping[str, object]) -> dict[str, object]:
    """Return all policies; a mandatory one overrides a recommended one, of which Legacy Browser Support takes none."""
    return {name: value for name, value in recommended.items() if not name.startswith("BrowserSwitcher")} | {
        **mandatory
    }


def read_json_policies(folder: Path) -> dict[str, object]:
    """Merge the policy files of a Linux policy folder; a file later in name order overrides earlier ones.

    Every file counts, also `region.json.bak`. Chrome takes comments, a comma after the last entry, and line breaks in
    texts (chromium: components/policy/core/common/config_dir_policy_loader.cc, base/json/json_reader.h).
    """
    policies: dict[str, object] = {}
    with suppress(OSError):  # none is there, or only others may list it; then Chrome cannot either
        for path in sorted(filter(is_file, folder.iterdir())):
            policies.update(_object(partial(_relaxed_json, path)))
    return policies


def _relaxed_json(path: Path) -> object:
    text = read_file(path, _MAX_FILE_BYTES).decode("utf-8-sig")
    without_comments = _COMMENT.sub(lambda found: _in_one_line(found["text"] or " "), text)
    strict = _LAST_COMMA.sub(lambda found: found["text"] or "", without_comments)
    return json.loads(strict, parse_constant=_refuse)


def _in_one_line(text: str) -> str:
    return text.replace("\r", r"\r").replace("\n", r"\n")


def _refuse(constant: str) -> object:
    raise ValueError(constant)  # NaN and the infinities, which Python reads


def read_json(path: Path, largest_bytes: int) -> dict[str, object]:
    """Return a JSON file's object; empty if the file is missing, invalid, too large or not an object."""
    return _object(lambda: json.loads(read_file(path, largest_bytes)))


def _object(read: Callable[[], object]) -> dict[str, object]:
    try:
        content = read()
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}

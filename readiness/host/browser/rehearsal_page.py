"""A page at the meeting's own address, without the meeting's server: what it would get in this browser.

Chrome is told, over its pipe, to hand the request for that one address to this program, which answers it. So the page's
origin is the meeting's, and no request for it leaves the computer, whatever proxy there is.
"""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

from readiness.assets import asset
from readiness.host.browser.devtools_pipe import ChromeSilentError, DevTools, Message

LONGEST_ANSWER = 200_000
NOBODYS_ORIGIN = "https://rehearsal.invalid"
"""Where the page is when no meeting's address is known (RFC 2606); what a site may do is then not known either."""


_VERSION_PAGE, _VERSION_PATIENCE_S = "chrome://version", 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IceServer:
    """A STUN or TURN server for the page, in WebRTC's own words."""

    urls: str
    username: str = ""
    credential: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page is to do: the picture to ask for, how long to look, whom to reach."""

    width_px: int = 1280
    height_px: int = 720
    rate_hz: float = 30.0
    look_ms: int = 1700
    encode: bool = True
    hosts: tuple[str, ...] = ()
    servers: tuple[IceServer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What Chrome answered. `page` is the page's own words, checked for nothing but being a table.

    `blocked`: Chrome refused to open the address. `errors`: Chrome's network error for each host that it did not reach.
    `product` and `channel`: what it calls itself on its own page.
    """

    page: Mapping[str, Any] = field(default_factory=dict)
    blocked: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    version_page: str = ""


def origin_of(url: str) -> str:
    """The origin of an https address, or nobody's."""
    parts = urlsplit(url)
    return f"https://{parts.netloc}" if parts.scheme == "https" and parts.hostname else NOBODYS_ORIGIN


def rehearse(tools: DevTools, origin: str, asked: Asked, deadline: float) -> Told:
    """Open the page and let it do its work.

    Args:
        tools: a running Chrome.
        origin: where the page is to be.
        asked: what it is to do.
        deadline: by `time.monotonic`.

    Raises:
        ChromeSilentError: no answer, or one that nobody can read.
    """
    session = _first_page(tools, deadline)
    blocked = _open(tools, session, origin, deadline)
    if blocked:
        return Told(blocked=blocked)
    tools.call("Network.enable", deadline, session)
    answering = tools.send(
        "Runtime.evaluate",
        session,
        expression=f"rehearse({json.dumps(_plain(asked))})",
        awaitPromise=True,
        returnByValue=True,
    )
    version = _version_page(tools, deadline)  # read while the page looks and listens
    return Told(page=_page(tools.result(answering, deadline)), errors=_errors(tools), version_page=version)


def _plain(asked: Asked) -> dict[str, object]:
    return {**asdict(asked), "servers": [_server(each) for each in asked.servers]}


def _server(server: IceServer) -> dict[str, str]:
    return {name: value for name, value in asdict(server).items() if value}


def _first_page(tools: DevTools, deadline: float) -> str:
    """A session with the page that Chrome opens by itself."""
    while True:
        targets = tools.call("Target.getTargets", deadline).get("targetInfos")
        for each in targets if isinstance(targets, list) else ():
            if isinstance(each, dict) and each.get("type") == "page":
                attached = tools.call("Target.attachToTarget", deadline, targetId=each.get("targetId"), flatten=True)
                return str(attached.get("sessionId"))
        time.sleep(0.02)


def _open(tools: DevTools, session: str, origin: str, deadline: float) -> str | None:
    """Put the page at an address of that origin; Chrome's reason when it will not go there."""
    address = f"{origin}/{secrets.token_urlsafe(24)}"
    tools.call("Page.enable", deadline, session)
    tools.call("Fetch.enable", deadline, session, patterns=[{"urlPattern": address}])
    going = tools.send("Page.navigate", session, url=address)
    # A blocked address is answered at once; an open one first asks for the page.
    while not (paused := tools.events("Fetch.requestPaused")):
        refused = tools.peek(going, deadline)
        if refused is not None and refused.get("errorText"):
            return str(refused["errorText"])
    request = paused[0].get("requestId")
    headers = [{"name": "content-type", "value": "text/html; charset=utf-8"}]
    body = base64.b64encode(_html().encode()).decode("ascii")
    tools.call("Fetch.fulfillRequest", deadline, session, requestId=request, responseCode=200, responseHeaders=headers,
               body=body)  # fmt: skip
    tools.event("Page.loadEventFired", deadline)
    return None


def _html() -> str:
    script = asset("rehearsal/page.js").read_text(encoding="utf-8")
    return (
        f'<!doctype html><meta charset="utf-8"><title></title><link rel="icon" href="data:,"><script>{script}</script>'
    )


def _page(answer: Message) -> Mapping[str, Any]:
    """The page's own answer, which is a text of JSON.

    Raises:
        ChromeSilentError: it is anything else.
    """
    result = answer.get("result")
    text = result.get("value") if isinstance(result, dict) else None
    if not isinstance(text, str) or len(text) > LONGEST_ANSWER:
        raise ChromeSilentError("nonsense")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise ChromeSilentError("nonsense") from None
    if not isinstance(told, dict):
        raise ChromeSilentError("nonsense")
    return told


def _errors(tools: DevTools) -> dict[str, str]:
    """Chrome's network error (`net::ERR_CERT_DATE_INVALID`) by host, for the requests that failed."""
    asked = {each.get("requestId"): _url(each) for each in tools.events("Network.requestWillBeSent")}
    failed = tools.events("Network.loadingFailed")
    return {asked[each["requestId"]]: str(each.get("errorText")) for each in failed if each.get("requestId") in asked}


def _url(sent: Message) -> str:
    request = sent.get("request")
    return str(request.get("url", "")) if isinstance(request, dict) else ""


def _version_page(tools: DevTools, deadline: float) -> str:
    """The line in which Chrome names its version and channel; empty where IT has closed that page.

    In a tab behind the meeting's: in front of it, the meeting's page would get no pictures to draw.
    """
    opened = tools.call("Target.createTarget", deadline, url=_VERSION_PAGE, background=True)
    attached = tools.call("Target.attachToTarget", deadline, targetId=opened.get("targetId"), flatten=True)
    patience = min(deadline, time.monotonic() + _VERSION_PATIENCE_S)
    while time.monotonic() < patience:
        line = _version_line(tools, str(attached.get("sessionId")), deadline)
        if line is not None:
            return line[:500]
        time.sleep(0.05)
    return ""


def _version_line(tools: DevTools, session: str, deadline: float) -> str | None:
    """None: the page is not there yet. It may come between question and answer, and then there is no answer."""
    line = "document.readyState === 'complete' ? document.querySelector('#version')?.innerText ?? null : null"
    try:
        answer = tools.call("Runtime.evaluate", deadline, session, expression=line, returnByValue=True)
    except ChromeSilentError as silent:
        if silent.why == "nonsense":
            return None
        raise
    result = answer.get("result")
    value = result.get("value") if isinstance(result, dict) else None
    return value if isinstance(value, str) else None


def resolver_switches(hosts: Sequence[str], *, proxied: bool) -> tuple[str, ...]:
    """Let Chrome look up nobody but these hosts, so that nothing else of it leaves the computer.

    Behind a proxy that a script chooses, Chrome must also find the script, whose host nobody has named.
    """
    if proxied:
        return ()
    rules = ["MAP * ~NOTFOUND", *(f"EXCLUDE {host}" for host in dict.fromkeys(hosts))]
    return (f"--host-resolver-rules={', '.join(rules)}",)

"""A test page at the meeting's origin, without the meeting's server, to see what the meeting would get in Chrome.

Through DevTools, Chrome hands the request for that one address to this program, which answers it. So the page has the
meeting's origin, and the request never leaves the computer, whatever the proxy.
"""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

from readiness.assets import asset
from readiness.host.browser.devtools_pipe import ChromeTimeoutError, DevTools, Message

LONGEST_ANSWER = 200_000
NOBODYS_ORIGIN = "https://rehearsal.invalid"
"""The page's origin if the meeting's address is unknown (RFC 2606); site permissions are then unknown as well."""


_VERSION_PAGE, _VERSION_PATIENCE_S = "chrome://version", 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IceServer:
    """A STUN or TURN server, with the fields of WebRTC's RTCIceServer."""

    urls: str
    username: str = ""
    credential: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalRequest:
    """Parameters of the rehearsal page: the video to request, how long to observe it, the hosts to reach."""

    width_px: int = 1280
    height_px: int = 720
    rate_hz: float = 30.0
    look_ms: int = 1700
    encode: bool = True
    hosts: tuple[str, ...] = ()
    servers: tuple[IceServer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalResult:
    """Chrome's answers.

    Attributes:
        page: the page's own result; only known to be a dictionary.
        blocked: Chrome's reason for refusing to open the address.
        errors: Chrome's network error for each URL that failed.
        redirected: URLs whose server answered that the page is elsewhere; Chrome may not look up that other host.
        version_page: the line with version and channel on `chrome://version`.
    """

    page: Mapping[str, object] = field(default_factory=dict)
    blocked: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    redirected: frozenset[str] = frozenset()
    version_page: str = ""


def origin_of(url: str) -> str:
    """Return the origin of an https address, or the placeholder origin."""
    parts = urlsplit(url)
    return f"https://{parts.netloc}" if parts.scheme == "https" and parts.hostname else NOBODYS_ORIGIN


def rehearse(tools: DevTools, origin: str, request: RehearsalRequest, deadline: float) -> RehearsalResult:
    """Open the page, run it and collect the results.

    Args:
        tools: connection to a running Chrome.
        origin: the page's origin.
        request: the page's parameters.
        deadline: latest time for the results, `time.monotonic`.

    Raises:
        ChromeTimeoutError: Chrome exited, timed out or answered with invalid data.
    """
    session = _first_page(tools, deadline)
    blocked = _open(tools, session, origin, deadline)
    if blocked:
        return RehearsalResult(blocked=blocked)
    tools.call("Network.enable", deadline, session)
    answering = tools.send(
        "Runtime.evaluate",
        session,
        expression=f"rehearse({json.dumps(_plain(request))})",
        awaitPromise=True,
        returnByValue=True,
    )
    version = _version_page(tools, deadline)  # read while the page tests camera, microphone and network
    page = _page(tools.result(answering, deadline))
    errors, redirected = _answers(tools)
    return RehearsalResult(page=page, errors=errors, redirected=redirected, version_page=version)


def _plain(request: RehearsalRequest) -> dict[str, object]:
    return {**asdict(request), "servers": [_server(each) for each in request.servers]}


def _server(server: IceServer) -> dict[str, str]:
    return {name: value for name, value in asdict(server).items() if value}


def _first_page(tools: DevTools, deadline: float) -> str:
    """Attach to the page that Chrome opens by itself, and return the session id."""
    while True:
        targets = tools.call("Target.getTargets", deadline).get("targetInfos")
        for each in targets if isinstance(targets, list) else ():
            if isinstance(each, dict) and each.get("type") == "page":
                attached = tools.call("Target.attachToTarget", deadline, targetId=each.get("targetId"), flatten=True)
                return str(attached.get("sessionId"))
        time.sleep(0.02)


def _open(tools: DevTools, session: str, origin: str, deadline: float) -> str | None:
    """Load the page at an address of that origin; return Chrome's error if it refuses, else None."""
    key = secrets.token_urlsafe(24)  # by which the request is recognised: Chrome may write the host otherwise
    tools.call("Page.enable", deadline, session)
    tools.call("Fetch.enable", deadline, session, patterns=[{"urlPattern": f"*/{key}"}])
    going = tools.send("Page.navigate", session, url=f"{origin}/{key}")
    # A blocked address fails at once; a permitted one first requests the page.
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


def _page(answer: Message) -> Mapping[str, object]:
    """Decode the page's result, a JSON text.

    Raises:
        ChromeTimeoutError: it is not a JSON object.
    """
    result = answer.get("result")
    text = result.get("value") if isinstance(result, dict) else None
    if not isinstance(text, str) or len(text) > LONGEST_ANSWER:
        raise ChromeTimeoutError("nonsense")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise ChromeTimeoutError("nonsense") from None
    if not isinstance(content, dict):
        raise ChromeTimeoutError("nonsense")
    return content


def _answers(tools: DevTools) -> tuple[dict[str, str], frozenset[str]]:
    """Return Chrome's network error (`net::ERR_CERT_DATE_INVALID`) by URL of the failed requests, and the redirected.

    A redirected request keeps its id.
    """
    sent = tools.events("Network.requestWillBeSent")
    requests = {each.get("requestId"): _url(each) for each in reversed(sent)}
    redirected = {requests[each.get("requestId")] for each in sent if "redirectResponse" in each}
    failed = tools.events("Network.loadingFailed")
    errors = {
        requests[each["requestId"]]: str(each.get("errorText")) for each in failed if each.get("requestId") in requests
    }
    return errors, frozenset(redirected)


def _url(sent: Message) -> str:
    request = sent.get("request")
    return str(request.get("url", "")) if isinstance(request, dict) else ""


def _version_page(tools: DevTools, deadline: float) -> str:
    """Return the line with Chrome's version and channel; empty if IT has blocked that page.

    The page opens in a background tab: in the foreground it would stop the meeting's page from rendering frames.
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
    """Return the line, or None while the page is loading; a navigation during the call makes it fail."""
    line = "document.readyState === 'complete' ? document.querySelector('#version')?.innerText ?? null : null"
    try:
        answer = tools.call("Runtime.evaluate", deadline, session, expression=line, returnByValue=True)
    except ChromeTimeoutError as silent:
        if silent.why == "nonsense":
            return None
        raise
    result = answer.get("result")
    value = result.get("value") if isinstance(result, dict) else None
    return value if isinstance(value, str) else None


def resolver_switches(hosts: Sequence[str], *, proxied: bool) -> tuple[str, ...]:
    """Restrict Chrome's name resolution to these hosts, so that it sends no other request.

    With a proxy configuration script no restriction is possible, because the script's host is unknown.
    """
    if proxied:
        return ()
    rules = ["MAP * ~NOTFOUND", *(f"EXCLUDE {host}" for host in dict.fromkeys(hosts))]
    return (f"--host-resolver-rules={', '.join(rules)}",)

"""Rehearsing the meeting: Chrome is started hidden, at the meeting's address, with the person's settings for it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from readiness import model
from readiness.checks.headset.device_key import by_key
from readiness.checks.network_path import stun_servers, web_servers
from readiness.checks.rehearsal.answers import InUse, measurement_of
from readiness.checks.rehearsal.measurement import DEADLINE_S, Measurement, NotRun, Policy
from readiness.host.audio.endpoint import choose as choose_microphone
from readiness.host.audio.meeting_endpoints import list_meeting_endpoints
from readiness.host.browser import chrome
from readiness.host.browser.browser import google_chrome
from readiness.host.browser.chrome_policy import judge_policies
from readiness.host.browser.chrome_profile import read_preferences
from readiness.host.browser.chrome_proxy import policy_proxy
from readiness.host.browser.device_ranking import preferred
from readiness.host.browser.devtools_pipe import ChromeSilentError
from readiness.host.browser.hidden_chrome import hidden_chrome
from readiness.host.browser.rehearsal_page import IceServer, RehearsalRequest, origin_of, rehearse, resolver_switches
from readiness.host.browser.rehearsal_profile import preferences_for
from readiness.host.network.host_port import Endpoint
from readiness.host.network.proxy import Proxy, system_proxy
from readiness.i18n import N_
from readiness.model import Activity, Measured, ProbeMessage, Request
from readiness.service import Service

LOOK_MS = 1700

PROGRAM_VARIABLE = "READINESS_REHEARSAL_PROGRAM"
"""An environment variable with another program to rehearse with, for tests: Chromium is never taken for Chrome."""

_NO_HEADLESS = 2
"""HeadlessMode: disabled (chromium's policy definitions)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the rehearsal is done with.

    Attributes:
        program: the browser; None when there is none to try.
        policies: IT's policies for it.
        preferences: of the person's own profile.
        in_use: finds out what the other checks have used; asked while Chrome starts.
        switches: more for the browser's command line.
    """

    program: Path | None
    policies: dict[str, object]
    preferences: dict[str, object]
    in_use: Callable[[], InUse]
    switches: tuple[str, ...] = ()


def run(request: Request) -> Iterator[ProbeMessage]:
    """Rehearse once; live as well, for Chrome has the camera and the microphone to itself meanwhile."""
    limits = request.policy.of(Policy)
    if not limits.enabled:
        yield Measured(Measurement(not_run="turned_off"))
        return
    yield Activity(N_("Chrome tries camera and microphone; the camera's lamp lights."))
    if any(map(_is_file_or_address, (request.camera, request.microphone))):
        yield Measured(Measurement(not_run="recording"))
        return
    with rehearsed(stage_for(request), request.policy) as measurement:
        yield Measured(measurement)  # the person need not wait for Chrome's end


def stage_for(request: Request) -> Stage:
    """This computer's Chrome, policies and profile, and the devices that the other checks test."""
    named = os.environ.get(PROGRAM_VARIABLE)
    ours = None if named else google_chrome(chrome.installed_browsers())
    folder = chrome.user_data()
    return Stage(
        program=Path(named) if named else ours.program if ours else None,
        policies=chrome.policies(),
        preferences=read_preferences(folder) if folder else {},
        in_use=partial(_in_use, request.camera, request.microphone),
    )


@contextmanager
def rehearsed(stage: Stage, policy: model.Policy, deadline_s: float = DEADLINE_S) -> Iterator[Measurement]:
    """What a rehearsal measured, whatever happens. The browser ends, and its folder goes, when the block is left."""
    with ExitStack() as open_until_told:
        yield _measured(stage, policy, deadline_s, open_until_told)


def _measured(stage: Stage, policy: model.Policy, deadline_s: float, open_until_told: ExitStack) -> Measurement:
    begun = time.monotonic()
    why = _why_not(stage)
    if why is not None or stage.program is None:
        return Measurement(not_run=why or "no_chrome")
    url, limits = policy.of(Service).url, policy.of(Policy)
    asked, switches = _asked(policy, limits, stage.policies)
    origin = origin_of(url)
    try:
        preferences = preferences_for(stage.preferences, url)
        tools = open_until_told.enter_context(hidden_chrome(stage.program, preferences, (*switches, *stage.switches)))
        in_use = stage.in_use()
        told = rehearse(tools, origin, asked, begun + deadline_s)
    except ChromeSilentError as silent:
        return Measurement(not_run=silent.why, seconds=round(time.monotonic() - begun, 1))
    except OSError:
        return Measurement(not_run="not_started")
    measured = measurement_of(told, in_use, judge_policies(stage.policies, url), origin)
    return replace(measured, seconds=round(time.monotonic() - begun, 1))


def _why_not(stage: Stage) -> NotRun | None:
    if stage.program is None:
        return "no_chrome"
    if stage.policies.get("UserDataDir"):
        return "user_data_dir"  # it goes before our temporary folder: this would be the person's own profile
    forbidden = stage.policies.get("HeadlessMode") == _NO_HEADLESS
    debugging = stage.policies.get("RemoteDebuggingAllowed")
    return "not_allowed" if forbidden or debugging in (False, 0, "0") else None


def _asked(
    policy: model.Policy, limits: Policy, policies: dict[str, object]
) -> tuple[RehearsalRequest, tuple[str, ...]]:
    """What the page is to do, and the switches that keep Chrome from asking anybody else."""
    webs, stuns = web_servers(policy), stun_servers(policy)
    servers = (
        *(IceServer(urls=f"stun:{_written(each)}") for each in stuns),
        *(_ice(uri, limits) for uri in limits.ice),
    )
    asked = RehearsalRequest(
        width_px=limits.width_px,
        height_px=limits.height_px,
        look_ms=LOOK_MS,
        hosts=tuple(f"https://{_written(each)}/" for each in webs),
        servers=servers,
    )
    proxies = [policy_proxy(policies, each.host) or system_proxy(each.host) for each in webs]
    names = [each.host for each in (*webs, *stuns)] + [_ice_host(uri) for uri in limits.ice]
    names += [proxy.where.host for proxy in proxies if proxy.where]
    return asked, resolver_switches(names, proxied=any(map(_is_looked_for, proxies)))


def _is_looked_for(proxy: Proxy) -> bool:
    return proxy.kind in ("script", "detect")


def _ice(uri: str, limits: Policy) -> IceServer:
    if uri.startswith("stun:"):
        return IceServer(urls=uri)
    return IceServer(urls=uri, username=limits.turn_user, credential=limits.turn_secret)


def _ice_host(uri: str) -> str:
    return uri.partition(":")[2].partition("?")[0].partition(":")[0]


def _written(server: Endpoint) -> str:
    return f"[{server.host}]:{server.port}" if ":" in server.host else f"{server.host}:{server.port}"


def _in_use(camera: str | None, microphone: str | None) -> InUse:
    return InUse(camera=_camera(camera), microphone=_microphone(microphone))


def _camera(wanted: str | None) -> str:
    """The name of the camera that the picture's probe opens; empty when none can be listed."""
    from readiness.host.camera.devices import choose, list_cameras

    found = list_cameras()
    ranked = preferred(chrome.device_ranking().cameras, [each.name for each in found])
    camera = choose(found, wanted or ranked)
    return camera.name if camera else ""


def _microphone(wanted: str | None) -> str:
    """The name of the microphone that the voice's probe opens."""
    try:
        endpoints = list_meeting_endpoints()
    except OSError:
        return ""
    inputs = [each for each in endpoints if each.direction == "input"]
    microphone = choose_microphone(endpoints, by_key(inputs, wanted))
    return microphone.name if microphone else ""


def _is_file_or_address(wanted: str | None) -> bool:
    """A film, a picture, a recording or a network camera: no device that Chrome could take."""
    if wanted is None:
        return False
    if re.match(r"[a-z][a-z0-9+.-]+://", wanted, re.IGNORECASE):
        return True
    try:
        return Path(wanted).is_file()
    except OSError:
        return False

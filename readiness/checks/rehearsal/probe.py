"""The probe of the check `rehearsal`: runs Chrome hidden at the meeting's address with the person's settings for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from readiness import model
from readiness.checks.headset.device_key import by_key
from readiness.checks.network_path import stun_servers, web_servers
from readiness.checks.rehearsal.measurement import DEADLINE_S, Measurement, Policy
from readiness.checks.rehearsal.result_parser import InUse, measurement_of
from readiness.file_reader import is_file
from readiness.host.audio.endpoint import choose_endpoint
from readiness.host.audio.meeting_endpoints import list_meeting_endpoints
from readiness.host.browser import chrome
from readiness.host.browser.browser import google_chrome
from readiness.host.browser.chrome_policy import judge_policies, resolver_hosts
from readiness.host.browser.chrome_profile import read_preferences
from readiness.host.browser.chrome_proxy import policy_proxy
from readiness.host.browser.devtools_pipe import ChromeTimeoutError
from readiness.host.browser.hidden_chrome import hidden_chrome
from readiness.host.browser.rehearsal_obstacles import obstacle
from readiness.host.browser.rehearsal_page import IceServer, RehearsalRequest, origin_of, rehearse, resolver_switches
from readiness.host.browser.rehearsal_profile import preferences_for
from readiness.host.network.proxy import system_proxy
from readiness.i18n import N_
from readiness.meeting_policy import Service
from readiness.model import Activity, Measured, ProbeMessage, Request
from readiness.server_address import is_url

LOOK_MS = 1700

PROGRAM_VARIABLE = "READINESS_REHEARSAL_PROGRAM"
"""Environment variable naming another program to use, for tests; otherwise Chromium is never accepted as Chrome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The rehearsal's inputs.

    Attributes:
        program: the browser; None if there is none.
        policies: IT's policies for it.
        preferences: the preferences of the person's profile.
        in_use: returns the devices that the other checks have used; called while Chrome starts.
        switches: additional command line switches.
    """

    program: Path | None
    policies: dict[str, object]
    preferences: dict[str, object]
    in_use: Callable[[], InUse]
    switches: tuple[str, ...] = ()


def run(request: Request) -> Iterator[ProbeMessage]:
    """Rehearse once, also in a live run, because Chrome occupies camera and microphone meanwhile."""
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
    """Collect this computer's Chrome, policies and profile, and the devices that the other checks test."""
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
    """Rehearse and yield a measurement in any case. Leaving the context ends the browser and removes its folder."""
    with ExitStack() as resources:
        yield _measured(stage, policy, deadline_s, resources)


def _measured(stage: Stage, policy: model.Policy, deadline_s: float, resources: ExitStack) -> Measurement:
    begun = time.monotonic()
    url, limits = policy.of(Service).url, policy.of(Policy)
    if stage.program is None:
        return Measurement(not_run="no_chrome")
    if why := obstacle(stage.policies, url):
        return Measurement(not_run=why)
    page_request, switches = _rehearsal_request(policy, limits, stage.policies)
    origin = origin_of(url)
    try:
        preferences = preferences_for(stage.preferences, url)
        tools = resources.enter_context(hidden_chrome(stage.program, preferences, (*switches, *stage.switches)))
        in_use = stage.in_use()
        result = rehearse(tools, origin, page_request, begun + deadline_s)
    except ChromeTimeoutError as silent:
        return Measurement(not_run=silent.why, seconds=round(time.monotonic() - begun, 1))
    except OSError:
        return Measurement(not_run="not_started")
    measured = measurement_of(result, in_use, judge_policies(stage.policies, url), origin)
    return replace(measured, seconds=round(time.monotonic() - begun, 1))


def _rehearsal_request(
    policy: model.Policy, limits: Policy, policies: dict[str, object]
) -> tuple[RehearsalRequest, tuple[str, ...]]:
    """Return the page's parameters, and switches that keep Chrome from contacting any other host."""
    webs, stuns = web_servers(policy), stun_servers(policy)
    servers = (
        *(IceServer(urls=f"stun:{each}") for each in stuns),
        *(_ice(uri, limits) for uri in limits.ice),
    )
    page_request = RehearsalRequest(
        width_px=limits.width_px,
        height_px=limits.height_px,
        look_ms=LOOK_MS,
        hosts=tuple(f"https://{each}/" for each in webs),
        servers=servers,
    )
    proxies = [policy_proxy(policies, each.host) or system_proxy(each.host) for each in webs]
    names = [each.host for each in (*webs, *stuns)] + [_ice_host(uri) for uri in limits.ice]
    names += [proxy.where.host for proxy in proxies if proxy.where] + list(resolver_hosts(policies))
    return page_request, resolver_switches(names, proxied=any(proxy.kind in ("script", "detect") for proxy in proxies))


def _ice(uri: str, limits: Policy) -> IceServer:
    if uri.startswith("stun:"):
        return IceServer(urls=uri)
    return IceServer(urls=uri, username=limits.turn_user, credential=limits.turn_secret)


def _ice_host(uri: str) -> str:
    return uri.partition(":")[2].partition("?")[0].partition(":")[0]


def _in_use(camera: str | None, microphone: str | None) -> InUse:
    return InUse(camera=_camera(camera), microphone=_microphone(microphone))


def _camera(wanted: str | None) -> str:
    """Return the name of the camera that the camera probe opens; empty if none is found."""
    from readiness.host.camera.devices import list_cameras
    from readiness.host.camera.meeting_camera import meeting_camera

    camera = meeting_camera(list_cameras(), wanted)
    return camera.name if camera else ""


def _microphone(wanted: str | None) -> str:
    """Return the name of the microphone that the microphone probe opens."""
    try:
        endpoints = list_meeting_endpoints()
    except OSError:
        return ""
    inputs = [each for each in endpoints if each.direction == "input"]
    microphone = choose_endpoint(endpoints, by_key(inputs, wanted))
    return microphone.name if microphone else ""


def _is_file_or_address(wanted: str | None) -> bool:
    """Whether it is a film, picture, recording or network camera, which Chrome cannot use."""
    return wanted is not None and (is_url(wanted) or is_file(Path(wanted)))

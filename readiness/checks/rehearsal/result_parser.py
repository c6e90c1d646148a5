"""Converting the rehearsal's results to a measurement. Values are untrusted: a wrong type counts as unknown."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from readiness.checks.rehearsal.measurement import ALLOWED, Measurement
from readiness.host.browser.browser import GOOGLE_CHROME
from readiness.host.browser.chrome_policy import ChromePolicy
from readiness.host.browser.device_ranking import same_name
from readiness.host.browser.rehearsal_page import NOBODYS_ORIGIN, RehearsalResult

_CHANNEL = re.compile(r"\(Official Build\)\s+(beta|dev|canary|extended|unstable)\b", re.IGNORECASE)
_VERSION = re.compile(r"^\d+(?:\.\d+){1,3}")
_PRODUCTS = (GOOGLE_CHROME, "Chromium", "Microsoft Edge", "Brave", "Opera", "Vivaldi")
_WORD = re.compile(r"^[A-Za-z0-9_.:-]{1,60}$")
_LONGEST_NAME = 200
_FEWEST_LOOKS = 5

_WANTS_A_CARD = ("net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED", "net::ERR_BAD_SSL_CLIENT_AUTH_CERT")
"""Errors of a server that was reached but requires a personal certificate (SITHS), which nobody is there to select."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InUse:
    """The camera and microphone used by the other checks, by their names in the system; empty if unknown."""

    camera: str = ""
    microphone: str = ""


def measurement_of(result: RehearsalResult, tested: InUse, policy: ChromePolicy, origin: str) -> Measurement:
    """Convert the result to a measurement.

    Args:
        result: Chrome's answers.
        tested: the devices tested by the other checks.
        policy: IT's policies as read from files; used only to explain a refusal.
        origin: the page's origin; permissions at the placeholder origin are meaningless.
    """
    if result.blocked:
        blocked = result.blocked == "net::ERR_BLOCKED_BY_ADMINISTRATOR"
        return Measurement(address_blocked=True) if blocked else Measurement(not_run="nonsense")
    page, known = result.page, origin != NOBODYS_ORIGIN
    permissions, errors = _table(page, "permissions"), _table(page, "errors")
    camera, microphone = (_answer(permissions.get(name)) if known else None for name in ("camera", "microphone"))
    camera_name, microphone_name = (_text(_table(page, kind).get("label")) for kind in ("camera", "microphone"))
    product, version = _product(page)
    picture, encoded = _table(page, "picture"), _encoded(page)
    sound = _table(_table(page, "sound"), "processed")
    hosts, ice = _hosts(result), _table(page, "ice")
    call = _table(ice, "call")
    return Measurement(
        product=product,
        chrome_version=_first(_VERSION, result.version_page) or version,
        channel=_channel(result.version_page) if product == GOOGLE_CHROME else None,
        address_blocked=False,
        camera_permission=camera,
        microphone_permission=microphone,
        denied_by_it=_denied_by_it(camera, microphone, policy),
        camera_error=_word(errors.get("camera")),
        microphone_error=_word(errors.get("microphone")),
        same_camera=same_device(camera_name, tested.camera),
        same_microphone=same_device(microphone_name, tested.microphone),
        camera_name=camera_name or None,
        microphone_name=microphone_name or None,
        width_px=_whole(picture.get("width_px")),
        height_px=_whole(picture.get("height_px")),
        rate_hz=_rate_hz(picture),
        lightest_luma=_tenths(picture.get("lightest")),
        is_frozen=_is_frozen(_number(picture.get("looks")), _number(picture.get("changes"))),
        level_dbfs=_tenths(sound.get("level_dbfs")),
        peak_dbfs=_tenths(sound.get("peak_dbfs")),
        is_silent=_flag(_table(_table(page, "sound"), "raw").get("silent", sound.get("silent"))),
        encoded_width_px=_whole(encoded.get("width_px")),
        encoded_rate_hz=_tenths(encoded.get("rate_hz")),
        encode_ms_per_frame=_tenths(encoded.get("ms_per_frame")),
        limited_by=_word(encoded.get("limited_by")),
        encoder=_word(encoded.get("encoder")),
        is_hardware_encoder=_flag(encoded.get("power_efficient")),
        hosts_asked=len(hosts) or None,
        hosts_reached=hosts.count("") if hosts else None,
        host_error=_worst(hosts),
        ice_udp=_is_reached(ice, "udp"),
        ice_tcp=_is_reached(ice, "tcp"),
        ice_tls=_is_reached(ice, "tls"),
        call_rtt_ms=_tenths(call.get("rtt_ms")),
        call_jitter_ms=_tenths(call.get("jitter_ms")),
        call_loss_percent=_tenths(call.get("loss_percent")),
        call_available_kbps=_tenths(call.get("available_kbps")),
    )


def same_device(label: str, tested: str) -> bool | None:
    """Whether Chrome's label denotes the tested device. Chrome prefixes the default's label with a word and a dash."""
    if not label or not tested:
        return None
    return same_name(label, tested) or same_name(label.partition(" - ")[2], tested)


def _denied_by_it(camera: str | None, microphone: str | None, policy: ChromePolicy) -> bool | None:
    denied = [(camera, policy.camera_blocked), (microphone, policy.microphone_blocked)]
    if any(answer is None for answer, _ in denied):
        return None
    return any(answer not in ALLOWED and by_it for answer, by_it in denied)


def _rate_hz(picture: Mapping[str, object]) -> float | None:
    frames, seconds = _number(picture.get("frames")), _number(picture.get("seconds"))
    return round(frames / seconds, 1) if frames is not None and seconds else None


def _is_frozen(looks: float | None, changes: float | None) -> bool | None:
    """Whether the picture is frozen: sensor noise changes every frame, and the first change may be the first frame."""
    if looks is None or changes is None or looks < _FEWEST_LOOKS:
        return None
    return changes <= 1


def _encoded(page: Mapping[str, object]) -> Mapping[str, object]:
    """Return what the call within the page encoded; empty if there was no call, as where IT has disabled UDP."""
    encoded = _table(page, "encoded")
    return encoded if _tenths(encoded.get("rate_hz")) else {}


def _hosts(result: RehearsalResult) -> list[str | None]:
    """Return the error of each host that the page asked; empty for one that was reached, None if Chrome gave none."""
    rows = result.page.get("hosts")
    tables = [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []
    return [_host(_text(each.get("url")), result, reached=each.get("reached") is True) for each in tables]


def _host(url: str, result: RehearsalResult, *, reached: bool) -> str | None:
    error = result.errors.get(url) or None
    return "" if reached or url in result.redirected or error in _WANTS_A_CARD else error


def _worst(hosts: Sequence[str | None]) -> str | None:
    """Return the most informative error: that of a certificate rather than a timeout."""
    missed = filter(None, hosts)
    return _word(min(missed, key=lambda error: not error.startswith("net::ERR_CERT_"), default=None))


def _is_reached(ice: Mapping[str, object], wanted: str) -> bool | None:
    """Whether a server gave an address over that transport; None if none was asked."""
    gathered = ice.get("gathered")
    rows = [each for each in gathered if isinstance(each, dict)] if isinstance(gathered, list) else []
    got = [each.get("type") in ("srflx", "relay") for each in rows if transport(_text(each.get("url"))) == wanted]
    return any(got) if got else None


def transport(uri: str) -> str:
    """Return the transport of a STUN or TURN URI: `udp`, `tcp` or `tls` (RFC 7065)."""
    if uri.startswith("turns:"):
        return "tls"
    return "tcp" if uri.endswith("transport=tcp") else "udp"


def _product(page: Mapping[str, object]) -> tuple[str | None, str | None]:
    brands = page.get("brands")
    for each in brands if isinstance(brands, Sequence) and not isinstance(brands, str) else ():
        if isinstance(each, dict) and each.get("brand") in _PRODUCTS:
            version = each.get("version")
            return str(each["brand"]), _first(_VERSION, version) if isinstance(version, str) else None
    return None, None


def _channel(line: str) -> str | None:
    if "(Official Build)" not in line:
        return None
    found = _CHANNEL.search(line)
    return found[1].casefold() if found else "stable"


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text.strip())
    return found[0] if found else None


def _answer(value: object) -> str | None:
    return value if isinstance(value, str) and value in ("granted", "prompt", "denied") else None


def _table(content: Mapping[str, object], name: str) -> Mapping[str, object]:
    below = content.get(name)
    return below if isinstance(below, dict) else {}


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: object) -> str:
    return value[:_LONGEST_NAME] if isinstance(value, str) else ""


def _word(value: object) -> str | None:
    """Return a code in ASCII; None for anything else, which might be a name."""
    return value if isinstance(value, str) and _WORD.fullmatch(value) else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > 1e9:
        return None
    return float(value)


def _tenths(value: object) -> float | None:
    number = _number(value)
    return None if number is None else round(number, 1)


def _whole(value: object) -> int | None:
    number = _number(value)
    return None if number is None else int(number)

"""Measurement and policy of the check `rehearsal`."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from readiness.i18n import N_
from readiness.model import (
    HIGHER_IS_STRICTER,
    LOWER_IS_STRICTER,
    ONLY_IT,
    PRIVATE_LIMIT,
    CheckMeasurement,
    CheckSection,
    fact,
)
from readiness.server_address import ICE_URI

IceUri = Annotated[str, Meta(pattern=ICE_URI)]

NotRunReason = Literal[
    "turned_off", "no_chrome", "user_data_dir", "not_allowed", "not_started", "died", "hung", "nonsense", "recording"
]
"""Why there was no rehearsal: turned off by IT; no Chrome; profiles moved by policy; forbidden by policy; Chrome did
not start, exited, timed out or gave an invalid answer; or a file was tested instead of a device."""

ALLOWED = ("granted", "prompt")
"""Results of `navigator.permissions.query` with which a meeting can get the device, with or without a prompt."""

DEADLINE_S = 20.0
"""Includes Chrome's start; even on an old computer it normally takes five seconds."""


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether the meeting is rehearsed in Chrome, and its parameters and limits."""

    enabled: Annotated[
        bool,
        Meta(description="Chrome is started hidden for some seconds; the camera's lamp lights", extra=ONLY_IT),
    ] = True
    width_px: Annotated[
        int,
        Meta(ge=160, le=3840, description="picture that the service asks for; 720p is usual", extra=ONLY_IT),
    ] = 1280
    height_px: Annotated[int, Meta(ge=120, le=2160, description="see width_px", extra=ONLY_IT)] = 720
    encoded_share_min: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="share of the camera's pictures that must be encoded in time; below two thirds motion is jerky",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.66
    camera_rate_min_hz: Annotated[
        float,
        Meta(
            ge=0,
            le=120,
            description="ITU-T H-series supplement 1: lip reading needs 12 or more",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 10
    black_below_luma: Annotated[
        float,
        Meta(ge=0, le=255, description="of 255; no point of a black picture is lighter", extra=HIGHER_IS_STRICTER),
    ] = 24
    ice: Annotated[
        tuple[IceUri, ...],
        Meta(
            max_length=6,
            description="STUN and TURN servers as in WebRTC, turn:host:port?transport=tcp; none: none asked",
            extra=PRIVATE_LIMIT,
        ),
    ] = ()
    turn_user: Annotated[str, Meta(max_length=512, description="user of the TURN servers", extra=PRIVATE_LIMIT)] = ""
    turn_secret: Annotated[str, Meta(max_length=512, description="that user's secret", extra=PRIVATE_LIMIT)] = ""
    call_loss_max_percent: Annotated[
        float, Meta(ge=0, le=100, description="as path.packet_loss_max_percent", extra=LOWER_IS_STRICTER)
    ] = 3
    call_rtt_max_ms: Annotated[
        float, Meta(gt=0, le=10_000, description="as path.rtt_max_ms, through the relay", extra=LOWER_IS_STRICTER)
    ] = 300


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """Chrome's own answers at the meeting's address; None means unknown.

    `camera_error`, `microphone_error`: name of the DOMException (W3C Media Capture and Streams). `denied_by_it`: a
    policy read from files explains the refusal. `ice_*`: whether a server gave an address over that transport.
    """

    not_run: NotRunReason | None = fact(N_("Why Chrome was not tried out"))
    product: str | None = fact(N_("The browser that was tried out"))
    chrome_version: str | None = fact(N_("Its version"))
    channel: str | None = fact(N_("Its channel"))
    address_blocked: bool | None = fact(N_("Chrome refuses to open the address"))
    camera_permission: str | None = fact(N_("The meeting may use the camera"))
    microphone_permission: str | None = fact(N_("The meeting may use the microphone"))
    denied_by_it: bool | None = fact(N_("IT has said no"))
    camera_error: str | None = fact(N_("Why Chrome gets no camera"))
    microphone_error: str | None = fact(N_("Why Chrome gets no microphone"))
    same_camera: bool | None = fact(N_("Chrome takes the camera that was tested"))
    same_microphone: bool | None = fact(N_("Chrome takes the microphone that was tested"))
    width_px: int | None = fact(N_("Picture width in Chrome (pixels)"))
    height_px: int | None = fact(N_("Picture height in Chrome (pixels)"))
    rate_hz: float | None = fact(N_("Pictures a second in Chrome"))
    lightest_luma: float | None = fact(N_("Lightest point of the picture (of 255)"))
    is_frozen: bool | None = fact(N_("The picture stands still"))
    level_dbfs: float | None = fact(N_("Sound level in Chrome (dBFS)"))
    peak_dbfs: float | None = fact(N_("Sound peak in Chrome (dBFS)"))
    is_silent: bool | None = fact(N_("No sound at all reaches Chrome"))
    encoded_width_px: int | None = fact(N_("Encoded picture width (pixels)"))
    encoded_rate_hz: float | None = fact(N_("Encoded pictures a second"))
    encode_ms_per_frame: float | None = fact(N_("Time to encode a picture (ms)"))
    limited_by: str | None = fact(N_("What limits the picture"))
    encoder: str | None = fact(N_("Encoder"))
    is_hardware_encoder: bool | None = fact(N_("The encoder saves power"))
    hosts_asked: int | None = fact(N_("Servers that Chrome was to reach"))
    hosts_reached: int | None = fact(N_("Servers that Chrome reached"))
    host_error: str | None = fact(N_("Why Chrome did not reach a server"))
    ice_udp: bool | None = fact(N_("Sound and picture get out over UDP"))
    ice_tcp: bool | None = fact(N_("Sound and picture get out over TCP"))
    ice_tls: bool | None = fact(N_("Sound and picture get out over TLS"))
    call_rtt_ms: float | None = fact(N_("Round trip through the relay (ms)"))
    call_jitter_ms: float | None = fact(N_("Jitter through the relay (ms)"))
    call_loss_percent: float | None = fact(N_("Packets lost through the relay (%)"))
    call_available_kbps: float | None = fact(N_("Bandwidth through the relay (kbit/s)"))
    seconds: float | None = fact(N_("The rehearsal took (seconds)"))
    camera_name: str | None = fact(N_("Chrome's camera"), private=True)
    microphone_name: str | None = fact(N_("Chrome's microphone"), private=True)

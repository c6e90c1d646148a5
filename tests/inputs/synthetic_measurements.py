"""Made-up measurements of every check: what a good workplace measures, and what one with a fault does."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from readiness.checks import (
    alone,
    background,
    browser,
    camera,
    connection,
    framing,
    headset,
    lighting,
    microphone,
    network_path,
    power,
    rehearsal,
)
from readiness.checks.registry import AT_ONCE
from readiness.i18n import LocalizedText
from readiness.model import AnyCheck, Finding, Policy

FAULTY_SHARE = 0.04

HEADSETS: tuple[Mapping[str, object], ...] = (
    {"device_class": "call_headset", "family": "Jabra Evolve2", "vid_pid": "0b0e:2412", "bus": "usb"},
    {"device_class": "call_headset", "family": "Logitech Zone", "vid_pid": "046d:0af7", "bus": "usb"},
    {"device_class": "builtin_mic", "bus": "internal"},
)
HOW_OFTEN = (5, 3, 1)
CAMERAS = ("046d:082d", "046d:085e", "30c9:00ad")
CHROMES = ("156.0.8078.79", "156.0.8078.79", "155.0.7999.120")


@dataclass(frozen=True)
class Recipe:
    """How a check's facts are made up.

    Attributes:
        good: the facts where all is well.
        spread: facts that are drawn between two numbers instead.
        faulty: facts that are different where something is wrong, one of these at a time.
    """

    good: Mapping[str, Any]
    spread: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    faulty: Sequence[Mapping[str, Any]] = ()


RECIPES: Mapping[str, Recipe] = {
    camera.CHECK.id: Recipe(
        {
            "source_kind": "physical", "cameras_count": 1, "pictures_count": 60, "silent_s": 0.03, "unchanged_s": 0.0,
            "changes_count": 59, "width_px": 1280, "height_px": 720, "brightest_code": 230, "detail_codes": 20,
            "colour_codes": 80, "upside_down": False,
        },
        {"frames_per_s": (27.0, 30.0), "sharpness": (1.5, 1.9)},
        ({"cameras_count": 0}, {"brightest_code": 3, "detail_codes": 0}, {"width_px": 320, "height_px": 240},
         {"in_use": True, "pictures_count": 0}, {"frames_per_s": 9.0}),
    ),
    lighting.CHECK.id: Recipe(
        {
            "faces_count": 1, "better_half_codes": 27.0, "highlight_code": 200, "darker_half_code": 120,
            "over_exposed_share": 0.0, "from_left_stops": 0.2, "background_code": 100, "background_white_share": 0.2,
            "background_spread_stops": 4.0, "seen_share": 1.0, "silhouette": False, "brightest_code": 230,
            "detail_codes": 20,
        },
        {"legibility_codes": (20.0, 32.0), "background_over_face_stops": (0.2, 0.9)},
        ({"legibility_codes": 4.0, "better_half_codes": 5.0, "highlight_code": 50, "darker_half_code": 30},
         {"over_exposed_share": 0.6, "highlight_code": 255}),
    ),
    framing.CHECK.id: Recipe(
        {
            "faces_count": 1, "left_share": 0.42, "top_share": 0.25, "width_share": 0.16, "height_share": 0.38,
            "right_eye_x_share": 0.46, "right_eye_y_share": 0.4, "left_eye_x_share": 0.54, "left_eye_y_share": 0.4,
            "crown_y_share": 0.15, "seen_share": 1.0, "chest_heads": 0.75, "turned_ratio": 0.05, "chest_in_view": True,
        },
        {"roll_deg": (-4.0, 4.0)},
        ({"faces_count": 0}, {"roll_deg": 25.0}),
    ),
    alone.CHECK.id: Recipe(
        {"faces_count": 1, "doubtful_count": 0}, faulty=({"faces_count": 2, "next_face_ratio": 0.9},)
    ),
    background.CHECK.id: Recipe(
        {"faces_count": 1, "white_share": 0.02, "background_over_face_stops": 0.4, "fine_ratio": 1.0,
         "virtual_camera": False},
        {"behind_share": (0.5, 0.7), "edges_share": (0.01, 0.05)},
        ({"edges_share": 0.5}, {"white_share": 0.6, "background_over_face_stops": 3.0}),
    ),
    headset.CHECK.id: Recipe(
        {"evidence": (LocalizedText("USB"),), "is_default": True, "same_device": True, "inputs": 1},
        faulty=({"system_silent": True}, {"same_device": False, "loud_output": True}, {"is_default": False}),
    ),
    microphone.CHECK.id: Recipe(
        {
            "finished": True, "sample_rate_hz": 48000, "heard_s": 6.0, "speech_s": 3.5, "level_dbfs": -28.0,
            "peak_dbfs": -8.0, "offset_dbfs": -80.0, "digital_silence": False, "clipping_per_s": 0.0,
            "clipping_percent": 0.0, "dropouts_count": 0, "dropouts_percent": 0.0, "bandwidth_hz": 24000.0,
        },
        {"speech_level_dbfs": (-32.0, -22.0), "snr_db": (28.0, 40.0), "noise_dbfs": (-68.0, -58.0)},
        ({"muted_in_system": True}, {"speech_level_dbfs": -58.0}, {"snr_db": 4.0, "noise_dbfs": -30.0},
         {"speech_s": 0.0}, {"clipping_per_s": 9.0, "clipping_percent": 4.0}),
    ),
    browser.CHECK.id: Recipe(
        {"chrome_found": True, "camera_blocked_for_site": False, "microphone_blocked_for_site": False},
        faulty=({"chrome_found": False, "chrome_version": None}, {"camera_blocked_for_site": True},
                {"waits_for_restart": True}),
    ),
    connection.CHECK.id: Recipe(
        {"has_route": True, "has_link": True, "link_kind": "wired", "link_speed_mbps": 1000.0},
        faulty=({"link_speed_mbps": 100.0}, {"link_kind": "wifi", "link_speed_mbps": None, "wifi_bars": 4},
                {"link_kind": "mobile", "link_speed_mbps": None}, {"has_route": False, "has_link": False}),
    ),
    network_path.CHECK.id: Recipe(
        {
            "is_configured": True, "is_reached": True, "name_lookup_ms": 4, "tcp_connect_ms": 9,
            "tls_handshake_ms": 30, "is_ipv6": False, "certificate": "ok", "proxy": "none", "has_login_page": False,
            "udp": "open", "packet_loss_percent": 0,
        },
        {"rtt_ms": (8.0, 60.0), "rtt_p95_ms": (61.0, 70.0), "jitter_ms": (0.5, 6.0)},
        ({"is_reached": False}, {"udp": "blocked"}, {"packet_loss_percent": 8}, {"rtt_ms": 400.0, "rtt_p95_ms": 450.0}),
    ),
    power.CHECK.id: Recipe(
        {"is_plugged_in": True}, {"battery_percent": (20.0, 100.0)},
        ({"is_plugged_in": False, "battery_percent": 5.0}, {"is_plugged_in": False, "battery_percent": 30.0}),
    ),
    rehearsal.CHECK.id: Recipe(
        {
            "product": "Google Chrome", "channel": "stable", "address_blocked": False, "camera_permission": "granted",
            "microphone_permission": "granted", "denied_by_it": False, "same_camera": True, "same_microphone": True,
            "width_px": 1280, "height_px": 720, "rate_hz": 29.9, "lightest_luma": 220.0, "is_frozen": False,
            "level_dbfs": -31.0, "peak_dbfs": -12.0, "is_silent": False, "encoded_width_px": 1280,
            "encoded_rate_hz": 29.5, "limited_by": "none", "hosts_asked": 1, "hosts_reached": 1, "ice_udp": True,
            "call_loss_percent": 0.0,
        },
        {"encode_ms_per_frame": (6.0, 12.0), "call_rtt_ms": (8.0, 60.0)},
        ({"is_frozen": True}, {"is_silent": True, "level_dbfs": -90.0, "peak_dbfs": -90.0},
         {"address_blocked": True}),
    ),
}  # fmt: skip

CHECKS: tuple[AnyCheck, ...] = tuple(check for check in (*AT_ONCE.checks, rehearsal.CHECK) if check.id in RECIPES)
"""A check without a recipe is left out of made-up reports."""


def equipment(chance: random.Random) -> dict[str, dict[str, object]]:
    """The devices of one station, as facts by check."""
    chrome: dict[str, object] = {"chrome_version": chance.choice(CHROMES)}
    return {
        headset.CHECK.id: dict(*chance.choices(HEADSETS, HOW_OFTEN)),
        camera.CHECK.id: {"vid_pid": chance.choice(CAMERAS)},
        browser.CHECK.id: chrome,
        rehearsal.CHECK.id: chrome,
    }


def findings(own: Mapping[str, Mapping[str, object]], policy: Policy, chance: random.Random) -> tuple[Finding, ...]:
    """What every check measures and finds once at a station with that equipment."""
    return tuple(_finding(check, own.get(check.id, {}), policy, chance) for check in CHECKS)


def _finding(check: AnyCheck, own: Mapping[str, object], policy: Policy, chance: random.Random) -> Finding:
    recipe = RECIPES[check.id]
    drawn = {name: round(chance.uniform(*between), 3) for name, between in recipe.spread.items()}
    wrong = chance.choice(recipe.faulty) if chance.random() < FAULTY_SHARE else {}
    return check.judge(check.measurement(**{**recipe.good, **own, **drawn, **wrong}), policy.of(check.policy))

"""A measured value in words for a person: unit from its name, decimal sign from the language. No Qt."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.i18n import N_, LocalizedText, Words

UNITS = (
    ("_per_s", ""),
    ("_dbfs", "dBFS"),
    ("_db", "dB"),
    ("_percent", "%"),
    ("_kbps", "kbit/s"),
    ("_mbps", "Mbit/s"),
    ("_khz", "kHz"),
    ("_hz", "Hz"),
    ("_fps", N_("pictures/s")),
    ("_ms", "ms"),
    ("_px", N_("pixels")),
    ("_deg", "°"),
    ("_stops", N_("stops")),
    ("_days", N_("days")),
    ("_s", "s"),
)
"""The unit that ends a field's name; the first that fits."""

CODES: Mapping[str, Mapping[str, str]] = {
    "device_class": {
        "call_headset": N_("a headset for calls"),
        "gaming_headset": N_("a headset for games, which is a headset as well"),
        "phone_earbuds": N_("phone earbuds"),
        "bt_headphones": N_("music headphones"),
        "builtin_mic": N_("the computer's own microphone"),
        "webcam_mic": N_("the camera's microphone"),
        "desk_mic": N_("a desk microphone"),
        "speakerphone": N_("a speakerphone"),
        "dock_or_monitor": N_("the sound of a dock or a screen"),
        "dictation": N_("a dictation microphone"),
        "line_in": N_("a line input"),
        "virtual": N_("a program between you and the microphone"),
        "phone_as_mic": N_("a phone"),
        "analog_jack_unknown": N_("something in the round socket; the computer cannot see what"),
        "other": N_("something else"),
        "unknown": N_("something we do not know"),
        "recording": N_("a recording"),
    },
    "bus": {
        "usb": N_("USB"),
        "bluetooth": N_("Bluetooth"),
        "internal": N_("inside the computer"),
        "virtual": N_("a program"),
        "hdmi": N_("HDMI"),
        "phone": N_("a phone"),
        "thunderbolt": N_("Thunderbolt"),
    },
    "form_factor": {
        "headset": N_("headset"),
        "headphone": N_("headphones"),
        "microphone": N_("microphone"),
        "speaker": N_("loudspeaker"),
        "webcam": N_("camera"),
        "internal": N_("built in"),
        "line": N_("line"),
        "handset": N_("handset"),
    },
    "codec": {"cvsd": N_("CVSD, telephone sound"), "msbc": N_("mSBC, wide band"), "lc3": N_("LC3")},
    "source_kind": {
        "physical": N_("an ordinary camera"),
        "virtual": N_("a program"),
        "infrared": N_("the camera for signing in"),
        "network": N_("a network camera"),
        "video": N_("a film"),
        "still": N_("a still picture"),
    },
    "denied_by": {
        "it": N_("IT"),
        "machine": N_("the switch for the whole computer"),
        "user": N_("your own privacy settings"),
        "desktop_programs": N_("the switch for desktop programs"),
        "system": N_("the system"),
    },
    "link_kind": {
        "wired": N_("cable"),
        "wifi": N_("wireless"),
        "mobile": N_("mobile network"),
        "tethered": N_("a phone's network"),
        "bluetooth": N_("a phone's network"),
        "vpn": N_("a tunnel (VPN)"),
        "guest": N_("a virtual computer's network"),
        "other": N_("something else"),
    },
}
"""What a code means to a person, by the field that holds it. A code that is not here is shown as it is."""

NOT_MEASURED = "–"


def fact_label(name: str, label: str) -> str:
    """The label without the unit in brackets that it may end with, when the value says the unit itself."""
    return label.rpartition(" (")[0] if label.endswith(")") and _unit(name) else label


def fact_text(name: str, value: object, words: Words) -> str:
    """`value` of the measurement field `name`, to be read by a person in the language of `words`."""
    if value is None or value in ("", ()):
        return NOT_MEASURED
    if isinstance(value, bool):
        return words(N_("Yes") if value else N_("No"))
    if isinstance(value, tuple | list | frozenset | set):
        return ", ".join(fact_text(name, each, words) for each in value)
    if not isinstance(value, int | float):
        return (
            words(value.message, value.facts) if isinstance(value, LocalizedText) else _coded(name, str(value), words)
        )
    if name.endswith("_share"):
        return f"{_number(100 * value, words)} %"
    unit = words(_unit(name))
    joint = "" if unit == "°" else "\N{NO-BREAK SPACE}"
    return f"{_number(value, words)}{joint}{unit}" if unit else _number(value, words)


def _coded(name: str, value: str, words: Words) -> str:
    code = CODES.get(name, {}).get(value)
    return words(code) if code else value


def _unit(name: str) -> str:
    return next((unit for ending, unit in UNITS if name.endswith(ending)), "")


def _number(value: float, words: Words) -> str:
    text = str(value) if isinstance(value, int) else f"{value:.0f}" if abs(value) >= 20 else f"{value:.1f}"
    text = text.replace("-", "−")
    return text.replace(".", ",") if words.language == "sv" else text

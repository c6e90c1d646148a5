"""Wording of coded values in the headset's measurement, as message ids."""

from __future__ import annotations

from readiness.i18n import N_

DEVICE_CLASSES = {
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
    "remote_audio": N_("something at the computer in front of you, which cannot be seen from here"),
    "virtual": N_("a program between you and the microphone"),
    "phone_as_mic": N_("a phone"),
    "analog_jack_unknown": N_("something in the round socket; the computer cannot see what"),
    "other": N_("something else"),
    "unknown": N_("something we do not know"),
    "recording": N_("a recording"),
}
"""Wording of device classes."""

BUSES = {
    "usb": N_("USB"),
    "bluetooth": N_("Bluetooth"),
    "internal": N_("inside the computer"),
    "virtual": N_("a program"),
    "hdmi": N_("HDMI"),
    "phone": N_("a phone"),
    "thunderbolt": N_("Thunderbolt"),
}
"""Wording of `host.audio.endpoint.AudioEndpoint.bus`."""

FORM_FACTORS = {
    "headset": N_("headset"),
    "headphone": N_("headphones"),
    "microphone": N_("microphone"),
    "speaker": N_("loudspeaker"),
    "webcam": N_("camera"),
    "internal": N_("built in"),
    "line": N_("line"),
    "handset": N_("handset"),
}
"""Wording of `host.audio.endpoint.AudioEndpoint.form_factor`."""

CODECS = {
    "cvsd": N_("CVSD, telephone sound"),
    "msbc": N_("mSBC, wide band"),
    "lc3": N_("LC3"),
}
"""Wording of Bluetooth speech codecs."""

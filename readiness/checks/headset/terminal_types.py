"""What the USB audio class' terminal types mean here (Device Class Definition for Terminal Types 1.0, chapter 2)."""

from __future__ import annotations

HEADSET = frozenset({0x0402})
SPEAKERPHONE = frozenset({0x0403, 0x0404, 0x0405})
"""Without, with suppressed, and with cancelled echo."""

SOCKET = frozenset({0x0601, 0x0602, 0x0603, 0x0604, 0x0605})
"""Analogue and digital connectors; what is plugged in there is not known."""

ON_DESK = frozenset({0x0202, 0x0205, 0x0206})
"""A desktop microphone, and microphone arrays."""

LOUD = frozenset({0x0304, 0x0305, 0x0306}) | SPEAKERPHONE
"""Loudspeakers on a desk, in a room, and for communication. 0x0301, plain "speaker", is what headsets say too."""

AT_THE_EAR = frozenset({0x0302, 0x0303, 0x0401, 0x0402})
"""Headphones, head-mounted displays, handsets and headsets."""

"""Readiness: is this workstation, this room and this person ready for a digital care meeting?"""

__version__ = "0.1.0"

"""Classifying a camera as physical, virtual (a program) or infrared (for signing in).

No system reports this directly, so it is inferred from the device's name and whether it has hardware. Each pattern
matches a product or a word that no ordinary webcam has in its name.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["physical", "virtual", "infrared"]

VIRTUAL_WORDS = (
    r"virtual\w*|virtuell|virtuel(?:le)?|virtuaali\w*|v4l2loopback|dummy video device",
    r"screen[ -]?(?:capture|record\w*|link|share)|uscreencapture|desktop[ -]?capture|capture screen|skärminspelning",
    r"desk ?view|skrivbordsvy",  # macOS: a piece of another camera's picture
    r"from phone|phone camera|continuity|kontinuitet\w*|iphone|ipad",  # a telephone lent as a camera
)
VIRTUAL_PRODUCTS = (
    r"OBS(?:[ -]?(?:Virtual|Cam\w*))?|Streamlabs|XSplit\w*|vMix\w*|Wirecast|PRISM Live|Ecamm|NDI|NewTek|Spout\w*",
    r"ManyCam|Many ?Cam|Snap ?Cam(?:era)?|SplitCam\w*|YouCam|CyberLink|WebcamMax|ChromaCam|AlterCam|CamTwist|SparkoCam",
    r"mmhmm|Airtime|Loom|Camtasia|Prezi|Krisp|FineCam|FineShare|Animaze|Avatarify|VTube\w*|VSeeFace|FaceRig",
    r"NVIDIA (?:Broadcast|RTX)\w*|Logi(?:tech)? Capture|Personify|PerfectCam|Voicemod|DeepFaceLive|Unity Video",
    r"DroidCam\w*|Iriun|EpocCam|i?VCam|e2eSoft|Camo|Reincubate|Kinoni|Larix|Wo ?Webcam|XbsjCam|NeuralCam",
    r"GoPro Webcam|Citrix(?: HDX)?|HDX|AkV\w*Cam\w*|Webcamoid|UnityCapture|VCamera|Opal Composer|mimoLive",
    r"EOS Webcam Utility|Imaging Edge|Webcam Utility|FUJIFILM X Webcam|LUMIX Webcam",
)
BOTH_WORDS = (r"RGB[ _/+-]?IR", r"IR[ _/+-]?RGB", r"RGBIR")
"""One camera for the picture and for signing in ("HP TrueVision FHD RGB-IR", 064e:3401), which meetings use."""

INFRARED_WORDS = (
    r"IR|IR ?(?:Cam(?:era)?|UVC|Web ?cam)\w*|infra-?r(?:ed|öd)\w*|near[ -]?infrared|NIR",
    r"Windows Hello|Hello (?:Face|IR|Cam\w*)|face (?:authentication|recognition|ID|login)",
    r"depth|djup(?:kamera|sensor)?|time[ -]of[ -]flight|ToF",
)


def _any_of(*patterns: str) -> re.Pattern[str]:
    """Compile a pattern matching any of them as whole words; an underscore separates words like a space."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])", re.IGNORECASE)


VIRTUAL = _any_of(*VIRTUAL_WORDS, *VIRTUAL_PRODUCTS)
INFRARED, BOTH = _any_of(*INFRARED_WORDS), _any_of(*BOTH_WORDS)


def camera_kind(name: str, *, is_software: bool = False) -> Kind:
    """Classify a camera.

    Args:
        name: its name in the system.
        is_software: whether the system reports that it has no hardware.
    """
    if is_software or VIRTUAL.search(name):
        return "virtual"
    return "infrared" if INFRARED.search(name) and not BOTH.search(name) else "physical"

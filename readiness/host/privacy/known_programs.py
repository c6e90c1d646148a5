"""Public names of programs that use cameras and microphones.

A program not listed here may be named after a person or a workplace, so its name is never reported.
"""

from __future__ import annotations

from pathlib import PureWindowsPath

TEAMS, SKYPE_FOR_BUSINESS, WEBEX, WHATSAPP = "Microsoft Teams", "Skype for Business", "Webex", "WhatsApp"
GOOGLE_CHROME = "Google Chrome"
NVIDIA_BROADCAST, REMOTE_DESKTOP = "NVIDIA Broadcast", "Remote Desktop"

_PROGRAMS = {
    "ms-teams": TEAMS,
    "msteams": TEAMS,
    "teams": TEAMS,
    "teams-for-linux": TEAMS,
    "hdxrtcengine": TEAMS,  # on this computer, for a Teams that runs on a Citrix desktop
    "hdxteams": TEAMS,
    "zoom": "Zoom",
    "zoom.us": "Zoom",
    "cpthost": "Zoom",  # its helper on Windows, while a meeting goes on
    "ciscocollabhost": WEBEX,
    "webex": WEBEX,
    "webexhost": WEBEX,
    "atmgr": WEBEX,
    "ciscojabber": "Cisco Jabber",
    "lync": SKYPE_FOR_BUSINESS,
    "skype": "Skype",
    "slack": "Slack",
    "discord": "Discord",
    "pexip infinity connect": "Pexip",
    "pexip": "Pexip",
    "vidyodesktop": "Vidyo",
    "facetime": "FaceTime",
    "whatsapp": WHATSAPP,
    "signal": "Signal",
    "signal-desktop": "Signal",
    "telegram": "Telegram",
    "telegram-desktop": "Telegram",
    "chrome": GOOGLE_CHROME,
    "google-chrome": GOOGLE_CHROME,
    "google chrome": GOOGLE_CHROME,
    "msedge": "Microsoft Edge",
    "microsoft-edge": "Microsoft Edge",
    "firefox": "Firefox",
    "firefox-esr": "Firefox",
    "chromium": "Chromium",
    "brave": "Brave",
    "vivaldi": "Vivaldi",
    "vivaldi-bin": "Vivaldi",
    "opera": "Opera",
    "safari": "Safari",
    "obs": "OBS Studio",
    "obs64": "OBS Studio",
    "camerahub": "Elgato Camera Hub",
    "logitune": "Logi Tune",
    "manycam": "ManyCam",
    "nvidia broadcast": NVIDIA_BROADCAST,
    "nvbroadcast": NVIDIA_BROADCAST,
    "snap camera": "Snap Camera",
    "wfica32": "Citrix Workspace",
    "vmware-view": "VMware Horizon",
    "mstsc": REMOTE_DESKTOP,
    "msrdc": REMOTE_DESKTOP,
    "windowscamera": "Windows Camera",
    "snippingtool": "Windows Snipping Tool",
    "voicerecorder": "Windows Voice Recorder",
    "soundrec": "Windows Sound Recorder",
    "natspeak": "Dragon",
    "speechexec": "SpeechExec",
    "audacity": "Audacity",
    "cheese": "Cheese",
    "snapshot": "GNOME Snapshot",
    "kamoso": "Kamoso",
    "guvcview": "guvcview",
    "vlc": "VLC",
    "ffmpeg": "FFmpeg",
    "parecord": "PulseAudio",
}
"""By the program file's name without folder and extension."""

_PACKAGES = {
    "msteams_8wekyb3d8bbwe": TEAMS,
    "microsoftteams_8wekyb3d8bbwe": TEAMS,
    "microsoft.skypeapp_kzf8qxf38zg5c": "Skype",
    "microsoft.windowscamera_8wekyb3d8bbwe": "Windows Camera",
    "microsoft.windowssoundrecorder_8wekyb3d8bbwe": "Windows Sound Recorder",
    "microsoft.screensketch_8wekyb3d8bbwe": "Windows Snipping Tool",
    "5319275a.whatsappdesktop_cv1g1gvanyjgm": WHATSAPP,
    "com.tinyspeck.slackdesktop_8yrtsj140pw4g": "Slack",
    "mozilla.firefox_n80bbvh6b1yt2": "Firefox",
}
"""By Windows' package family name."""

CALLS = frozenset(
    {TEAMS, SKYPE_FOR_BUSINESS, WEBEX, WHATSAPP, "Zoom", "Cisco Jabber", "Skype", "Slack", "Discord", "Pexip", "Vidyo",
     "FaceTime", "Signal", "Telegram"}
)  # fmt: skip
"""Calling programs: while one of them uses the microphone, somebody may be listening."""


def public_name(program: str) -> str | None:
    """Return the public name of a program; None if it is not known.

    Args:
        program: a path, a file name or a Windows package family name, optionally with an app id (`…!MSTeams`).
    """
    # Windows path rules work for every system, since they accept both slashes.
    file = PureWindowsPath(program.strip()).name.casefold().partition("!")[0]
    stem = file.removesuffix(".exe").removesuffix(".app")
    return _PACKAGES.get(file) or _PROGRAMS.get(stem)

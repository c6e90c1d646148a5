"""What the programs that hold cameras and microphones are called in public.

A program that is not in this table may be named after a person or a workplace: it is never named in a report.
"""

from __future__ import annotations

from pathlib import PureWindowsPath

TEAMS, SKYPE_FOR_BUSINESS, WEBEX, WHATSAPP = "Microsoft Teams", "Skype for Business", "Webex", "WhatsApp"
GOOGLE_CHROME = "Google Chrome"

_PROGRAMS = {
    "ms-teams": TEAMS,
    "msteams": TEAMS,
    "teams": TEAMS,
    "teams-for-linux": TEAMS,
    "zoom": "Zoom",
    "zoom.us": "Zoom",
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
"""By the name of the program file, without folder and ending."""

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
"""Programs that are for talking with others: while one of them listens, somebody may hear."""


def public_name(program: str) -> str | None:
    """The public name of a program; None when it is not known.

    Args:
        program: a path, a file name or a Windows package family name, with or without an app of it (`…!MSTeams`).
    """
    # A Windows path's rules fit here on every system: both slashes part folders.
    file = PureWindowsPath(program.strip()).name.casefold().partition("!")[0]
    stem = file.removesuffix(".exe").removesuffix(".app")
    return _PACKAGES.get(file) or _PROGRAMS.get(stem)

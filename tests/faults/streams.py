"""How the program is started: streams, locale, environment, working folder, arguments."""

from __future__ import annotations

from faults.commands import CommandFault
from faults.fault import ANSWERED
from faults.preparations import each, file

CHECK_AND_SAVE = ("check", "--only", "connection", "--lang", "en", "--out", "{here}/out")
SIGN = ("sign", "-o")
HOSTILE = "import os\nos._exit(77)\n"


def started(name: str, start: str, promised: str = ANSWERED, *, quick: bool = False) -> CommandFault:
    return CommandFault(name=f"started with {name}", start=start, promised=promised, quick=quick)


def in_environment(
    name: str, promised: str = ANSWERED, *, quick: bool = False, **environment: str | None
) -> CommandFault:
    return CommandFault(name=name, environment=environment, promised=promised, quick=quick)


def saves_a_sign(name: str, target: str) -> CommandFault:
    return CommandFault(
        name=f"a sign saved {name}",
        arguments=(*SIGN, target),
        promised="exit 0",
        environment={"QT_QPA_PLATFORM": "offscreen"},
    )


FAULTS: tuple[CommandFault, ...] = (
    started("standard input closed", 'exec "$@" <&-'),
    started("standard error closed", 'exec "$@" 2>&-', quick=True),
    started("standard error on a full disk", 'exec "$@" 2>/dev/full'),
    CommandFault(
        name="started with all streams closed",
        arguments=CHECK_AND_SAVE,
        start='exec "$@" <&- >&- 2>&-; ls out',
        promised="exit 0",
    ),
    CommandFault(
        name="started with standard output on a full disk",
        start='exec "$@" >/dev/full',
        promised="exit 3",
        sentence="The output cannot be written:",
    ),
    CommandFault(
        name="a reader that has gone",
        start='"$@" | true',
        promised="exit 0",
    ),
    in_environment("no locale at all", LANG=None, LC_ALL="C", LANGUAGE=None, quick=True),
    in_environment("a locale that is not installed", LC_ALL="xx_XX.KOI8-R"),
    in_environment("a Turkish locale", LC_ALL="tr_TR.UTF-8"),
    in_environment("output in Latin-1", PYTHONIOENCODING="latin-1"),
    in_environment("output in ASCII", PYTHONIOENCODING="ascii:strict", LC_ALL="C"),
    in_environment("a time zone that is not there", TZ="Mars/Olympus_Mons"),
    in_environment("a terminal of one column", COLUMNS="1", TERM="unknown"),
    in_environment("no PATH", PATH="/nowhere"),
    in_environment("no environment at all", PATH=None, HOME=None, LANG=None),
    in_environment("a PATH whose every entry is a stranger's", PATH="{here}/strangers:/usr/bin:/bin"),
    in_environment("a sound server that is not there", PULSE_SERVER="unix:/nowhere"),
    in_environment("a proxy that is no address", https_proxy="http://[::1", http_proxy="%%%"),
    CommandFault(
        name="modules of known names in the working folder",
        quick=True,
        arrange=each(*(file(f"{name}.py", HOSTILE) for name in ("socket", "selectors", "threading", "json", "numpy"))),
    ),
    CommandFault(
        name="modules of known names on PYTHONPATH's place in the data folder",
        arrange=each(*(file(f"data/{name}.py", HOSTILE) for name in ("sitecustomize", "usercustomize"))),
    ),
    CommandFault(
        name="programs of known names in the working folder and on PATH",
        arguments=("check", "--only", "browser", "--json"),
        arrange=each(
            *(
                file(f"strangers/{name}", '#!/bin/sh\ntouch "$READINESS_DATA/../was_run"\n', 0o700)
                for name in ("google-chrome", "google-chrome-stable", "gcc", "ldconfig", "pactl", "xdg-settings")
            )
        ),
        environment={"PATH": "{here}/strangers:{here}:/usr/bin:/bin"},
        start='"$@"; ends=$?; [ ! -e was_run ] && exit $ends',
    ),
    started("a working folder that is gone", 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'),
    started("a working folder under å, an emoji and a line break", "mkdir 'å 📁\nb' && cd 'å 📁\nb' && exec \"$@\""),
    started(
        "200 descriptors open",
        'exec python3 -c \'import os, sys; [os.set_inheritable(os.open("/dev/null", 0), True) '
        'for _ in range(200)]; os.execvp(sys.argv[1], sys.argv[1:])\' "$@"',
    ),
    started("64 descriptors allowed", 'ulimit -n 64; exec "$@"'),
    started("core files allowed", 'ulimit -c unlimited; exec "$@"'),
    started("signals ignored by whoever starts it", "trap '' INT TERM HUP PIPE USR1; exec \"$@\""),
    started("an umask of 777", 'umask 777; exec "$@"', promised=ANSWERED),
    CommandFault(name="a command that is not one", arguments=("chek",), promised="exit 2"),
    CommandFault(
        name="a check that is not one",
        arguments=("check", "--only", "kamera", "--lang", "en"),
        promised="exit 2",
        sentence="is not one of",
    ),
    CommandFault(
        name="a camera's name with commands for a terminal",
        arguments=("check", "--only", "camera", "--json", "--lang", "en", "--camera", "\x1b[2J\u202e"),
        promised="camera.not_found",
    ),
    saves_a_sign("under å, an emoji and a space", "Rum å 📁 3.2"),
    CommandFault(
        name="a sign saved where there is no folder",
        arguments=(*SIGN, "{here}/none/at all.pdf"),
        promised="exit 2",
        environment={"QT_QPA_PLATFORM": "offscreen"},
    ),
    CommandFault(
        name="a sign saved to a full disk",
        arguments=(*SIGN, "/dev/full"),
        promised="exit 2",
        environment={"QT_QPA_PLATFORM": "offscreen"},
    ),
    CommandFault(
        name="the supporter's file saved to a device",
        arguments=("doctor", "-o", "/dev/full", "--lang", "en"),
        promised="exit 2",
        sentence="The file cannot be saved as",
        within_s=15,
    ),
    CommandFault(
        name="the window asked for without a screen",
        arguments=("--lang", "en"),
        promised="exit 2",
        sentence="There is no screen here.",
        environment={"DISPLAY": None, "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None},
        checkout_only=True,  # a package's program for terminals opens no window at all
    ),
    CommandFault(
        name="the window asked for on a screen that has gone",
        arguments=("--lang", "en"),
        promised="exit 2",
        sentence="There is no screen here.",
        environment={"DISPLAY": ":987654", "WAYLAND_DISPLAY": None, "QT_QPA_PLATFORM": None},
        checkout_only=True,
    ),
)

"""Google Chrome started hidden, in a temporary profile, spoken to over a pipe, and gone afterwards whatever happens."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from readiness.host.browser.devtools_pipe import DevTools
from readiness.host.browser.rehearsal_profile import write_profile
from readiness.host.system import program_start

if sys.platform == "win32":
    from readiness.host.browser.hidden_process_windows import HiddenProcess
else:
    from readiness.host.browser.hidden_process_posix import HiddenProcess

_FEATURES = (
    "LoadingPredictor",
    "LocalNetworkAccessChecks",
    "LocalNetworkAccessChecksWebRTC",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "Translate",
    "WebRtcHideLocalIpsWithMdns",
)
"""Turned off: what asks others by itself (hidden local addresses, `….local`, are asked of the whole network), and what
would keep a page that came over no network from servers on the organisation's own."""

_NOBODY = "https://localhost:9"
"""Where Chrome looks for its maker: no proxy is asked for localhost, and nobody listens at the discard port."""

SWITCHES = (
    "--headless=new",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-crash-reporter",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    f"--disable-features={','.join(_FEATURES)}",
    "--metrics-recording-only",
    "--no-pings",
    "--no-service-autorun",
    "--password-store=basic",
    "--use-mock-keychain",
    f"--component-updater=url-source={_NOBODY}",
    f"--apps-gallery-update-url={_NOBODY}",
    f"--gaia-url={_NOBODY}",
    f"--google-apis-url={_NOBODY}",
    f"--google-base-url={_NOBODY}",
    f"--lso-url={_NOBODY}",
    f"--variations-server-url={_NOBODY}",
    f"--variations-insecure-server-url={_NOBODY}",
    "--autoplay-policy=no-user-gesture-required",
    "--auto-accept-camera-and-microphone-capture",
    "--mute-audio",
)
"""No window, no question, no download, no account and no report; a page's own sounds stay silent.

The devices are opened unasked, also where a policy says no: whether the site may use them is asked of the permissions.
"""

PREFIX = "readiness-rehearsal-"
_LEFT_BEHIND_S = 600.0
_LONGEST_TEMPORARY = 50
_REMOVE_AGAIN_S = (0.05, 0.2, 0.5)


@contextmanager
def hidden_chrome(
    program: Path, preferences: Mapping[str, object], switches: Sequence[str] = (), folder: Path | None = None
) -> Iterator[DevTools]:
    """A running Chrome to speak to.

    Args:
        program: Chrome's program file, or its bundle on macOS.
        preferences: of its temporary profile.
        switches: more for its command line.
        folder: where temporary folders are made; None for the system's place.

    Raises:
        OSError: it cannot be started.
    """
    place = Path(folder or tempfile.gettempdir())
    sweep(place)
    profile = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    try:
        write_profile(profile, preferences)
        command = [str(executable(program)), f"--user-data-dir={profile}", *SWITCHES, *_as_root(), *switches]
        process = HiddenProcess([*command, "about:blank"], _environment(profile), profile)
        try:
            tools = DevTools(process.commands, process.answers)
            try:
                yield tools
            finally:
                tools.close()
        finally:
            process.kill()  # nothing in its profile is worth the wait for an orderly end
    finally:
        _remove(profile)


def executable(program: Path) -> Path:
    """The file to start: inside the bundle on macOS, the program itself elsewhere."""
    return program / "Contents/MacOS" / program.stem if program.suffix == ".app" else program


def sweep(place: Path) -> None:
    """Remove what a rehearsal that was killed has left; only this person's own folders, and only old ones."""
    for left in place.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            told = left.lstat()
            is_ours = sys.platform == "win32" or told.st_uid == os.getuid()
            if is_ours and left.is_dir() and not left.is_symlink() and time.time() - told.st_mtime > _LEFT_BEHIND_S:
                shutil.rmtree(left, ignore_errors=True)


def _environment(profile: Path) -> dict[str, str]:
    """What Chrome puts aside on Linux and macOS (sockets, caches) goes into the temporary folder as well."""
    # A socket's path has 104 bytes on macOS, of which Chrome's own part takes some 50.
    own = {"TMPDIR": str(profile)} if len(str(profile)) <= _LONGEST_TEMPORARY else {}
    return program_start.environment() | own | {"XDG_CACHE_HOME": str(profile), "BREAKPAD_DUMP_LOCATION": str(profile)}


def _as_root() -> tuple[str, ...]:
    """Chrome's sandbox cannot be made by root, as in a container; nobody else ever goes without."""
    return ("--no-sandbox",) if sys.platform != "win32" and os.geteuid() == 0 else ()


def _remove(profile: Path) -> None:
    """A process that was just killed may hold a file open for a moment on Windows."""
    for pause_s in _REMOVE_AGAIN_S:
        shutil.rmtree(profile, ignore_errors=True)
        if not profile.exists():
            return
        time.sleep(pause_s)

"""Running a headless Google Chrome with a temporary profile, controlled over a pipe and always cleaned up."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from readiness.file_reader import read_plist
from readiness.host.browser.devtools_pipe import DevTools
from readiness.host.browser.rehearsal_profile import temporary_profile
from readiness.host.system import program_start

if sys.platform == "win32":
    from readiness.host.browser.hidden_process_windows import HiddenProcess
else:
    from readiness.host.browser.hidden_process_posix import HiddenProcess

_FEATURES = (
    "LoadingPredictor",
    "LocalNetworkAccessChecks",
    "LocalNetworkAccessChecksWebRTC",
    "MacAppCodeSignClone",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "Translate",
    "WebRtcHideLocalIpsWithMdns",
)
"""Disabled features: those that make network requests of their own (mDNS-obfuscated local addresses are resolved on the
whole network), and those that keep a page which was not loaded over the network from reaching local servers.

`MacAppCodeSignClone`: on a Mac Chrome copies itself as it starts, and removes the copy only when it is not killed
(chromium: chrome/browser/mac/code_sign_clone_manager.h). From its next update on each copy takes a gigabyte.
"""

_NOBODY = "https://localhost:9"
"""Replaces Google's servers: proxies are not used for localhost, and nothing listens on the discard port."""

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
    "--do-not-de-elevate",
)
"""No window, prompts, downloads, accounts or reports; audio output is muted.

On Windows a Chrome that an administrator's program starts with all its rights starts another without them and ends, and
that one would have neither our pipes nor an end (chromium: chrome/browser/chrome_browser_main_win.cc).

Devices are opened without a prompt even if a policy denies them, so permissions must be queried separately.
"""

_LONGEST_TEMPORARY = 50


@contextmanager
def hidden_chrome(
    program: Path, preferences: Mapping[str, object], switches: Sequence[str] = (), folder: Path | None = None
) -> Iterator[DevTools]:
    """Start Chrome and yield a connection to it.

    Args:
        program: Chrome's program file, or its bundle on macOS.
        preferences: preferences for the temporary profile.
        switches: additional command line switches.
        folder: parent of the temporary folder; None for the system's default.

    Raises:
        OSError: it cannot be started.
    """
    with temporary_profile(Path(folder or tempfile.gettempdir()), preferences) as profile:
        command = [str(executable(program)), f"--user-data-dir={profile}", *SWITCHES, *_as_root(), *switches]
        process = HiddenProcess([*command, "about:blank"], _environment(profile), profile)
        try:
            tools = DevTools(process.commands, process.answers)
            try:
                yield tools
            finally:
                tools.close()
        finally:
            process.kill()  # its profile is discarded, so an orderly exit is not worth the wait


def executable(program: Path) -> Path:
    """Return the executable: on macOS inside the bundle, which may have been renamed; the program itself elsewhere."""
    if program.suffix != ".app":
        return program
    return program / "Contents/MacOS" / str(read_plist(program / "Contents/Info.plist").get("CFBundleExecutable"))


def _environment(profile: Path) -> dict[str, str]:
    """Return an environment that puts Chrome's sockets and caches on Linux and macOS in the temporary folder."""
    # A socket's path is limited to 104 bytes on macOS, of which Chrome's own part takes about 50.
    own = {"TMPDIR": str(profile)} if len(str(profile)) <= _LONGEST_TEMPORARY else {}
    return program_start.environment() | own | {"XDG_CACHE_HOME": str(profile), "BREAKPAD_DUMP_LOCATION": str(profile)}


def _as_root() -> tuple[str, ...]:
    """Return the switch that disables the sandbox, which does not work for root (in a container); never otherwise."""
    return ("--no-sandbox",) if sys.platform != "win32" and os.geteuid() == 0 else ()

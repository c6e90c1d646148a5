"""Starting Google Chrome with the meeting's address: never the default browser, never through a shell."""

from __future__ import annotations

import enum
import sys
from urllib.parse import urlsplit

from readiness.host.browser.browser import Browser, google_chrome
from readiness.host.system import program_start

REFUSAL_WAIT_S = 1.0
"""A Chrome that cannot start exits at once with an error code; if one is running, the new process exits with 0."""


class ChromeStart(enum.Enum):
    """The result of starting Chrome."""

    STARTED = "started"
    NOT_HTTPS = "not_https"
    NO_CHROME = "no_chrome"
    REFUSED = "refused"


def open_in_chrome(url: str, chrome: Browser | None = None, refusal_wait_s: float = REFUSAL_WAIT_S) -> ChromeStart:
    """Open `url` in Google Chrome. Blocks for up to about a second, so call it off the GUI thread.

    Args:
        url: a complete https address, or empty to start only Chrome; anything else is refused.
        chrome: the Google Chrome to start; by default the installed one.
        refusal_wait_s: a process that is still running after this long counts as started.
    """
    import subprocess  # takes time that a window which is about to open has not

    if url and (urlsplit(url).scheme != "https" or not urlsplit(url).hostname):
        return ChromeStart.NOT_HTTPS
    chrome = chrome or _installed_chrome()
    if chrome is None or not chrome.is_google_chrome:
        return ChromeStart.NO_CHROME
    try:
        code = program_start.start(_command(chrome, url)).wait(refusal_wait_s)
    except subprocess.TimeoutExpired:
        return ChromeStart.STARTED
    except OSError:
        return ChromeStart.REFUSED
    return ChromeStart.REFUSED if code else ChromeStart.STARTED


def _installed_chrome() -> Browser | None:
    from readiness.host.browser.chrome import installed_browsers  # ten modules, for the moment when a meeting is opened

    return google_chrome(installed_browsers())


def _command(chrome: Browser, url: str) -> list[str]:
    program, address = str(chrome.program), [url] if url else []
    return ["/usr/bin/open", "-a", program, *address] if sys.platform == "darwin" else [program, *address]

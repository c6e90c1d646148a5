"""Starting Google Chrome itself with the meeting's address: never the default browser, never through a shell."""

from __future__ import annotations

import enum
import subprocess
import sys
import threading
from urllib.parse import urlsplit

from readiness.host.browser.browser import Browser, google_chrome
from readiness.host.browser.chrome import installed_browsers
from readiness.host.system import program_start

REFUSAL_WAIT_S = 1.0
"""A Chrome that cannot start ends at once with an exit code; one that is running hands the address over and ends."""


class ChromeStart(enum.Enum):
    """How it went."""

    STARTED = "started"
    NOT_HTTPS = "not_https"
    NO_CHROME = "no_chrome"
    REFUSED = "refused"


def open_in_chrome(url: str, chrome: Browser | None = None, refusal_wait_s: float = REFUSAL_WAIT_S) -> ChromeStart:
    """Open `url` in Google Chrome. Takes up to about a second; call it off the window's thread.

    Args:
        url: a complete https address, or an empty string for Chrome alone; anything else is not opened.
        chrome: the Google Chrome to start; the one on this computer when left out.
        refusal_wait_s: a program that has not ended after this long counts as started.
    """
    if url and (urlsplit(url).scheme != "https" or not urlsplit(url).hostname):
        return ChromeStart.NOT_HTTPS
    chrome = chrome or google_chrome(installed_browsers())
    if chrome is None or not chrome.is_google_chrome:
        return ChromeStart.NO_CHROME
    try:
        with program_start.libraries_of_the_system():
            process = subprocess.Popen(
                _command(chrome, url),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=program_start.environment(),
                start_new_session=True,
            )
        code = process.wait(refusal_wait_s)
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, daemon=True).start()  # somebody must wait, or it ends as a zombie
        return ChromeStart.STARTED
    except OSError:
        return ChromeStart.REFUSED
    return ChromeStart.REFUSED if code else ChromeStart.STARTED


def _command(chrome: Browser, url: str) -> list[str]:
    program, address = str(chrome.program), [url] if url else []
    return ["open", "-a", program, *address] if sys.platform == "darwin" else [program, *address]

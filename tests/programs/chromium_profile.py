"""Headless Chromium from Debian: shows how it interprets a profile or policies, and writes real profiles.

    python tests/programs/chromium_profile.py tests/samples/chromium      makes the saved profiles again

Commands on its debugging pipe open its settings page and set the switches there. The browser itself writes
`Local State`, `Last Version` and `Preferences`. Policies are visible to this browser only, in a mount namespace.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

CHROMIUM = "/usr/bin/chromium"
QUIET = ("--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-component-update",
         "--disable-background-networking", "--disable-sync", "--password-store=basic")  # fmt: skip
POLICIES = "/etc/chromium"
BEGIN = """
import os, sys
commands, answers = (os.dup(int(each)) for each in sys.argv[1:3])
for ours, theirs in ((commands, 3), (answers, 4)):
    os.dup2(ours, theirs)
    os.set_inheritable(theirs, True)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium reads commands on descriptor 3 and writes answers on 4."""

STOP_S = 20.0
SITE = "https://video.example.se"
DEVICES = {"camera": "media-stream-camera", "microphone": "media-stream-mic"}
SAMPLES: Mapping[str, Mapping[str, str]] = {
    "camera_blocked": {"camera": "block"},
    "microphone_blocked": {"microphone": "block"},
    "both_allowed": {"camera": "allow", "microphone": "allow"},
    "never_asked": {},
}
"""The saved profiles, and what was set for `SITE` in each."""


class Chromium:
    """A client of a running Chromium in the DevTools protocol: JSON with a zero byte after each message."""

    def __init__(self, commands: BinaryIO, answers: BinaryIO) -> None:
        self._commands, self._answers = commands, answers
        self._number = 0

    def ask(self, method: str, session: str = "", **parameters: object) -> Mapping[str, Any]:
        """Send a command and return its answer; events are ignored."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        self._commands.write(json.dumps(command | ({"sessionId": session} if session else {})).encode() + b"\0")
        self._commands.flush()
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                return dict(answer["result"])

    def open_page(self, url: str) -> str:
        """Open an address, wait until it has loaded, and return the page's session id."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = str(self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self.ask("Page.navigate", session, url=url)
        loaded = "new Promise(done => document.readyState == 'complete' ? done() : addEventListener('load', done))"
        self.run(session, loaded)
        return session

    def run(self, session: str, script: str) -> Any:
        """Run a script in a page and return its value."""
        answer = self.ask("Runtime.evaluate", session, expression=script, awaitPromise=True, returnByValue=True)
        return answer["result"].get("value")

    def title_of(self, url: str, *expected: str) -> str:
        """Open an address and return its title, once it is one of those expected; needs no script of the page."""
        target = self.ask("Target.createTarget", url=url)["targetId"]
        while True:
            title = str(self.ask("Target.getTargetInfo", targetId=target)["targetInfo"]["title"])
            if title in expected:
                return title

    def pages(self) -> list[str]:
        """The addresses of all pages."""
        return [each["url"] for each in self.ask("Target.getTargets")["targetInfos"] if each["type"] == "page"]

    def _next(self) -> Mapping[str, Any]:
        message = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            if not byte:
                raise EOFError("Chromium has ended")
            message += byte
        return dict(json.loads(message))


@contextmanager
def chromium(
    user_data: Path,
    *arguments: str,
    policies: Mapping[str, object] | str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[Chromium]:
    """Run Chromium with these profiles; on exit it is closed and has written them.

    Args:
        user_data: the folder of its profiles, which need not exist.
        arguments: further command-line arguments.
        policies: mandatory policies for this browser only, or the content of a file of them.
        environment: its environment variables; None for those of this process.
    """
    (their_in, our_out), (our_in, their_out) = os.pipe(), os.pipe()
    browser = [CHROMIUM, *QUIET, "--remote-debugging-pipe", f"--user-data-dir={user_data}", *arguments]
    command = [sys.executable, "-c", BEGIN, str(their_in), str(their_out), *browser]
    if policies is not None:
        managed = user_data.parent / "etc/policies/managed"
        managed.mkdir(parents=True)
        content = policies if isinstance(policies, str) else json.dumps(policies)
        (managed / "region.json").write_text(content, encoding="utf-8")
        mount = f'mount --bind "$0" {POLICIES} && exec "$@"'
        namespace = ["unshare", "--map-root-user", "--mount", "sh", "-c", mount]
        command = [*namespace, str(managed.parent.parent), *command]
    null = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=null, stdout=null, stderr=null, pass_fds=(their_in, their_out), env=environment
    )
    os.close(their_in)
    os.close(their_out)
    with os.fdopen(our_out, "wb") as commands, os.fdopen(our_in, "rb") as answers:
        try:
            running = Chromium(commands, answers)
            yield running
            running.ask("Browser.close")
            process.wait(STOP_S)
        finally:
            process.kill()
            process.wait()


def set_site(browser: Chromium, site: str, settings: Mapping[str, str]) -> None:
    """Set a site's switches on Chromium's own settings page.

    Args:
        browser: a running one.
        site: the site's origin.
        settings: `camera` and `microphone`, each `block`, `allow` or `default`.
    """
    page = browser.open_page(f"chrome://settings/content/siteDetails?site={site}")
    for device, setting in settings.items():
        browser.run(page, f"chrome.send('setOriginPermissions', ['{site}', '{DEVICES[device]}', '{setting}'])")


def make(folder: Path, settings: Mapping[str, str]) -> None:
    """Save a profile, with only the site settings of `Preferences`, since the rest differs between machines."""
    with tempfile.TemporaryDirectory() as temporary:
        user_data = Path(temporary) / "data"
        with chromium(user_data) as browser:
            set_site(browser, SITE, settings)
        profile = json.loads((user_data / "Default/Preferences").read_text(encoding="utf-8"))["profile"]
        site_settings = {
            name: profile[name] for name in ("content_settings", "default_content_setting_values") if name in profile
        }
        (folder / "Default").mkdir(parents=True, exist_ok=True)
        text = json.dumps({"profile": site_settings}, separators=(",", ":"))
        (folder / "Default/Preferences").write_text(text, encoding="utf-8")
        (folder / "Last Version").write_bytes((user_data / "Last Version").read_bytes())


def main(folder: Path) -> None:
    """Make all saved profiles."""
    for name, settings in SAMPLES.items():
        make(folder / name, settings)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

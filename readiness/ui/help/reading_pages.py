"""The pages that the menu opens: help, keyboard shortcuts, about, problems for IT, log."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from readiness import __version__
from readiness.guideline.data import Guideline
from readiness.i18n import N_, Words
from readiness.model import CODE_IF_TAKEN, COMMON_FINDINGS, AnyCheck, Finding
from readiness.support import about
from readiness.support.help_page import help_page
from readiness.ui.help.reading_dialog import ReadingDialog
from readiness.ui.widgets.key_names import on_keyboard

KEYS = (
    ("Enter", N_("Do what the button at the top says")),
    ("1 · 2 · 3", N_("Open a step")),
    ("F5", N_("Test all again")),
    ("F1", N_("Help on what is at the top")),
    ("F10", N_("Open the menu")),
    ("K · M", N_("Choose camera, choose microphone")),
    ("L", N_("Listen to yourself")),
    ("↑ ↓", N_("From test to test")),
    ("R", N_("Test the chosen row again")),
    ("J · N · I", N_("Yes, no, not applicable")),
    (N_("Shift+Y"), N_("Yes to the rest of the group")),
    ("S", N_("The same answers as earlier today")),
    ("V", N_("Why is this asked?")),
    ("D", N_("To the sign on the door")),
    ("Ctrl+P · Ctrl+S · F11", N_("Print the sign, save it, fill the screen with it")),
)


class ReadingPages:
    """Opens them, one window each, in front of `window`. `log` reads what has stopped."""

    def __init__(
        self, window: QWidget, checks: Sequence[AnyCheck], guideline: Guideline | None, log: Callable[[], str]
    ) -> None:
        self._window, self._checks, self._guideline, self._log = window, tuple(checks), guideline, log
        self._help: ReadingDialog | None = None
        self._page: ReadingDialog | None = None

    def open_help(self, words: Words, finding: Finding | None = None) -> None:
        """Open the help page at the heading of that finding, or where it was."""
        if self._help is None:
            self._help = ReadingDialog(self._window, searchable=True)
        page = help_page(self._checks, self._guideline, words)
        self._help.show_page(words(N_("Help for Readiness")), page, words, anchor_of(finding) if finding else "")

    def open_keys(self, words: Words) -> None:
        """Open the list of keyboard shortcuts."""
        rows = "".join(
            f"<tr><td><b>{html.escape(on_keyboard(words(key)))}</b>&nbsp;&nbsp;&nbsp;</td><td>{html.escape(words(text))}</td></tr>"
            for key, text in KEYS
        )
        title = words(N_("Keys"))
        self._open(title, f'<h2>{html.escape(title)}</h2><table cellspacing="6">{rows}</table>', words)

    def open_about(self, words: Words) -> None:
        """Open the page with version, licence, guideline and stored data."""
        self._open(words(N_("About Readiness")), about_page(self._guideline, words), words)

    def open_troubles(self, troubles: Sequence[str], words: Words) -> None:
        """Open the list of IT's settings that are invalid."""
        title = words(N_("What IT has set wrongly"))
        paragraphs = "".join(f"<p>{html.escape(each)}</p>" for each in troubles)
        self._open(title, f"<h2>{html.escape(title)}</h2>{paragraphs}", words)

    def open_log(self, words: Words) -> None:
        """What has stopped on this station, and where."""
        title = words(N_("Log"))
        text = words(N_("What has stopped, and where in the program. It names nobody; IT support may ask for it."))
        lines = self._log() or words(N_("Nothing has stopped."))
        self._open(title, f"<h2>{title}</h2><p>{html.escape(text)}</p><pre>{html.escape(lines)}</pre>", words)

    def _open(self, title: str, page: str, words: Words) -> None:
        if self._page is None:
            self._page = ReadingDialog(self._window, searchable=False)
        self._page.show_page(title, page, words)


def anchor_of(finding: Finding) -> str:
    """Return the help page's anchor for a finding; those that every check can have share one.

    The headline distinguishes them from a rule with the same name, such as `silent`.
    """
    if finding.waits_for:
        return finding.waits_for
    what = finding.code.rpartition(".")[2]
    what = next((each for each, other in CODE_IF_TAKEN.items() if other == what), what)
    if what in COMMON_FINDINGS and COMMON_FINDINGS[what][0] == finding.headline:
        return f"any.{what}"
    return finding.code.removesuffix(".no").removesuffix(".unanswered")


def about_page(guideline: Guideline | None, words: Words) -> str:
    """Return the about page as HTML."""
    lines = [
        words(N_("Is this workstation ready for a digital care meeting? Go or no-go, and the one thing to do next."))
    ]
    lines.append(words(N_("Version {version}. Free software under the MIT licence."), {"version": __version__}))
    if guideline:
        document = guideline.document
        text = N_(
            "It carries out the guideline {title}, {id} version {version}, valid from {valid_from} to {valid_to}."
        )
        facts = {
            "title": document.title,
            "id": document.id,
            "version": document.version,
            "valid_from": document.valid_from.isoformat(),
            "valid_to": document.valid_to.isoformat(),
        }
        lines.append(words(text, facts))
    lines.append(words(N_("Nothing is recorded. Picture and sound never leave the computer.")))
    body = "".join(f"<p>{html.escape(each)}</p>" for each in lines)
    parts = [f"{each.name} {each.version}: {each.licence}" for each in about.third_party()]
    made_of = "".join(f"<li>{html.escape(each)}</li>" for each in parts)
    title = html.escape(words(N_("Made with the work of others")))
    return f"<h1>Readiness</h1>{body}<h2>{title}</h2><ul>{made_of}</ul><pre>{html.escape(about.licence())}</pre>"

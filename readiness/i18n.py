"""Message catalogues: English message ids in the code, a gettext catalogue in `assets/locale` a language."""

from __future__ import annotations

import ctypes
import gettext
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from readiness.assets import asset

LANGUAGES = ("sv", "en")
ENGLISH_LANGID = 0x09


def N_(text: str) -> str:  # noqa: N802  (gettext's own name for "translate this later")
    """Mark a message id for extraction; it is translated where it is shown."""
    return text


class LocalizedText(str):
    """A fact that is a sentence: stable English to programs, a message id with its places to whoever shows it.

    Args:
        message: a message id; `{places}` are filled from the facts.
        facts: what stands in the places, as they are in every language.
    """

    __slots__ = ("facts", "message")

    message: str
    facts: Mapping[str, str]

    def __new__(cls, message: str, **facts: str) -> Self:
        """The message with its places filled, in English."""
        told = super().__new__(cls, message.format_map(facts))
        told.message, told.facts = message, facts
        return told

    def __getnewargs_ex__(self) -> tuple[tuple[str], Mapping[str, str]]:
        """What pickle makes it again from, in another process."""
        return (self.message,), self.facts


class Words:
    """One language's words.

    Args:
        language: one of `LANGUAGES`; a message without a translation is shown in English.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue: gettext.NullTranslations
        try:
            self._catalogue = gettext.translation("readiness", str(asset("locale")), [language], fallback=True)
        except Exception:  # noqa: BLE001  (a torn catalogue costs the language, not the test)
            self._catalogue = gettext.NullTranslations()

    def __call__(self, message: str, facts: Mapping[str, object] | None = None) -> str:
        """`message` in this language with its places filled from `facts`; a missing fact is shown as a dash."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format_map(_Facts(facts or {})) if "{" in text else text

    def value(self, text: str) -> str:
        """A measured text as a person reads it: a `LocalizedText` in this language, a name or a code as it is."""
        return self(text.message, text.facts) if isinstance(text, LocalizedText) else text


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "–"


def system_language() -> str:
    """Swedish, unless the system speaks English."""
    if sys.platform == "win32":
        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF  # LANGID: Microsoft's language identifiers
        return "en" if primary == ENGLISH_LANGID else "sv"
    spoken = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if not spoken and sys.platform == "darwin":  # a program that is started from the Finder is told by no variable
        spoken = macos_language(Path.home() / "Library/Preferences/.GlobalPreferences.plist")
    return "en" if spoken.lower().startswith("en") else "sv"


def macos_language(preferences: Path) -> str:
    """The first of a person's languages, for example `en-SE`; empty when macOS' preferences do not say."""
    import plistlib

    try:
        with preferences.open("rb") as file:
            languages = plistlib.load(file).get("AppleLanguages")
    except (OSError, plistlib.InvalidFileException, ValueError):
        return ""
    return str(languages[0]) if languages else ""

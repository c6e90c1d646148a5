"""Translation: English message ids in the code, one gettext catalogue per language in `assets/locale`."""

from __future__ import annotations

import ctypes
import gettext
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from readiness.assets import asset
from readiness.file_reader import read_plist

LANGUAGES = ("sv", "en")
ENGLISH_LANGID = 0x09


def N_(text: str) -> str:  # noqa: N802  (gettext's own name for "translate this later")
    """Mark a message id for extraction; it is translated where it is shown."""
    return text


LONGEST_FACT = 300
"""Characters of a name in a sentence. Laying out a megabyte of them stops the window for seconds."""


class LocalizedText(str):
    """A fact that is a sentence: as a `str` it is stable English, and `Words.value` translates it.

    Args:
        message: a message id with `{placeholders}`.
        facts: the placeholders' values, the same in every language.
    """

    __slots__ = ("facts", "message")

    message: str
    facts: Mapping[str, str]

    def __new__(cls, message: str, **facts: str) -> Self:
        """Fill the placeholders, in English."""
        text = super().__new__(cls, message.format_map(facts))
        text.message, text.facts = message, facts
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str], Mapping[str, str]]:
        """Return the constructor's arguments for pickling."""
        return (self.message,), self.facts


class Words:
    """Translator into one language: `words(N_("…"))`.

    Args:
        language: one of `LANGUAGES`; untranslated messages are shown in English.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue: gettext.NullTranslations
        try:
            self._catalogue = gettext.translation("readiness", str(asset("locale")), [language], fallback=True)
        except Exception:  # noqa: BLE001  (with a corrupt catalogue the program runs in English)
            self._catalogue = gettext.NullTranslations()

    def __call__(self, message: str, facts: Mapping[str, object] | None = None) -> str:
        """Translate `message` and fill its placeholders from `facts`; a missing fact is shown as a dash."""
        text = self._catalogue.gettext(message) if message else ""
        if "{" not in text:
            return text
        own = {name: self.value(fact) if isinstance(fact, str) else fact for name, fact in (facts or {}).items()}
        return text.format_map(_Facts(own))

    def value(self, text: str) -> str:
        """Translate a measured text if it is a `LocalizedText`; return a name or code unchanged."""
        return self(text.message, text.facts) if isinstance(text, LocalizedText) else text


class _Facts(dict[str, object]):
    def __getitem__(self, key: str) -> object:
        fact = super().__getitem__(key)
        too_long = isinstance(fact, str) and len(fact) > LONGEST_FACT
        return f"{str(fact)[: LONGEST_FACT - 1]}…" if too_long else fact

    def __missing__(self, key: str) -> str:
        return "–"


def system_language() -> str:
    """Return `en` if the system's language is English, else `sv`."""
    if sys.platform == "win32":
        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF  # LANGID: Microsoft's language identifiers
        return "en" if primary == ENGLISH_LANGID else "sv"
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if not locale and sys.platform == "darwin":  # programs started from the Finder have no locale variables
        locale = macos_language(Path.home() / "Library/Preferences/.GlobalPreferences.plist")
    return "en" if locale.lower().startswith("en") else "sv"


def macos_language(preferences: Path) -> str:
    """Return the person's first preferred language, for example `en-SE`; empty if macOS' preferences name none."""
    languages = read_plist(preferences).get("AppleLanguages")
    return str(languages[0]) if isinstance(languages, list) and languages else ""

"""Message catalogues: English message ids in the code, a gettext catalogue in `assets/locale` a language."""

from __future__ import annotations

import gettext
from collections.abc import Mapping

from readiness.assets import asset

LANGUAGES = ("sv", "en")


def N_(text: str) -> str:  # noqa: N802  (gettext's own name for "translate this later")
    """Mark a message id for extraction; it is translated where it is shown."""
    return text


class Words:
    """One language's words.

    Args:
        language: one of `LANGUAGES`; a message without a translation is shown in English.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = gettext.translation("readiness", str(asset("locale")), [language], fallback=True)

    def __call__(self, message: str, facts: Mapping[str, object] | None = None) -> str:
        """`message` in this language with its places filled from `facts`; a missing fact is shown as a dash."""
        text = self._catalogue.gettext(message) if message else ""
        return text.format_map(_Facts(facts or {})) if "{" in text else text


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "–"

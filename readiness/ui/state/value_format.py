"""Formatting measured values: the unit from the field's name, the decimal separator from the language. No Qt."""

from __future__ import annotations

from readiness.i18n import N_, Words
from readiness.model import Fact

UNITS = (
    ("_per_s", ""),
    ("_dbfs", "dBFS"),
    ("_db", "dB"),
    ("_percent", "%"),
    ("_kbps", "kbit/s"),
    ("_mbps", "Mbit/s"),
    ("_khz", "kHz"),
    ("_hz", "Hz"),
    ("_fps", N_("pictures/s")),
    ("_ms", "ms"),
    ("_px", N_("pixels")),
    ("_deg", "°"),
    ("_stops", N_("stops")),
    ("_days", N_("days")),
    ("_s", "s"),
)
"""Units by field name suffix; the first match counts."""

NOT_MEASURED = "–"


UNDESCRIBED = Fact(label="")


def fact_label(name: str, label: str) -> str:
    """Return the label without a trailing unit in brackets if the value is shown with its unit."""
    return label.rpartition(" (")[0] if label.endswith(")") and _unit(name) else label


def fact_text(name: str, value: object, words: Words, fact: Fact = UNDESCRIBED) -> str:
    """Format `value` of the measurement field `name` in the language of `words`; `fact` has the words for its codes."""
    if value is None or value in ("", ()):
        return NOT_MEASURED
    if isinstance(value, bool):
        return words(N_("Yes") if value else N_("No"))
    if isinstance(value, tuple | list | frozenset | set):
        return ", ".join(fact_text(name, each, words, fact) for each in value)
    if not isinstance(value, int | float):
        meaning = fact.words.get(str(value))
        return words(meaning) if meaning else words.value(str(value) if not isinstance(value, str) else value)
    if name.endswith("_share"):
        return f"{_number(100 * value, words)} %"
    unit = words(_unit(name))
    joint = "" if unit == "°" else "\N{NO-BREAK SPACE}"
    return f"{_number(value, words)}{joint}{unit}" if unit else _number(value, words)


def _unit(name: str) -> str:
    return next((unit for ending, unit in UNITS if name.endswith(ending)), "")


def _number(value: float, words: Words) -> str:
    text = str(value) if isinstance(value, int) else f"{value:.0f}" if abs(value) >= 20 else f"{value:.1f}"
    text = text.replace("-", "−")
    return text.replace(".", ",") if words.language == "sv" else text

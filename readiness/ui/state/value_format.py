"""A measured value in words for a person: unit from its name, decimal sign from the language. No Qt."""

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
"""The unit that ends a field's name; the first that fits."""

NOT_MEASURED = "–"


UNDESCRIBED = Fact(label="")


def fact_label(name: str, label: str) -> str:
    """The label without the unit in brackets that it may end with, when the value says the unit itself."""
    return label.rpartition(" (")[0] if label.endswith(")") and _unit(name) else label


def fact_text(name: str, value: object, words: Words, fact: Fact = UNDESCRIBED) -> str:
    """`value` of the measurement field `name`, to be read by a person in the language of `words`.

    `fact` has the words for its codes, and its unit where the name does not say it.
    """
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
    unit = words(fact.unit or _unit(name))
    joint = "" if unit == "°" else "\N{NO-BREAK SPACE}"
    return f"{_number(value, words)}{joint}{unit}" if unit else _number(value, words)


def _unit(name: str) -> str:
    return next((unit for ending, unit in UNITS if name.endswith(ending)), "")


def _number(value: float, words: Words) -> str:
    text = str(value) if isinstance(value, int) else f"{value:.0f}" if abs(value) >= 20 else f"{value:.1f}"
    text = text.replace("-", "−")
    return text.replace(".", ",") if words.language == "sv" else text

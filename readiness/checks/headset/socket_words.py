"""Recognising Windows' localized names for sockets by word stems, since a language may have several names.

A stem is the part of a word that remains when it is inflected, truncated to 31 characters, or part of a compound.
"""

from __future__ import annotations

_MICROPHONE = (
    "mikrof", "microf", "microph", "mikroph", "micrò", "micró", "micrô", "mikrafon", "микроф", "мікроф", "μικρ",
    "麦克风", "麥克風", "マイク", "마이크", "מיקרופונ", "מיקרופון", "ميكروفون", "ไมโครโฟน",
)  # fmt: skip
_ARRAY = (
    "array", "matri", "reihe", "réseau", "groupe", "gruppo", "grupo", "grupp", "grupa", "skupin", "varios",
    "conjunto", "conjunt", "uppsättning", "system", "rekke", "ryhmä", "zestaw mikrof", "tablica", "pole", "polje",
    "tömb", "dizi", "rețea", "retea", "набор", "массив", "масив", "набір", "решет", "συστοιχ", "מערך", "صفيف",
    "مصفوفة", "阵列", "陣列", "配列", "アレイ", "배열", "어레이", "อาร เรย", "อาเรย์", "niz", "masyv", "masīv",
    "rinkin", "kopa", "massiiv", "mảng", "dàn", "susunan", "reeks",
)  # fmt: skip
_INSIDE = (
    "intern", "integr", "inbygg", "eingebaut", "incorpor", "innebygd", "indbygg", "sisäinen", "wbudowan",
    "vestav", "beépített", "встроен", "вбудован", "내장", "内置", "內建", "内蔵",
)  # fmt: skip
_HEADSET = (
    "headset", "heads", "hodesett", "hodetelefon", "hovedsæt", "kuulok", "гарнитур", "гарнітур", "наушник",
    "навушник", "слушал", "耳机", "耳機", "耳麥", "头戴", "ヘッドセット", "ヘッドホン", "헤드셋", "헤드폰",
    "auricular", "casque", "cuffi", "auscultad", "fone", "słuchawk", "sluchát", "slúchad", "fejhallgat",
    "kulaklık", "kulaklik", "ακουστικ", "אוזני", "سماع", "ชุดหูฟัง", "หูฟัง", "tai nghe", "căști", "casti",
    "slušal", "ausin", "austi", "kõrvakl", "peakompl", "náhlavn", "souprav", "súprav", "auricolar",
    "hovedtelefon", "耳麦",
)  # fmt: skip
_LINE = (
    "line in", "linje in", "linjein", "linjeindgang", "linjeinngang", "lijn", "line eingang", "leitung",
    "ligne", "línea", "linea", "linha", "liniow", "линей", "ліній", "線路", "线路", "ライン", "라인", "linkov",
    "linkový", "vonal", "hat giri", "γραμμή", "linjatulo", "linie", "liini",
)  # fmt: skip
_AT_THE_EAR = (*_HEADSET, "headphone", "earphone", "hörlur", "kopfhör", "écouteur")


def is_worn_at_the_ear(words: str) -> bool:
    """Whether the normalized name of a socket for sound out says that it is worn at the ear."""
    return any(stem in words for stem in _AT_THE_EAR)


def socket_word(words: str) -> str:
    """Return `array`, `plugged_headset`, `line` or an empty string for the normalized words before the bracket.

    A microphone that is called built in counts as an `array`.
    """

    def has(stems: tuple[str, ...]) -> bool:
        return any(stem in words for stem in stems)

    if has(_MICROPHONE):
        if has(_ARRAY):
            return "array"
        if is_worn_at_the_ear(words):
            return "plugged_headset"
        return "array" if has(_INSIDE) else ""
    return "line" if has(_LINE) else ""

"""Parsing a device's name into what the system added and the vendor's own name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_HANDS_FREE_DRIVER = re.compile(r"@system32\\drivers\\bthhfenum\.sys[^;]*;\s*\((.*?)\)*\s*$", re.IGNORECASE | re.DOTALL)
"""WDM-KS gives the Bluetooth driver's resource string, with the device's name at its end."""
_HANDS_FREE = re.compile(r"\b(hands[- ]?free|viva[- ]voz|m[ãa]os[- ]livres|mains[- ]libres|handsfree)\b", re.IGNORECASE)
_HANDS_FREE_TAIL = re.compile(
    r"\s*\b(á?udio\s+)?(hands[- ]?free|viva[- ]voz|m[ãa]os[- ]livres|handsfree)\b(\s+AG)?(\s+audio)?", re.IGNORECASE
)
_USB_ID = re.compile(r"\s*\(([0-9a-f]{4}:[0-9a-f]{4})\)\s*$", re.IGNORECASE)
_BROWSER_TAIL = re.compile(r"\s*\((bluetooth|built-in|virtual|aggregate)\)\s*$", re.IGNORECASE)
_BROWSER_HEAD = re.compile(
    r"^(default|standard|communications?|kommunikation(er)?|padrão|varsayılan|par défaut|predeterminado)\s*[-–—]\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r" \d+$")
_COUNTED = re.compile(r"^\d+\s*[-–—]\s*")
_BRACKETS = re.compile(r"^(?P<kind>[^()]*?)\s*\((?P<product>.*?)\)?\s*$", re.DOTALL)
_ALSA_CARD = re.compile(r"(: USB Audio( #\d+)?)?\s*\(hw:\d+(,\d+)?\)\s*$")
_PULSE_SOURCE = re.compile(r"^~?alsa_(input|output|card)\.(?P<bus>usb|pci|platform)-(?P<rest>.*)$", re.IGNORECASE)
_PULSE_NUMBERS = re.compile(r"^([0-9a-f]{4})_(?:([0-9a-f]{4})(?:_|(?=-)))?")
"""PulseAudio names a USB device without vendor name by its vendor id, and one without any name by both ids."""
_PULSE_PROFILE = re.compile(r"-\d\d(-(?!\d\d\.)\w+)?(\.[\w.:+-]*)?$")
_SERIAL = re.compile(r"_((?=[0-9A-Z]*\d)[0-9A-Z]{8,}|(?=[0-9a-f]*\d)[0-9a-f]{8,}|000[0-9A-Za-z]*|SERIAL)$")
_CP850_AS_CP1252 = {
    "”": "ö",
    "„": "ä",
    "†": "å",
    "™": "Ö",
    "Ž": "Ä",
    "\x8f": "Å",
    "\x94": "ö",
    "\x84": "ä",
    "\x86": "å",
}
"""Swedish letters in code page 850 misread as Windows-1252 or Latin-1."""
_BETWEEN_LETTERS = re.compile(rf"(?<=[A-Za-z])[{''.join(_CP850_AS_CP1252)}](?=[A-Za-z])")
_CYRILLIC = (("latin-1", "cp1251"), ("cp1252", "cp1251"), ("cp1251", "cp866"), ("cp866", "cp1251"))
_CYRILLIC_WORD = re.compile("микроф|гарнитур|наушник|линейн|динамик", re.IGNORECASE)
_READ_WRONGLY_AS = ("cp850", "cp1252", "latin-1", "cp437", "cp1251", "cp1250", "cp1254", "cp866")
_IN_NAMES = re.compile(
    r"[\x20-\x7e\xa0®™°’“”–—·À-ſȘ-ț\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0e00-\u0e7f\u1e00-\u1eff"
    r"\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]*"
)
"""Letters of the languages of Windows. Bytes read in yet another code page give letters that no device's name has."""
_WIDE_BRACKETS = str.maketrans("（）", "()")
CUT_LETTERS = 31
"""Length to which Windows' MME interface and Linux' list of sound cards truncate names."""
_BUSES = {"bluetooth": "bluetooth", "built-in": "internal", "virtual": "virtual", "aggregate": "virtual"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceName:
    """A parsed name; `kind`, `product` and `whole` are normalized (see `plain`).

    Attributes:
        kind: the system's name for the socket, before the brackets.
        product: the vendor's name.
        whole: the whole name.
        bus: the connection, if the name reveals it.
        vid_pid: the USB ids, if the name contains them.
        is_cut: whether the name is probably truncated.
        last_part: what stands last in a PulseAudio name, which may be a serial number, at the end of `product`.
    """

    kind: str = ""
    product: str
    whole: str
    bus: str = ""
    vid_pid: str = ""
    is_cut: bool = False
    last_part: str = ""


def plain(text: str) -> str:
    """Normalize a name: case-folded words of letters and digits, separated by single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", folded).split())


def repair_encoding(text: str) -> str:
    """Repair a name that was decoded with the wrong code page."""
    text = text.translate(_WIDE_BRACKETS)
    for wrong in _READ_WRONGLY_AS:
        try:
            read = text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
        if _IN_NAMES.fullmatch(read):
            text = read
    for wrong, right in _CYRILLIC:
        try:
            read = text.encode(wrong).decode(right)
        except UnicodeError:
            continue
        if _CYRILLIC_WORD.search(read):
            return read
    return _BETWEEN_LETTERS.sub(lambda found: _CP850_AS_CP1252[found[0]], text)


def parse_name(name: str) -> DeviceName:
    """Parse a name as written by Windows, macOS, PulseAudio, ALSA or a browser."""
    name = repair_encoding(name)
    driver = _HANDS_FREE_DRIVER.search(name)
    if driver:
        product = plain(driver.group(1))
        return DeviceName(product=product, whole=product, bus="bluetooth")
    if name.casefold().endswith(".monitor"):
        return DeviceName(product="", whole="", bus="virtual")
    source = _PULSE_SOURCE.match(name)
    if source:
        return _from_pulse_source(source)
    if name.lower().startswith(("bluez_input.", "bluez_source.", "bluez_output.", "bluez_card.")):
        # This form contains only the Bluetooth address.
        return DeviceName(product="", whole="", bus="bluetooth")
    return _from_label(name)


def _from_pulse_source(source: re.Match[str]) -> DeviceName:
    if source["bus"] != "usb":
        return DeviceName(product="", whole="", bus="internal")
    rest = source["rest"]
    numbers = _PULSE_NUMBERS.match(rest)
    vid_pid = f"{numbers[1]}:{numbers[2] or ''}" if numbers else ""
    with_serial = _PULSE_PROFILE.sub("", rest[numbers.end() :] if numbers else rest)
    text = _SERIAL.sub("", with_serial)
    last_part = plain(text.rpartition("_")[2]) if text == with_serial else ""
    return DeviceName(product=plain(text), whole=plain(text), bus="usb", vid_pid=vid_pid, last_part=last_part)


def _from_label(name: str) -> DeviceName:
    text, vid_pid, bus = name.strip(), "", ""
    if usb_id := _USB_ID.search(text):
        text, vid_pid, bus = text[: usb_id.start()], usb_id[1].lower(), "usb"
    if tail := _BROWSER_TAIL.search(text):
        text, bus = text[: tail.start()], _BUSES[tail[1].lower()]
    if _HANDS_FREE.search(text):
        text, bus = _HANDS_FREE_TAIL.sub("", text), "bluetooth"
    text = _COUNTED.sub("", _BROWSER_HEAD.sub("", text))
    if card := _ALSA_CARD.search(text):
        text, bus = text[: card.start()].strip(), "usb" if card[1] else bus
    brackets = _BRACKETS.match(text)
    cut = len(name) == CUT_LETTERS and not name.rstrip().endswith(")")
    if brackets is None:
        return DeviceName(product=plain(text), whole=plain(text), bus=bus, vid_pid=vid_pid, is_cut=cut)
    product = _COUNTED.sub("", brackets["product"].strip())
    return DeviceName(
        kind=_NUMBERED.sub("", plain(brackets["kind"])),
        product=plain(product),
        whole=plain(text),
        bus=bus,
        vid_pid=vid_pid,
        is_cut=cut,
    )

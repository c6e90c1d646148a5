"""The catalogue of audio products, `assets/audio_products.toml`, prepared for searching."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from readiness import toml_reader
from readiness.assets import asset
from readiness.checks.headset.measurement import HEADSETS
from readiness.checks.headset.socket_words import socket_word

SHORTEST_CUT = 6
"""Minimum letters in a truncated name; shorter ones match too many products."""


NO_MAKERS = frozenset({"audio", "gaming", "headset", "usb", "wireless"})
"""Words that may stand before a product's name as a maker's does."""

_Names = str
"""Comma-separated names or patterns; one string is parsed many times faster than a list."""


class _Patterns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    patterns: _Names


class _Makers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: _Names


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    families: dict[str, dict[str, _Names]]
    words: dict[str, _Patterns]
    kinds: dict[str, _Names]
    against: _Patterns
    other_lines: _Patterns
    phone_makers: _Patterns
    chips: _Patterns
    adapters: _Patterns
    sockets: _Patterns
    headset_makers: dict[str, _Names]
    only_headsets: dict[str, _Names]
    usb: dict[str, dict[str, list[str]]]
    vendors: dict[str, frozenset[str]]
    vendor_names: dict[str, _Names]
    makers_of: dict[str, _Names]
    brands: _Makers
    makers: _Makers


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern for a product's name.

    Attributes:
        text: the pattern as in the file.
        core: its longest run of letters. Names without it are skipped before any searching, so that thousands of
            patterns take a millisecond and only few are ever compiled.
        weight: the number of letters and digits that it fixes.
        names_maker: whether it begins with a vendor's name.
    """

    text: str
    core: str
    weight: int
    names_maker: bool

    def search(self, name: str, makers: frozenset[str] | None = None) -> bool:
        """Whether it occurs in a normalized name; if `makers` is given, preceded only by vendors' words."""
        if self.core not in name.replace(" ", ""):
            return False
        found = _expression(self.text).search(name)
        if found is None or makers is None or self.names_maker:
            return found is not None
        return all(word in makers or word.isdigit() for word in name[: found.start()].split())

    def leads(self, name: str, makers: frozenset[str]) -> bool:
        """Whether it occurs in a normalized name, preceded only by vendors' words."""
        found = _expression(self.text).search(name) if self.search(name) else None
        return found is not None and all(word in makers for word in name[: found.start()].split())


@dataclass(frozen=True, slots=True)
class Family:
    """A product family: its device class, the patterns of its products' names, and its makers, if the file has them."""

    device_class: str
    name: str
    patterns: tuple[Pattern, ...]
    makers: frozenset[str] = frozenset()

    def weight_in(self, name: str, makers: frozenset[str]) -> int:
        """Return the greatest weight of a matching pattern for a normalized name; 0 if none matches."""
        before = makers if self.device_class in HEADSETS else None
        return max((each.weight for each in self.patterns if each.search(name, before)), default=0)


@dataclass(frozen=True, slots=True)
class Products:
    """The whole catalogue, in the order of the file."""

    families: tuple[Family, ...]
    words: Mapping[str, tuple[Pattern, ...]]
    kinds: Mapping[str, frozenset[str]]
    against: tuple[Pattern, ...]
    other_lines: tuple[Pattern, ...]
    phone_makers: tuple[Pattern, ...]
    chips: tuple[Pattern, ...]
    adapters: tuple[Pattern, ...]
    sockets: tuple[Pattern, ...]
    headset_makers: Mapping[str, tuple[Pattern, ...]]
    only_headsets: Mapping[str, tuple[Pattern, ...]]
    usb: Mapping[str, tuple[str, str]]
    vendors: Mapping[str, frozenset[str]]
    vendor_names: Mapping[str, tuple[str, ...]]
    makers_of: Mapping[str, tuple[Pattern, ...]]
    brands: frozenset[str]
    makers: frozenset[str]

    def family_of(self, name: str) -> Family | None:
        """Return the best matching family for a normalized name; among equals, one that is not a headset."""
        best: tuple[int, bool, Family] | None = None
        for family in self.families:
            weight = family.weight_in(name, self.makers)
            rank = (weight, family.device_class not in HEADSETS)
            if weight and (best is None or rank > best[:2]):
                best = (*rank, family)
        return best[2] if best else None

    def family_of_cut(self, name: str) -> Family | None:
        """Return the family of a truncated normalized name if its continuation is unambiguous.

        It is unambiguous if the shortest continuation is a prefix of all others, or if all have the same device class.
        """
        chips = any(each.text.startswith(name) for each in (*self.chips, *self.adapters))
        if len(name) < SHORTEST_CUT or name in self.makers or chips:
            return None
        found = [
            (each.text.rstrip("#* "), family)
            for family in self.families
            for each in family.patterns
            if each.text.startswith(name)
        ]
        if not found:
            return None
        shortest, family = min(found, key=lambda each: (len(each[0]), each[1].device_class in HEADSETS))
        one_way = all(text.startswith(shortest) for text, _ in found)
        return family if one_way or len({each.device_class for _, each in found}) == 1 else None

    def kind_of(self, words: str) -> str:
        """Return the kind of socket from Windows' name for it: a key of `kinds` (`headset`, `array`, …) or empty."""
        return next((kind for kind, names in self.kinds.items() if words in names), "") or socket_word(words)

    def maker_of(self, vid_pid: str) -> str:
        """Return what a USB vendor makes: a key of `vendors` (`headsets`, `computers`, `phones`, …) or empty."""
        vendor = vid_pid.partition(":")[0]
        return next((makes for makes, ids in self.vendors.items() if vendor in ids), "")

    def name_of_vendor(self, vid_pid: str) -> str:
        """Return the USB vendor's name as patterns have it; empty if unknown."""
        return next(iter(self.vendor_names.get(vid_pid.partition(":")[0], ())), "")

    def is_anothers(self, vid_pid: str, name: str, family: Family) -> bool:
        """Whether a name that says neither maker nor headset has the USB number of one who does not make the family.

        Bare model codes are alike: SH-201 is a headset's of one maker and a synthesizer's of another.
        """
        brands = self.vendor_names.get(vid_pid.partition(":")[0], ())
        if not brands or not family.makers:
            return False
        return family.makers.isdisjoint(brands) and (family.makers | {"headset"}).isdisjoint(name.split())


@functools.cache
def products() -> Products:
    """Return the catalogue that ships with the program.

    Raises:
        toml_reader.TomlError: the file is missing or damaged.
        msgspec.ValidationError: its content is invalid.
    """
    return _prepare(msgspec.convert(toml_reader.parse(toml_reader.read_text(asset("audio_products.toml"))), _File))


def _prepare(file: _File) -> Products:
    makers = frozenset(_split(file.makers.words))
    makers_of = [each for names in file.makers_of.values() for each in _split(names)]
    brands = makers | {*_split(file.brands.words), *makers_of}
    return Products(
        families=tuple(
            _family(device_class, name, _patterns(patterns, brands), brands)
            for device_class, families in file.families.items()
            for name, patterns in families.items()
        ),
        words={device_class: _patterns(words.patterns, brands) for device_class, words in file.words.items()},
        kinds={kind: frozenset(_split(names)) for kind, names in file.kinds.items()},
        against=_patterns(file.against.patterns, brands),
        other_lines=_patterns(file.other_lines.patterns, brands),
        phone_makers=_patterns(file.phone_makers.patterns, brands),
        chips=_patterns(file.chips.patterns, brands),
        adapters=_patterns(file.adapters.patterns, brands),
        sockets=_patterns(file.sockets.patterns, brands),
        headset_makers={device_class: _patterns(names, brands) for device_class, names in file.headset_makers.items()},
        only_headsets={device_class: _patterns(names, brands) for device_class, names in file.only_headsets.items()},
        usb=dict(_usb_ids(file.usb)),
        vendors=file.vendors,
        vendor_names={number: tuple(_split(names)) for number, names in file.vendor_names.items()},
        makers_of={device_class: _patterns(names, brands) for device_class, names in file.makers_of.items()},
        brands=brands,
        makers=makers,
    )


def _usb_ids(table: Mapping[str, Mapping[str, Iterable[str]]]) -> Iterator[tuple[str, tuple[str, str]]]:
    for device_class, families in table.items():
        for family, ids in families.items():
            for vid_pid in ids:
                yield vid_pid, (device_class, family)


def _split(names: _Names) -> list[str]:
    return names.split(", ")


def _family(device_class: str, name: str, patterns: tuple[Pattern, ...], brands: frozenset[str]) -> Family:
    leading = {each.text.partition(" ")[0] for each in patterns if each.names_maker}
    words = set(name.casefold().replace(",", "").split()) - NO_MAKERS
    makers = (leading | (words & brands)) - NO_MAKERS
    return Family(device_class, name, patterns, frozenset(makers or words))


def _patterns(names: _Names, brands: frozenset[str]) -> tuple[Pattern, ...]:
    return tuple(_pattern(text, brands) for text in _split(names))


def _pattern(text: str, brands: frozenset[str]) -> Pattern:
    letters = text.replace("#", " ").replace("*", " ").split()
    return Pattern(text, max(letters, key=len), sum(map(len, letters)), text.partition(" ")[0] in brands)


@functools.cache
def _expression(text: str) -> re.Pattern[str]:
    escaped = re.escape(text).replace(r"\ ", " ?").replace(r"\*", r"\w*").replace(r"\#", r"\d+")
    escaped = re.sub(r" \?\\w\*$", r"(?: \\w*)?", escaped)  # a trailing wildcard matches a separate word
    return re.compile(rf"\b{escaped}(?!\w)")

"""Rejected reports: why, and how the reading processes hand them over, as lines of JSON."""

from __future__ import annotations

import enum
import hashlib
import os

import msgspec


class Fault(enum.StrEnum):
    """Why a report is rejected; the value is the name in answers."""

    EMPTY = "empty"
    TORN = "torn"
    FOREIGN = "foreign"
    NAMELESS = "nameless"
    FUTURE = "future"
    PAST = "past"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"


_WITHOUT_CONTENT = frozenset({Fault.EMPTY, Fault.UNREADABLE})


class Rejected(msgspec.Struct, frozen=True, gc=False):
    """A rejected report.

    Attributes:
        file: its file's path in the inbox as the system gives it, which on Linux may not be UTF-8.
        line: line number, from 1; None if the file holds only one report.
        fault: the reason.
        digest: of its content, see `digest_of`.
        content: its content if wanted; only the beginning if it is too large.
    """

    file: bytes
    line: int | None
    fault: Fault
    digest: bytes
    content: bytes = b""

    def encoded(self) -> bytes:
        """Return it as a line."""
        return _encoder.encode(self) + b"\n"

    @staticmethod
    def decoded(line: bytes, lines_before: int) -> Rejected:
        """Decode a line, and add `lines_before` to its line number."""
        rejected = _decoder.decode(line)
        if rejected.line is None or not lines_before:
            return rejected
        return msgspec.structs.replace(rejected, line=rejected.line + lines_before)

    @property
    def where(self) -> str:
        """Its file's path in the inbox, as in `Delivery`."""
        return os.fsdecode(self.file)

    @property
    def place(self) -> str:
        """Its file for display, with the line number if the file has several reports."""
        return self._exact_place().decode("utf-8", "replace")

    @property
    def id(self) -> bytes:
        """Its identity: the content, or the place if there is none, so that the same content counts once."""
        return digest_of(self._exact_place() + self.content) if self.fault in _WITHOUT_CONTENT else self.digest

    def _exact_place(self) -> bytes:
        return self.file if self.line is None else b"%s:%d" % (self.file, self.line)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Rejected)


def digest_of(content: bytes) -> bytes:
    """Return 16 bytes of its BLAKE2b digest."""
    return hashlib.blake2b(content, digest_size=16).digest()

"""One-page PDF documents as Qt's writer makes them: what an object holds, and a change appended to the end.

Not a reader of any PDF document: Qt writes plain objects and a plain cross-reference table. ISO 32000-1: 7.3 (objects),
7.5.4 to 7.5.6 (cross-reference table, trailer, incremental updates), 7.7 (document structure).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping


class PdfDocument:
    """Numbers of the objects that matter, and their entries.

    Attributes:
        catalogue: the object that the trailer's `Root` names.
        page: the page's object.
        size: the number of the first object that there is not.

    Raises:
        ValueError: the document is not built that way.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content if content.endswith(b"\n") else content + b"\n"
        table = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", content)
        trailer = re.search(rb"trailer\s*<<(.*?)>>\s*startxref", content, re.DOTALL)
        if not (table and trailer):
            raise ValueError("not a PDF document with a cross-reference table")
        self._table, self._trailer = int(table[1]), trailer[1].strip()
        self.catalogue = _number(rb"/Root (\d+) 0 R", self._trailer)
        self.size = _number(rb"/Size (\d+)", self._trailer)
        self.page = _number(rb"(?:^|\n)(\d+) 0 obj\s*<<\s*/Type /Page\s", content)

    def entries(self, number: int) -> bytes:
        """What stands in the dictionary that is that object."""
        found = re.search(rb"(?:^|\n)%d 0 obj\s*<<(.*?)>>\s*(?:endobj|stream)" % number, self._content, re.DOTALL)
        if not found:
            raise ValueError(f"the PDF document has no object {number}")
        return found[1].strip()

    def drawing(self) -> bytes:
        """The operators that draw the page."""
        number = _number(rb"/Contents (\d+) 0 R", self.entries(self.page))
        head = re.search(rb"(?:^|\n)%d 0 obj\s*<<.*?>>\s*stream\r?\n" % number, self._content, re.DOTALL)
        if not head:
            raise ValueError("the PDF document's page draws nothing")
        try:
            return zlib.decompressobj().decompress(self._content[head.end() :])
        except zlib.error as problem:
            raise ValueError("the PDF document's page cannot be read") from problem

    def updated(self, objects: Mapping[int, bytes]) -> bytes:
        """The document with these objects new or in place of older ones, by number."""
        update, offsets = bytearray(), {}
        for number, content in sorted(objects.items()):
            offsets[number] = len(self._content) + len(update)
            update += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        rows = b"".join(b"%d 1\n%010d 00000 n \n" % (number, offset) for number, offset in offsets.items())
        size = max(self.size, *(number + 1 for number in objects))
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % size, self._trailer)
        start = len(self._content) + len(update)
        end = b"trailer\n<<\n%s\n/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, self._table, start)
        return self._content + bytes(update) + b"xref\n" + rows + end


def stream(content: bytes) -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _number(pattern: bytes, content: bytes) -> int:
    found = re.search(pattern, content)
    if not found:
        raise ValueError("the PDF document is not built as Qt builds it")
    return int(found[1])

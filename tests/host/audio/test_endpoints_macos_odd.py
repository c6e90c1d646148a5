"""What Macs without sound, and broken ones, answer."""

from __future__ import annotations

import pytest

from readiness.host.audio.endpoints_macos import parse


@pytest.mark.parametrize(
    "dump",
    [b"[]", b"null", b"{}", b'{"SPAudioDataType": null}', b'{"SPAudioDataType": [null, {"_items": null}]}', b"7"],
)
def test_empty_answer_gives_no_endpoints(dump: bytes) -> None:
    assert parse(dump) == ()


def test_invalid_json_raises() -> None:
    with pytest.raises(OSError, match="JSON"):
        parse(b"<html>")

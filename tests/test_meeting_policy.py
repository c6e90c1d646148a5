"""The meeting service's address: https to a host, on any port that exists."""

from __future__ import annotations

import msgspec
import pytest

from readiness.meeting_policy import Service


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://video.example.se",
        "https://video.example.se:8443/rum?id=1#start",
        "https://video.example.se:59999/",
        "https://video.example.se:60443/",
        "https://video.example.se:65535/",
        "https://vårdmöte.example.se/",
    ],
)
def test_address_that_can_be_opened(url: str) -> None:
    service = msgspec.convert({"url": url}, Service)
    assert service.host == url.removeprefix("https://").partition("/")[0].partition(":")[0]


@pytest.mark.parametrize(
    "url",
    [
        "http://video.example.se/",
        "video.example.se",
        "https://",
        "https://video.example.se:65536/",
        "https://video.example.se:99999/",
        "https://anna@video.example.se/",
        "https://video.example.se /",
        "https://example.org\\.video.example.se/",
        "https://video.example.se\\rum",
        "https://video.\u202eexample.se/rum",
        "https://video.example\x85.se/rum",
        "https://video%2Eexample.se/",
        "https://<video.example.se>/",
    ],
)
def test_address_that_cannot(url: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"url": url}, Service)

"""Windows with and without Media Foundation."""

from __future__ import annotations

from readiness.host.camera.media_features import missing


def test_windows_without_media_foundation_is_reported() -> None:
    def load(name: str) -> None:
        if name == "mfplat.dll":
            raise OSError(126, "The specified module could not be found")

    assert missing(load)
    assert not missing(str)

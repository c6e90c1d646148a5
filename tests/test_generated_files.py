"""Every file that comes out of the code says what the code says."""

from __future__ import annotations

import pytest

from generate.files import ROOT, files

FILES = files()


@pytest.mark.parametrize("path", FILES)
def test_a_generated_file_is_as_the_code_says(path: str) -> None:
    kept = (ROOT / path).read_text(encoding="utf-8")
    assert kept == FILES[path], f"{path} is behind the code. Mend it with: make generate"

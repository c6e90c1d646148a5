"""Every generated file is up to date with the code."""

from __future__ import annotations

import pytest

from generate.files import ROOT, files

FILES = files()


@pytest.mark.parametrize("path", FILES)
def test_generated_file_is_up_to_date(path: str) -> None:
    content = (ROOT / path).read_text(encoding="utf-8")
    assert content == FILES[path], f"{path} is behind the code. Mend it with: make generate"

"""A refusal is explained in the person's language."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from readiness.file_reader import TooLargeError, read_file
from readiness.i18n import LANGUAGES, Words
from readiness.storage.atomic_write import write_atomically
from readiness.system_error import REASONS, reason_of

SENTENCE = "{file} cannot be read: {reason}"


@pytest.mark.parametrize("number", REASONS)
def test_every_reason_has_swedish_words(number: int) -> None:
    english, swedish = (Words(language).value(reason_of(OSError(number, "x"))) for language in ("en", "sv"))
    assert english != swedish
    assert set(LANGUAGES) == {"en", "sv"}


def test_reason_is_translated_within_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing") as refused:
        read_file(tmp_path / "missing", 100)
    facts = {"file": "x.toml", "reason": reason_of(refused.value)}
    assert Words("sv")(SENTENCE, facts) == "x.toml kan inte läsas: filen eller mappen finns inte"
    assert facts["reason"] == "there is no such file or folder", "in logs and reports it stays English"


def test_place_where_no_file_can_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not a regular file") as refused:
        write_atomically(tmp_path, b"content")
    assert Words("sv").value(reason_of(refused.value)) == "det är ingen vanlig fil"


def test_limit_of_a_file_that_is_too_large_is_told(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(2000))
    with pytest.raises(TooLargeError) as refused:
        read_file(tmp_path / "large", 1999)
    assert reason_of(refused.value) == "it is larger than 1999 bytes"
    assert Words("sv").value(reason_of(refused.value)) == "det är större än 1999 byte"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOTTY, os.strerror(errno.ENOTTY)), os.strerror(errno.ENOTTY)),
        (OSError("the archive is being written"), "the archive is being written"),
        (ValueError(), "ValueError"),
    ],
)
def test_other_words_stay_as_they_are(error: Exception, said: str) -> None:
    assert reason_of(error) == said


def test_what_windows_says_itself_is_kept() -> None:
    error = PermissionError(errno.EACCES, "Filen används av en annan process")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    assert reason_of(error) == "Filen används av en annan process"

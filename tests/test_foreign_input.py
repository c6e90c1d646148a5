"""Foreign input never ends the program: parsers return or raise their documented error. `make fuzz` tries far more."""

from __future__ import annotations

import contextlib
import json
import os
import plistlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase

from readiness.file_reader import read_plist
from readiness.host.audio.wav_file import RecordingError, read_wav
from readiness.host.browser.chrome_profile import judge_preferences
from readiness.host.dump import dump
from readiness.host.network.captive_portal import parse_answer
from readiness.host.network.proxy import by_scheme, parse
from readiness.host.network.stun_probe import answered_transaction
from readiness.server_address import ServerAddress
from readiness.storage import history, preferences
from readiness.toml_reader import TomlError
from readiness.toml_reader import parse as parse_toml

pytestmark = pytest.mark.slow

INPUTS = int(os.environ.get("READINESS_FUZZ_INPUTS", "100"))
"""The number of inputs for each parser."""

FAILURES = DirectoryBasedExampleDatabase(Path(__file__).with_name("foreign_input_failures"))
"""Inputs that once failed are written there, are to be committed with the mend, and are tried first ever after."""

budget = settings(max_examples=INPUTS, deadline=None, database=FAILURES)

ADDRESS = st.text() | st.text("htps:/[].@%#?0123456789 abc=;", max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)
JSON_BYTES = (
    st.binary()
    | JSON.map(lambda value: json.dumps(value).encode())
    | st.integers(1, 100_000).map(lambda depth: b"[" * depth)
    | st.integers(1, 100_000).map(lambda depth: b'{"adapters":' + b"[" * depth)
)
PROPERTY_LISTS = tuple(
    plistlib.dumps({"LSHandlers": [{"scheme": "https"}], "since": datetime(2026, 11, 23), "size": 1.5}, fmt=form)  # noqa: DTZ001
    for form in (plistlib.FMT_XML, plistlib.FMT_BINARY)
)
WAV_HEAD = b"RIFF\xff\xff\xff\xffWAVEfmt "


@budget
@given(ADDRESS)
@example("http://[proxy]/")
def test_a_proxy(address: str) -> None:
    for each in (address, *by_scheme(address).values()):
        found = parse(each)
        assert found is None or (found.host and 0 < found.port < 65_536)


@budget
@given(st.text() | st.builds("HTTP/1.1 {} x\r\nLocation: {}\r\n".format, st.integers(100, 999), ADDRESS))
@example("HTTP/1.1 302 Found\r\nLocation: http://[portal]/\r\n")
def test_an_answer_of_a_network(head: str) -> None:
    assert parse_answer(head, ServerAddress("video.example.se", 80)) in {None, "service", "login_page", "filter"}


@budget
@given(st.binary(max_size=80))
def test_a_packet_of_a_stun_server(packet: bytes) -> None:
    assert isinstance(answered_transaction(packet), bytes)


@budget
@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda rest: WAV_HEAD + b"\x10\0\0\0" + rest))
@example(WAV_HEAD + bytes(4000))
def test_a_recording(content: bytes) -> None:
    with _file(content) as path, contextlib.suppress(RecordingError):
        assert read_wav(path).samples.size


@budget
@given(st.text())
def test_a_policy(text: str) -> None:
    with contextlib.suppress(TomlError):
        assert isinstance(parse_toml(text), dict)


@budget
@given(st.sampled_from(PROPERTY_LISTS), st.integers(0, 500), st.integers(0, 40), st.binary(max_size=8))
@example(b'<?xml version="1.0" encoding="UTF-9"?><plist/>', 0, 0, b"")
@example(b"<plist><key>a</key></plist>", 0, 0, b"")
@example(b"<plist><date>today</date></plist>", 0, 0, b"")
def test_a_property_list(content: bytes, start: int, length: int, instead: bytes) -> None:
    with _file(content[:start] + instead + content[start + length :]) as path:
        assert isinstance(read_plist(path), dict)


@budget
@given(JSON_BYTES)
def test_preferences(content: bytes) -> None:
    with _file(content) as path:
        assert isinstance(preferences.read(path), preferences.StoredPreferences)


@budget
@given(JSON_BYTES | st.none() | st.integers(-(2**63), 2**63 - 1) | st.text(st.characters(codec="utf-8")))
@example(b"\xff")
@example(b"[" * 200_000)
def test_a_row_of_the_history(content: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = history.history_file(Path(folder))
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("CREATE TABLE run (started_at TEXT NOT NULL, content BLOB)")
            other.execute("INSERT INTO run VALUES ('2026-11-23T08:00:00+00:00', ?)", (content,))
        found = history.read(path)
        assert (len(found.runs) <= 1, found.set_aside) == (True, None)


@budget
@given(JSON_BYTES)
def test_a_dump(content: bytes) -> None:
    with _file(content) as path, contextlib.suppress(dump.DumpError):
        assert isinstance(dump.read(path), dump.Dump)


@budget
@given(JSON)
def test_chromes_preferences(exceptions: object) -> None:
    for content in ({"profile": exceptions}, {"profile": {"content_settings": {"exceptions": exceptions}}}):
        judge_preferences(content, "https://video.example.se/rum", 0)


@contextlib.contextmanager
def _file(content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "foreign"
        path.write_bytes(content)
        yield path

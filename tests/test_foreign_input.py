"""Nothing foreign ends the program: each parser answers, or raises what it promises. `make fuzz` tries far more."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.host.audio.wav_file import RecordingError, read_wav
from readiness.host.browser.chrome_profile import judge_preferences
from readiness.host.dump import dump
from readiness.host.network.captive_portal import parse_answer
from readiness.host.network.host_port import Endpoint
from readiness.host.network.proxy import by_scheme, parse
from readiness.host.network.stun_probe import answered_transaction
from readiness.storage import preferences
from readiness.toml_reader import TomlError
from readiness.toml_reader import parse as parse_toml

INPUTS = int(os.environ.get("READINESS_FUZZ_INPUTS", "100"))
"""How many inputs each parser is given."""

budget = settings(max_examples=INPUTS, deadline=None)

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
WAV_HEAD = b"RIFF\xff\xff\xff\xffWAVEfmt "


@budget
@given(ADDRESS)
def test_a_proxy(address: str) -> None:
    for each in (address, *by_scheme(address).values()):
        found = parse(each)
        assert found is None or (found.host and 0 < found.port < 65_536)


@budget
@given(st.text() | st.builds("HTTP/1.1 {} x\r\nLocation: {}\r\n".format, st.integers(100, 999), ADDRESS))
def test_an_answer_of_a_network(head: str) -> None:
    assert parse_answer(head, Endpoint("video.example.se", 80)) in {None, "service", "login_page", "filter"}


@budget
@given(st.binary(max_size=80))
def test_a_packet_of_a_stun_server(packet: bytes) -> None:
    assert isinstance(answered_transaction(packet), bytes)


@budget
@given(st.binary(max_size=400) | st.binary(max_size=400).map(lambda rest: WAV_HEAD + b"\x10\0\0\0" + rest))
def test_a_recording(content: bytes) -> None:
    with _file(content) as path, contextlib.suppress(RecordingError):
        assert read_wav(path).samples.size


@budget
@given(st.text())
def test_a_policy(text: str) -> None:
    with contextlib.suppress(TomlError):
        assert isinstance(parse_toml(text), dict)


@budget
@given(JSON_BYTES)
def test_what_is_remembered(content: bytes) -> None:
    with _file(content) as path:
        assert isinstance(preferences.read(path), preferences.Recalled)


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

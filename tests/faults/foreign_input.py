"""Pictures, recordings, dumps, tables and reports whose content does not match their type."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path

from faults.commands import CommandFault
from faults.preparations import each, file, folder, pipe, recording, sparse

NAN = struct.pack("<f", float("nan"))


def sound(
    name: str, arrange: Callable[[Path], None], promised: str, *, target: str = "talk.wav", quick: bool = False
) -> CommandFault:
    return CommandFault(
        name=f"a recording: {name}",
        arguments=("try", "sound", "--lang", "en", target),
        arrange=arrange,
        promised=promised,
        quick=quick,
    )


def picture(name: str, arrange: Callable[[Path], None], promised: str, *, target: str = "face.png") -> CommandFault:
    return CommandFault(
        name=f"a picture: {name}",
        arguments=("try", "image", "--lang", "en", target),
        arrange=arrange,
        promised=promised,
        within_s=20,
    )


def headset(name: str, device: str, promised: str, stdin: bytes | None = None, *, quick: bool = False) -> CommandFault:
    return CommandFault(
        name=f"a headset: {name}",
        arguments=("try", "headset", "--lang", "en", device),
        promised=promised,
        stdin=stdin,
        quick=quick,
    )


def dump(name: str, content: bytes, *, quick: bool = False) -> CommandFault:
    return CommandFault(
        name=f"a dump: {name}",
        arguments=("try", "dump", "--lang", "en", "dump.json"),
        arrange=file("dump.json", content),
        promised="exit 2",
        sentence="dump.json",
        quick=quick,
    )


def fleet(name: str, arrange: Callable[[Path], None]) -> CommandFault:
    return CommandFault(
        name=f"the fleet's reports: {name}",
        arguments=("fleet", "reports", "--json", "--lang", "en"),
        arrange=arrange,
        promised="exit 0",
        within_s=15,
        checkout_only=True,
    )


PNG = b"\x89PNG\r\n\x1a\n"
HUGE_PNG = PNG + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0) + bytes(4)

FAULTS: tuple[CommandFault, ...] = (
    sound("empty", file("talk.wav"), "microphone.empty_recording"),
    sound("words", file("talk.wav", "hello " * 99), "microphone.not_a_recording"),
    sound("not there", lambda _: None, "microphone.recording_missing"),
    sound("a folder", folder("talk.wav"), "microphone.not_a_recording"),
    sound("a named pipe", pipe("talk.wav"), "microphone.not_a_recording", quick=True),
    sound("a device without end", lambda _: None, "microphone.not_a_recording", target="/dev/zero"),
    sound("4 GB of nothing", sparse("talk.wav", 4 * 2**30, b"RIFF\xff\xff\xff\xffWAVE"), "microphone.not_a_recording"),
    sound(
        "64 channels at 384 kHz",
        recording("talk.wav", channels=64, rate_hz=384_000, body=bytes(10**7)),
        "microphone.muted",
    ),
    sound("samples that are NaN", recording("talk.wav", bits=32, tag=3, body=NAN * 32_000), "microphone.muted"),
    sound("exact silence", recording("talk.wav"), "microphone.muted"),
    sound("a name of 300 letters", lambda _: None, "microphone.not_a_recording", target="x" * 300),
    picture("empty", file("face.png"), "camera.no_picture"),
    picture("words", file("face.png", "hello"), "camera.no_picture"),
    picture("a named pipe", pipe("face.png"), "camera.not_found"),
    picture("a device without end", lambda _: None, "camera.not_found", target="/dev/zero"),
    picture("60,000 × 60,000 in 33 bytes", file("face.png", HUGE_PNG), "camera.no_picture"),
    picture("a chunk that says 2 GB", file("face.png", PNG + b"\x7f\xff\xff\xffIHDR" + bytes(50)), "camera.no_picture"),
    picture("4 GB of nothing", sparse("face.png", 4 * 2**30, PNG), "camera.file_too_large"),
    headset("no name", "", "headset.ask"),
    headset("a name of a megabyte", "-", "headset.ask", b"name\n" + b"x" * 100_000 + b"\n"),
    headset("a field larger than CSV allows", "-", "exit 2", b"name\n" + b"x" * 200_000 + b"\n"),
    headset("a table without names", "-", "exit 2", b"colour\nred\n", quick=True),
    headset("a table of noise", "-", "exit 2", bytes(range(256)) * 50),
    headset("a name with commands for a terminal", "\x1b]0;owned\x07\u202eenohpdaeH", "headset.ask"),
    dump("empty", b"", quick=True),
    dump("nested 100,000 deep", b"[" * 100_000),
    dump("of another kind", b'{"adapters": 7}'),
    CommandFault(
        name="a dump: a named pipe",
        arguments=("try", "dump", "--lang", "en", "dump.json"),
        arrange=pipe("dump.json"),
        promised="exit 2",
        sentence="dump.json",
    ),
    dump("noise", b"\xff\xfe" * 500),
    fleet("a folder that says verdict=go", each(folder("reports/verdict=go"), file("reports/verdict=go/a.json", "{}"))),
    fleet("a torn Parquet", file("reports/a.parquet", b"PAR1" + bytes(99) + b"PAR1")),
    fleet(
        "a line without a code",
        file("reports/a.ndjson", json.dumps({"schema": "readiness-report/1", "findings": [{}]})),
    ),
    fleet("noise", file("reports/a.json", b"\xff" * 999)),
    fleet("a named pipe", each(folder("reports"), pipe("reports/a.json"))),
)

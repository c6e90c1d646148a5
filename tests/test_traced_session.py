"""A traced session writes, contacts and starts only what `docs/privacy.md` lists."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import portrait
import pytest
from path_servers import authority, tls_server
from sound_devices import USB_HEADSET
from sound_rig import SoundRig
from speech import RATE_HZ, noise, speech, write_wav
from traced_program import Trace, end, trace, wait_for

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "privacy.md").read_text("utf-8")
PRIVATE = "Jabra Evolve2 65"
"""The device's name, which belongs in no file."""

NAME_SERVER = 53

PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"JFIF", b"RIFF", b"ftyp", b"IDAT")
"""How files of pictures, films and sound begin."""


def table(heading: str) -> list[str]:
    """The first column of the table under that heading."""
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(.+?)` \|", part, re.MULTILINE)


def pattern(row: str, places: dict[str, str]) -> re.Pattern[str]:
    """A regular expression for a row: `<place>` is replaced, and `*` matches within one name."""
    text = re.escape(row).replace(r"\*", "[^/]*")
    for name, place in places.items():
        text = text.replace(f"<{name}>", place)
    return re.compile(text)


@pytest.fixture(scope="module")
def sound() -> Iterator[SoundRig]:
    with SoundRig() as rig:
        rig.plug(USB_HEADSET, default=True)
        voice = speech()[: 6 * RATE_HZ]
        rig.feed(USB_HEADSET, write_wav(rig.directory / "voice.wav", voice + noise(voice.size, -65)))
        yield rig


def environment(sound: SoundRig, here: Path) -> dict[str, str]:
    for each in ("data", "home", "tmp"):
        (here / each).mkdir()
    own = {"READINESS_DATA": str(here / "data"), "HOME": str(here / "home"), "TMPDIR": str(here / "tmp")}
    return sound.environment | own | {"QT_QPA_PLATFORM": os.environ["QT_QPA_PLATFORM"]}


def check(trace: Trace, here: Path, sound: SoundRig, hosts: set[tuple[str, int]]) -> None:
    """Compare a trace with the page, and search all written files for private data."""
    places = {
        "data": f"{here}/data",
        "out": f"{here}/out",
        "tmp": str(here / "tmp"),
        "program": rf"({re.escape(str(ROOT))}|{re.escape(sys.prefix)}|{re.escape(sys.base_prefix)})/(?:.*/)?",
        "sound": re.escape(str(sound.directory)),
        "python": re.escape(sys.executable),
    }
    files = [pattern(row, places) for row in table("Files")]
    assert not sorted(each for each in trace.written if not any(row.fullmatch(each) for row in files))
    programs = [pattern(row, places) for row in table("Programs")]
    assert not sorted(each for each in trace.started if not any(row.fullmatch(each) for row in programs))
    documented = {(row, 443) for row in table("Addresses")}
    assert not sorted(each for each in trace.connected - documented - hosts if each[1] != NAME_SERVER)
    for path in (*(here / "data").rglob("*"), *(here / "out").rglob("*"), *(here / "home").rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            assert not [each for each in PICTURES if each in content], path
            assert PRIVATE.encode() not in content, path
            assert len(content) < 100_000, path
    assert not [*(here / "tmp").rglob("*")]
    assert not [*here.rglob("core*")]


@pytest.mark.slow
def test_complete_check(sound: SoundRig, tmp_path: Path) -> None:
    known = environment(sound, tmp_path)
    cv2.imwrite(str(tmp_path / "person.png"), portrait.noisy(portrait.scene(), 1))
    made = authority(tmp_path / "authority")
    with tls_server(made.issue("its", "DNS:localhost")) as port:
        (tmp_path / "policy.toml").write_text(f'[path]\nhosts = ["localhost:{port}"]\n')
        known["SSL_CERT_FILE"] = str(made.certificate)
        command = [sys.executable, "-m", "readiness", "--policy", str(tmp_path / "policy.toml"), "check"]
        command += ["--camera", str(tmp_path / "person.png"), "--out", str(tmp_path / "out")]
        observed = trace(command, known, tmp_path / "trace")
        check(observed, tmp_path, sound, {("127.0.0.1", port), ("::1", port)})
    assert (("127.0.0.1", port)) in observed.connected, "the check did not get to the network"
    assert [*(tmp_path / "out").glob("*.json")], "the check did not get to its end"


@pytest.mark.slow
def test_window_does_only_what_the_privacy_page_lists(sound: SoundRig, tmp_path: Path) -> None:
    known = environment(sound, tmp_path)

    def use(strace_id: int) -> None:
        wait_for((tmp_path / "data" / "readiness.log").exists)
        wait_for(lambda: (tmp_path / "trace").read_text(errors="replace").count("pulse/native") > 3)
        end(strace_id)

    observed = trace([sys.executable, "-m", "readiness"], known, tmp_path / "trace", use)
    check(observed, tmp_path, sound, set())
    assert len(observed.started) > 1, "no test was started"

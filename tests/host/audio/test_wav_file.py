"""Every common kind of WAV file, and files that are not WAV."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from speech import tone

from readiness.host.audio.wav_file import RecordingError, read_wav

RATE_HZ = 16_000
SINE = tone(RATE_HZ, 440, 0.5, RATE_HZ)
GUID_TAIL = bytes.fromhex("000000001000800000aa00389b71")


def wav(
    data: bytes, bits: int, *, tag: int = 1, channels: int = 1, rate_hz: int = RATE_HZ, extra: bytes = b""
) -> bytes:
    frame = channels * bits // 8
    form = struct.pack("<HHIIHH", tag, channels, rate_hz, rate_hz * frame, frame, bits) + extra
    body = b"WAVE" + b"fmt " + struct.pack("<I", len(form)) + form
    body += b"LIST" + struct.pack("<I", 3) + b"abc\0" + b"data" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def integers(bits: int) -> bytes:
    values = np.round(SINE.astype(np.float64) * (2 ** (bits - 1) - 1)).astype(np.int64)
    if bits == 8:
        return bytes((values + 128).astype(np.uint8).tobytes())
    if bits == 24:
        return bytes(values.astype("<i4").view(np.uint8).reshape(-1, 4)[:, :3].tobytes())
    return bytes(values.astype(f"<i{bits // 8}").tobytes())


@pytest.mark.parametrize("bits", [8, 16, 24, 32])
def test_integer_samples_are_read(tmp_path: Path, bits: int) -> None:
    path = tmp_path / "sine.wav"
    path.write_bytes(wav(integers(bits), bits))
    read = read_wav(path)
    assert read.rate_hz == RATE_HZ
    assert np.abs(read.samples - SINE).max() < 2 / 2**bits + 1e-6


@pytest.mark.parametrize("bits", [32, 64])
def test_floats_with_a_bad_value(tmp_path: Path, bits: int) -> None:
    path = tmp_path / "sine.wav"
    values = SINE.astype(f"<f{bits // 8}")
    values[5] = np.nan
    path.write_bytes(wav(values.tobytes(), bits, tag=3))
    expected = SINE.copy()
    expected[5] = 0
    assert np.array_equal(read_wav(path).samples, expected)


def test_extensible_stereo_is_averaged(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    stereo = np.stack([SINE, np.zeros_like(SINE)], axis=1)
    extra = struct.pack("<HHI", 22, 32, 3) + struct.pack("<H", 3) + GUID_TAIL
    path.write_bytes(wav(stereo.astype("<f4").tobytes(), 32, tag=0xFFFE, channels=2, extra=extra))
    assert np.allclose(read_wav(path).samples, SINE / 2)


def test_truncated_file_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "torn.wav"
    path.write_bytes(wav(integers(16), 16)[:-1001])
    samples = read_wav(path).samples
    assert samples.size == RATE_HZ - 501
    assert np.abs(samples - SINE[: samples.size]).max() < 1e-4


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    path.write_bytes(wav(integers(16), 16))
    assert read_wav(path, longest_s=0.25).samples.size == RATE_HZ // 4


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b"RIFF", "not_a_recording"),
        (b"ID3\x04 this is music in another form", "not_a_recording"),
        (b"RIFF\x04\0\0\0WAVE", "not_a_recording"),
        (wav(b"", 16), "empty"),
        (wav(b"\0", 16), "empty"),
        (wav(integers(16), 16)[:30], "not_a_recording"),
        (wav(integers(16), 16, channels=0), "not_a_recording"),
        (wav(integers(16), 16, channels=200), "not_a_recording"),
        (wav(integers(16), 16, rate_hz=0), "not_a_recording"),
        (wav(integers(16), 16, rate_hz=4_000_000_000 // 2), "not_a_recording"),
        (wav(integers(8), 8, tag=7), "not_a_recording"),
        (wav(integers(16), 12), "not_a_recording"),
    ],
)
def test_file_that_is_not_a_recording_is_rejected(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "bad.wav"
    path.write_bytes(content)
    with pytest.raises(RecordingError) as caught:
        read_wav(path)
    assert caught.value.fault == fault


def test_path_that_is_not_a_file_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(RecordingError) as missing:
        read_wav(tmp_path / "missing.wav")
    with pytest.raises(RecordingError) as folder:
        read_wav(tmp_path)
    assert (missing.value.fault, folder.value.fault) == ("not_found", "not_a_recording")


@pytest.mark.parametrize("length", [0xFFFFFFFF, 0x7FFFFFFF, 10**9])
def test_unset_length_in_the_header_is_ignored(tmp_path: Path, length: int) -> None:
    path = tmp_path / "streamed.wav"
    content = bytearray(wav(integers(16), 16))
    at = content.index(b"data") + 4
    content[at : at + 4] = length.to_bytes(4, "little")
    path.write_bytes(content)
    assert read_wav(path).samples.size == RATE_HZ


def test_only_one_minute_of_a_huge_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.wav"
    head = wav(b"", 16, channels=2, rate_hz=48_000)
    path.write_bytes(head[:-4] + (4_000_000_000).to_bytes(4, "little"))
    with path.open("r+b") as file:
        file.truncate(4_000_000_000)  # takes no room on disk
    read = read_wav(path)
    assert (read.samples.size, read.rate_hz) == (60 * 48_000, 48_000)


HEAVY = """
import sys
from pathlib import Path
from readiness.checks.microphone.probe import measure_recording
measure_recording(Path(sys.argv[1]))
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.slow
@pytest.mark.parametrize(("channels", "rate_hz", "bits"), [(64, 384_000, 16), (64, 384_000, 32), (1, 384_000, 64)])
def test_memory_use_is_limited_for_any_recording(tmp_path: Path, channels: int, rate_hz: int, bits: int) -> None:
    path = tmp_path / "sparse.wav"
    head = wav(b"", bits, tag=1 if bits < 64 else 3, channels=channels, rate_hz=rate_hz)[:-4]
    with path.open("wb") as file:
        file.write(head + b"\xf0\xff\xff\xff")
        file.truncate(3 * 2**30)
    ran = subprocess.run([sys.executable, "-c", HEAVY, path], capture_output=True, check=True, timeout=60)
    assert int(ran.stdout) < 500_000  # KiB


def test_incomplete_last_frame_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "torn.wav"
    path.write_bytes(wav(integers(16) + b"\x01", 16))
    assert len(read_wav(path).samples) == len(SINE)

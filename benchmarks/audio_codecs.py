"""Voices sent through real codecs and links, with or without lost packets.

Opus and LC3, with their own concealment of lost packets, come from the shared libraries libopus and liblc3; CVSD, the
narrow-band codec of Bluetooth's hands-free profile, from sox; everything else from ffmpeg. What mSBC and CVSD lose is
filled by libspandsp, as PipeWire does it.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import functools
import subprocess

import numpy as np
from audio_spoiling import RATE

from readiness.measures.audio.levels import Samples
from readiness.measures.audio.resampling import Resampler

MSBC_RATE, MSBC_FRAME_BYTES, MSBC_FRAME = 16_000, 57, 120
CVSD_RATE = 64_000
CVSD_FRAME = 30
OPUS_FRAME_S = 0.02

_APPLICATION_VOIP, _SET_BITRATE = 2048, 4002
_LARGEST_PACKET = 1500


def lost(count: int, share: float, burst: float, rng: np.random.Generator) -> np.ndarray:
    """Return for each packet whether it is lost: a two-state chain with bursts of the given mean length."""
    ends, begins = 1 / burst, share / (1 - share) / burst
    draws, state, states = rng.random(count), False, []
    for draw in draws:
        state = draw >= ends if state else draw < begins
        states.append(state)
    return np.array(states)


def through(x: Samples, rate_hz: int, encoder: str, container: str, *options: str) -> Samples:
    """Encode and decode with ffmpeg at the given rate; the silence that a codec adds at the end is cut off."""
    encoded = _ffmpeg(_pcm(x), "-f", "s16le", "-ar", str(RATE), "-i", "-", "-ar", str(rate_hz), "-c:a", encoder,
                      *options, "-f", container, "-")  # fmt: skip
    raw = ("-f", container) if container in {"gsm", "g722", "mulaw"} else ()
    rate = ("-ar", str(rate_hz)) if container in {"gsm", "mulaw"} else ()
    return _samples(_ffmpeg(encoded, *raw, *rate, "-i", "-", "-ar", str(RATE), "-f", "s16le", "-"))[: x.size]


def msbc(x: Samples, gone: float, burst: float, rng: np.random.Generator) -> Samples:
    """Send through mSBC, the wide-band codec of Bluetooth's hands-free profile; lost packets decode as silence."""

    def encoded(sound: bytes) -> list[bytes]:
        stream = _ffmpeg(sound, "-f", "s16le", "-ar", str(MSBC_RATE), "-i", "-", "-c:a", "sbc", "-msbc", "1", "-f",
                         "sbc", "-")  # fmt: skip
        return [stream[at : at + MSBC_FRAME_BYTES] for at in range(0, len(stream), MSBC_FRAME_BYTES)]

    frames = encoded(_pcm(Resampler(RATE, MSBC_RATE)(x)))
    silent = encoded(bytes(2 * MSBC_FRAME * 4))[0]
    gaps = lost(len(frames), gone, burst, rng)
    received = [silent if gap else frame for frame, gap in zip(frames, gaps, strict=True)]
    decoded = _ffmpeg(b"".join(received), "-f", "sbc", "-i", "-", "-ar", str(RATE), "-f", "s16le", "-")
    return _samples(decoded)[: x.size]


def cvsd(x: Samples, gone: float, burst: float, rng: np.random.Generator) -> Samples:
    """Send through CVSD in packets of 3.75 ms; a lost one is filled with alternating bits, which decode as silence."""
    low = _pcm(Resampler(RATE, 8000)(x))
    raw = ["-t", "raw", "-e", "signed", "-b", "16", "-c", "1"]
    packed = _sox(low, *raw, "-r", "8000", "-", "-t", "cvu", "-r", str(CVSD_RATE), "-")
    whole = len(packed) // CVSD_FRAME * CVSD_FRAME
    bits = np.frombuffer(packed[:whole], dtype=np.uint8).reshape(-1, CVSD_FRAME).copy()
    bits[lost(len(bits), gone, burst, rng)] = 0x55
    heard = _sox(bits.tobytes(), "-t", "cvu", "-r", str(CVSD_RATE), "-", *raw, "-r", "8000", "-")
    return Resampler(8000, RATE)(_samples(heard))


def lc3(x: Samples, rate_hz: int, frame_ms: float, losses: tuple[float, float], rng: np.random.Generator) -> Samples:
    """Send through LC3, the codec of LE Audio, at 64 kbit/s; the decoder conceals the lost packets itself.

    `losses` are the share of packets lost and the mean length of bursts, as for `lost`.
    """
    library, frame_us, frame = _liblc3(), round(1000 * frame_ms), round(rate_hz * frame_ms / 1000)
    size = ctypes.c_int(round(8 * frame_ms))
    rates = (ctypes.c_int(frame_us), ctypes.c_int(rate_hz))
    memory = [
        ctypes.create_string_buffer(sized(*rates)) for sized in (library.lc3_encoder_size, library.lc3_decoder_size)
    ]
    encoder = ctypes.c_void_p(library.lc3_setup_encoder(*rates, rate_hz, memory[0]))
    decoder = ctypes.c_void_p(library.lc3_setup_decoder(*rates, rate_hz, memory[1]))
    sound = np.frombuffer(_pcm(Resampler(RATE, rate_hz)(x)), dtype="<i2").copy()
    sound = sound[: sound.size // frame * frame].reshape(-1, frame)
    packet = ctypes.create_string_buffer(size.value)
    for part, gap in zip(sound, lost(len(sound), *losses, rng), strict=True):
        library.lc3_encode(encoder, 0, part.ctypes.data_as(ctypes.c_void_p), 1, size, packet)
        library.lc3_decode(decoder, None if gap else packet, size, 0, part.ctypes.data_as(ctypes.c_void_p), 1)
    return Resampler(rate_hz, RATE)(_samples(sound.tobytes()))


def filled(x: Samples, rate_hz: int, frame: int, losses: tuple[float, float], rng: np.random.Generator) -> Samples:
    """Lose packets of `frame` samples of a decoded voice, and fill the gaps by its pitch as PipeWire does."""
    library = _libspandsp()
    state = ctypes.c_void_p(library.plc_init(None))
    sound = np.frombuffer(_pcm(Resampler(RATE, rate_hz)(x)), dtype="<i2").copy()
    sound = sound[: sound.size // frame * frame].reshape(-1, frame)
    for part, gap in zip(sound, lost(len(sound), *losses, rng), strict=True):
        (library.plc_fillin if gap else library.plc_rx)(state, part.ctypes.data_as(ctypes.c_void_p), frame)
    return Resampler(rate_hz, RATE)(_samples(sound.tobytes()))


def opus(x: Samples, bits_per_s: int, gone: float, burst: float, rng: np.random.Generator) -> Samples:
    """Send through Opus in packets of 20 ms; the decoder conceals the lost ones itself."""
    library, error = _libopus(), ctypes.c_int()
    encoder = ctypes.c_void_p(library.opus_encoder_create(RATE, 1, _APPLICATION_VOIP, ctypes.byref(error)))
    decoder = ctypes.c_void_p(library.opus_decoder_create(RATE, 1, ctypes.byref(error)))
    library.opus_encoder_ctl(encoder, _SET_BITRATE, ctypes.c_int(bits_per_s))
    frame = round(OPUS_FRAME_S * RATE)
    sound = np.frombuffer(_pcm(x), dtype="<i2")
    heard = np.zeros(sound.size, dtype="<i2")
    packet = ctypes.create_string_buffer(_LARGEST_PACKET)
    is_lost = lost(sound.size // frame, gone, burst, rng)
    for index, gap in enumerate(is_lost):
        part = np.ascontiguousarray(sound[index * frame : (index + 1) * frame])
        size = library.opus_encode(encoder, part.ctypes.data_as(ctypes.c_void_p), frame, packet, _LARGEST_PACKET)
        decoded = np.zeros(frame, dtype="<i2")
        library.opus_decode(decoder, None if gap else packet, 0 if gap else size,
                            decoded.ctypes.data_as(ctypes.c_void_p), frame, 0)  # fmt: skip
        heard[index * frame : (index + 1) * frame] = decoded
    library.opus_encoder_destroy(encoder)
    library.opus_decoder_destroy(decoder)
    return _samples(heard.tobytes())


@functools.cache
def _libopus() -> ctypes.CDLL:
    library = ctypes.CDLL(ctypes.util.find_library("opus") or "libopus.so.0")
    library.opus_encoder_create.restype = library.opus_decoder_create.restype = ctypes.c_void_p
    return library


@functools.cache
def _liblc3() -> ctypes.CDLL:
    library = ctypes.CDLL(ctypes.util.find_library("lc3") or "liblc3.so.0")
    library.lc3_setup_encoder.restype = library.lc3_setup_decoder.restype = ctypes.c_void_p
    return library


@functools.cache
def _libspandsp() -> ctypes.CDLL:
    library = ctypes.CDLL(ctypes.util.find_library("spandsp") or "libspandsp.so.2")
    library.plc_init.restype = ctypes.c_void_p
    return library


def _pcm(x: Samples) -> bytes:
    return (np.clip(x, -1, 32767 / 32768) * 32768).astype("<i2").tobytes()


def _samples(pcm: bytes) -> Samples:
    return (np.frombuffer(pcm[: len(pcm) // 2 * 2], dtype="<i2") / 32768).astype(np.float32)


def _ffmpeg(data: bytes, *options: str) -> bytes:
    return subprocess.run(["ffmpeg", "-v", "error", *options], input=data, capture_output=True, check=True).stdout


def _sox(data: bytes, *options: str) -> bytes:
    return subprocess.run(["sox", "-V1", *options], input=data, capture_output=True, check=True).stdout

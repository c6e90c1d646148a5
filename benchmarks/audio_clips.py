"""The speech that `audio` spoils by known amounts.

From Debian's alsa-utils, pocketsphinx-testdata, codec2-examples (the clips in which someone speaks),
asterisk-core-sounds-{en,es,fr}-wav, klettres-data through sox, and espeak-ng; what is not installed is left out.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from readiness.host.audio.wav_file import RecordingError, read_wav
from readiness.measures.audio.levels import Samples
from readiness.measures.audio.speech_presence import FRAME_S, speech_frames

FILES = (
    ("/usr/share/sounds/alsa", "[FRS]*.wav"),
    ("/usr/share/pocketsphinx/test/data", "*/*.wav"),
    ("/usr/share/codec2/wav", "*.wav"),
    ("/usr/share/asterisk/sounds", "*_*/vm-[mr]*.wav"),
)
LETTERS = Path("/usr/share/klettres")
OTHER_SENTENCES = {
    "en-gb": "The quick brown fox jumps over the lazy dog. I can hear you very well today.",
    "it": "Buongiorno, leggo questa frase ad alta voce. Poi aspetto un momento.",
    "es+m5": "Buenos días, estoy leyendo esta frase. Luego espero un momento.",
    "pl+f3": "Dzień dobry, czytam to zdanie na głos. Potem chwilę czekam.",
    "nb+f1": "God morgen, jeg leser denne setningen høyt. Så venter jeg litt.",
    "ru+m1": "Доброе утро, я читаю это предложение вслух. Потом я жду.",
    "hu+m5": "Jó reggelt, felolvasom ezt a mondatot. Aztán várok egy kicsit.",
    "tr+f3": "Günaydın, bu cümleyi yüksek sesle okuyorum. Sonra biraz bekliyorum.",
}
LANGUAGES = ("da", "de", "en_GB", "fr", "nl")
VOICES = ("sv", "sv+f2", "sv+f5", "sv+m3", "sv+m7", "sv+croak", "en+f1", "en-us", "de", "de+f3", "fr+f2", "fi+f4")
SENTENCE = "Nu läser jag den här meningen, så att det hörs hur jag låter. Sedan väntar jag en stund och läser vidare."
LONGEST_S = 20
LEAST_SPEECH_S = 0.7
SMALLEST = 30_000
"""Bytes of a file; announcements of one word are left out."""


Clip = tuple[Samples, int]
"""Samples and their rate."""


def speech_clips() -> dict[str, Clip]:
    """The clips in which someone speaks, at most `LONGEST_S` of each."""
    clips: dict[str, Clip] = {}
    with tempfile.TemporaryDirectory() as folder:
        for path in (*_installed(), *_made(Path(folder))):
            try:
                recording = read_wav(path, LONGEST_S)
            except RecordingError:
                continue
            if path.stat().st_size > SMALLEST and _speaks(recording.samples, recording.rate_hz):
                clips[f"{path.parent.name}/{path.name}"] = (recording.samples, recording.rate_hz)
    return clips


def _speaks(samples: Samples, rate_hz: int) -> bool:
    return bool(speech_frames(samples, rate_hz).sum() * FRAME_S >= LEAST_SPEECH_S)


def _installed() -> Iterator[Path]:
    for folder, pattern in FILES:
        yield from sorted(Path(folder).glob(pattern))


def _made(folder: Path) -> Iterator[Path]:
    sentences = dict.fromkeys(VOICES, SENTENCE) | OTHER_SENTENCES
    for voice, sentence in sentences.items() if shutil.which("espeak-ng") else ():
        path = folder / f"{voice}.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-w", path, sentence], check=True)
        yield path
    for language in LANGUAGES if shutil.which("sox") and LETTERS.exists() else ():
        path = folder / f"{language}.wav"
        letters = sorted(str(each) for each in (LETTERS / language).glob("*/*.ogg"))[:12]
        subprocess.run(["sox", "-V1", *letters, "-c1", "-b16", "-r44100", path], check=False)
        yield path

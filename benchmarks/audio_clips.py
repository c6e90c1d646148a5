"""Speech clips that `audio` degrades by known amounts.

They come from Debian's alsa-utils, pocketsphinx-testdata, codec2-examples (the clips with speech),
asterisk-core-sounds-{en,es,fr}-wav, klettres-data (read with sox) and espeak-ng. Packages that are not installed are
left out.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
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
FRESH_LANGUAGES = ("es", "it", "sv", "cs", "hu")
FRESH_VOICES = {
    "sv+Annie": (
        "Hej, nu provar jag mikrofonen innan mötet börjar. Hörs det bra, eller låter jag långt borta? Säg till.",
        (),
    ),
    "sv+grandpa": (
        "God dag. Jag läser upp några meningar långsamt och tydligt, så att ni hör. Det var allt.",
        ("-s", "110"),
    ),
    "sv+anika": (
        "Hej hej! Jag är åtta år och jag ska prata med doktorn om mitt knä. Det gör ont när jag springer.",
        ("-p", "90"),
    ),
    "sv+whisper": ("Jag viskar nu, för det sover någon i rummet bredvid. Hör du mig ändå, eller ska jag gå ut?", ()),
    "fi+m8": ("Huomenta, luen tämän lauseen ääneen. Sitten odotan hetken ja luen lisää, jotta ääni kuuluu.", ()),
    "ar": ("صباح الخير، أقرأ هذه الجملة بصوت عال. ثم أنتظر قليلا وأقرأ مرة أخرى حتى يسمع صوتي.", ()),
    "fa+steph": ("صبح بخیر، این جمله را بلند می‌خوانم. سپس کمی صبر می‌کنم و دوباره می‌خوانم.", ()),
    "sw": (
        "Habari za asubuhi, ninasoma sentensi hii kwa sauti. Kisha ninasubiri kidogo na kuendelea kusoma.",
        (),
    ),
    "en-us+ed": (
        "Good morning, I am reading this out loud before the meeting. Then I wait a little, and read on.",
        (),
    ),
}
"""Voices, ages, languages and ways of speaking that no limit was tuned on. None has an echo or a disabled formant."""

SV = (
    "Jag läser några rader, så att du kan höra hur jag låter i dag. Först en kort mening. "
    "Sedan en som är lite längre, med en paus i mitten, och så är jag klar."
)
MONOTONE = '<speak><prosody range="0%%">%s</prosody></speak>'
KEPT_VOICES = {
    "sv+Mario": (SV, ("-p", "5", "-s", "150")),
    "sv+Alicia": (SV, ("-p", "99")),
    "sv+grandma": (SV, ("-s", "120")),
    "sv+Andy": (SV, ("-s", "95", "-g", "12", "-a", "60")),
    "sv+Gene": (MONOTONE % SV, ("-m", "-a", "60")),
    "de+Michael": (
        MONOTONE % "Guten Morgen, ich lese diesen Satz laut vor. Dann warte ich kurz und lese noch einen weiteren.",
        ("-m",),
    ),
    "en-us+klatt2": ("Good morning, here is my voice, read out loud before we meet. Then one more line for you.", ()),
    "en-gb+klatt4": ("I would like to hear how I sound today, so I read a line or two. That is all for now.", ()),
    "sv+female_whisper": (SV, ()),
    "pl+Max": ("Dzień dobry, czytam kilka zdań, żeby było słychać mój głos. Potem jeszcze jedno, trochę dłuższe.", ()),
    "et+Diogo": ("Tere hommikust, loen siin mõne lause valjusti ette. Siis ootan natuke ja loen veel ühe lause.", ()),
    "el+Pablo": ("Καλημέρα, διαβάζω μερικές προτάσεις δυνατά. Μετά περιμένω λίγο και διαβάζω ακόμα μία.", ()),
    "ro+Lee": ("Bună dimineața, citesc câteva propoziții cu voce tare. Apoi aștept puțin și mai citesc una.", ()),
    "ku+Adam": ("Beyanî baş, ez çend hevokan bi dengê bilind dixwînim. Paşê disekinim û yeka din dixwînim.", ()),
    "uk+Steph2": ("Доброго ранку, я читаю кілька речень уголос. Потім трохи чекаю і читаю ще одне речення.", ()),
    "sv+Mr_Serious": (SV, ("-p", "20")),
}
"""Voices held out until a limit has been set. Some are monotone, deep, slow, old or a child's."""

VOICES = ("sv", "sv+f2", "sv+f5", "sv+m3", "sv+m7", "sv+croak", "en+f1", "en-us", "de", "de+f3", "fr+f2", "fi+f4")
SENTENCE = "Nu läser jag den här meningen, så att det hörs hur jag låter. Sedan väntar jag en stund och läser vidare."
LONGEST_S = 20
MIN_SPEECH_S = 0.7
SMALLEST = 30_000
"""Minimum file size in bytes, which leaves out one-word announcements."""


Clip = tuple[Samples, int]
"""Samples, and their rate in Hz."""


def speech_clips() -> dict[str, Clip]:
    """Return the clips with speech, at most `LONGEST_S` of each."""
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


def kept_clips() -> dict[str, Clip]:
    """Return voices that are in neither of the other sets."""
    with tempfile.TemporaryDirectory() as folder:
        recordings = {path.name: read_wav(path, LONGEST_S) for path in _spoken(KEPT_VOICES, Path(folder))}
    return {name: (each.samples, each.rate_hz) for name, each in recordings.items()}


def fresh_clips() -> dict[str, Clip]:
    """Return voices that are in no other set: some with a sentence of their own, some reading letters aloud."""
    clips: dict[str, Clip] = {}
    with tempfile.TemporaryDirectory() as folder:
        for path in (*_spoken(FRESH_VOICES, Path(folder)), *_letters(FRESH_LANGUAGES, Path(folder))):
            recording = read_wav(path, LONGEST_S)
            clips[path.name] = (recording.samples, recording.rate_hz)
    return clips


def _spoken(voices: Mapping[str, tuple[str, tuple[str, ...]]], folder: Path) -> Iterator[Path]:
    for voice, (sentence, options) in voices.items() if shutil.which("espeak-ng") else ():
        path = folder / f"fresh {voice}.wav"
        subprocess.run(["espeak-ng", "-v", voice, *options, "-w", path, sentence], check=True)
        yield path


def _speaks(samples: Samples, rate_hz: int) -> bool:
    return bool(speech_frames(samples, rate_hz).sum() * FRAME_S >= MIN_SPEECH_S)


def _installed() -> Iterator[Path]:
    for folder, pattern in FILES:
        yield from sorted(Path(folder).glob(pattern))


def _made(folder: Path) -> Iterator[Path]:
    sentences = dict.fromkeys(VOICES, SENTENCE) | OTHER_SENTENCES
    for voice, sentence in sentences.items() if shutil.which("espeak-ng") else ():
        path = folder / f"{voice}.wav"
        subprocess.run(["espeak-ng", "-v", voice, "-w", path, sentence], check=True)
        yield path
    yield from _letters(LANGUAGES, folder)


def _letters(languages: Iterable[str], folder: Path) -> Iterator[Path]:
    for language in languages if shutil.which("sox") and LETTERS.exists() else ():
        path = folder / f"{language}.wav"
        letters = sorted(str(each) for each in (LETTERS / language).glob("*/*.ogg"))[:12]
        if letters:
            subprocess.run(["sox", "-V1", *letters, "-c1", "-b16", "-r44100", path], check=False)
            yield path

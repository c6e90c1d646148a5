"""Voices of people and of synthesizers, at least 8 s of each, in two parts that no limit was tuned on.

People: the two actors in Debian's fillets-ng-data-cs and -nl, and the announcers in asterisk-core-sounds-*-g722 (read
with ffmpeg). Synthesizers: festival with festvox-czech-*, -italp16k, -itapc16k, -kdlpc16k and -ru,
flite, and espeak-ng. Packages that are
not installed are left out.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from audio_clips import Clip

from readiness.checks.microphone import Policy
from readiness.host.audio.wav_file import RecordingError, read_wav
from readiness.measures.audio.levels import Samples
from readiness.measures.audio.speech_presence import FRAME_S, speech_frames

LONGEST_S, SPEAKER_S = 20.0, 10.0
PAUSE_S, FADE_S = 0.35, 0.015
FULL_SCALE = 0.98
"""Peak above which a recording may already be clipped in the source."""

FILLETS, ANNOUNCERS = Path("/usr/share/games/fillets-ng/sound"), Path("/usr/share/asterisk/sounds")

CZECH = "Dobrý den, čtu několik vět nahlas, aby bylo slyšet můj hlas. Potom chvilku počkám a přečtu ještě jednu."
ENGLISH = "Good morning. I read a few lines aloud, so that you can hear me. Then I wait for a while, and read one more."
FINNISH = "Huomenta. Luen ääneen muutaman lauseen, jotta ääneni kuuluu. Sitten odotan."
SWEDISH = (
    "God morgon, jag läser några meningar högt, så att ni hör min röst. Sedan väntar jag lite, och så läser jag "
    "en mening till."
)

Source = Callable[[Path], Path | None]


def joined(files: list[Path], folder: Path, name: str, full_scale: float = FULL_SCALE) -> Path | None:
    """Join several recordings of one speaker, each faded in and out, with pauses in between.

    Recordings whose peak reaches `full_scale` are left out.
    """
    parts = []
    for file in files:
        made = folder / "part.wav"
        done = subprocess.run(
            ["ffmpeg", "-v", "error", "-y", "-i", file, "-ac", "1", "-sample_fmt", "s16", made], check=False
        )
        recording = read_wav(made, LONGEST_S) if done.returncode == 0 else None
        if recording is not None and np.abs(recording.samples).max() < full_scale:
            parts.append(recording)
    if not parts:
        return None
    rate_hz = parts[0].rate_hz
    ramp = np.linspace(0, 1, round(FADE_S * rate_hz), dtype=np.float32)
    pause = np.zeros(round(PAUSE_S * rate_hz), dtype=np.float32)
    whole: list[Samples] = []
    for part in parts:
        samples = part.samples.copy()
        samples[: ramp.size] *= ramp
        samples[-ramp.size :] *= ramp[::-1]
        whole += [pause, samples]
    return _written(np.concatenate(whole), rate_hz, folder / f"{name}.wav")


def _written(samples: Samples, rate_hz: int, path: Path) -> Path:
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "f32le", "-ar", str(rate_hz), "-ac", "1", "-i", "-", path],
        input=samples.astype("<f4").tobytes(),
        check=True,
    )
    return path


def largest(folder: Path, pattern: str, count: int, after: int = 0) -> list[Path]:
    """Return the longest recordings, by file size."""
    return sorted(folder.glob(pattern), key=lambda path: -path.stat().st_size)[after : after + count]


def actor(language: str, letter: str) -> Source:
    """Return the voice of one of the two fish in fillets-ng."""
    return lambda folder: joined(
        largest(FILLETS, f"[!s]*/{language}/*-{letter}-*.ogg", 16, 3), folder, f"actor {language} {letter}"
    )


def announcer(name: str) -> Source:
    """Return the voice of one of Asterisk's announcers."""
    return lambda folder: joined(largest(ANNOUNCERS / name, "*.g722", 6), folder, name)


def festival(voice: str, sentence: str, encoding: str = "latin-1") -> Source:
    """Return a voice of festival."""

    def made(folder: Path) -> Path | None:
        path = folder / f"{voice}.wav"
        command = ["text2wave", "-scale", "0.5", "-eval", f"({voice})", "-o", str(path)]
        done = subprocess.run(command, input=sentence.encode(encoding), check=False, capture_output=True)
        return path if done.returncode == 0 else None

    return made


def flite(voice: str) -> Source:
    """Return a voice of flite."""

    def made(folder: Path) -> Path | None:
        path = folder / f"flite {voice}.wav"
        done = subprocess.run(["flite", "-voice", voice, "-t", ENGLISH, "-o", path], check=False)
        return path if done.returncode == 0 else None

    return made


def espeak(voice: str, sentence: str = SWEDISH, *options: str) -> Source:
    """Return a voice of espeak-ng."""

    def made(folder: Path) -> Path:
        path = folder / f"espeak {voice}.wav"
        subprocess.run(["espeak-ng", "-a", "50", "-v", voice, *options, "-w", path, sentence], check=True)
        return path

    return made


PARTS: dict[str, tuple[Source, ...]] = {
    "people": (
        actor("cs", "m"),
        actor("cs", "v"),
        announcer("ru_RU_f_IvrvoiceRU"),
        announcer("it_IT_m_Carlo"),
        festival("voice_czech_krb", CZECH, "iso-8859-2"),
        festival("voice_czech_dita", CZECH, "iso-8859-2"),
        flite("rms"),
        espeak("sv+Tweaky"),
        espeak("vi", "Chào buổi sáng, tôi đọc to vài câu để mọi người nghe rõ. Sau đó tôi chờ một chút rồi đọc thêm."),
    ),
    "more people": (
        actor("nl", "m"),
        actor("nl", "v"),
        announcer("es_MX_f_Allison"),
        announcer("fr_CA_f_June"),
        festival("voice_czech_machac", CZECH, "iso-8859-2"),
        festival("voice_czech_ph", CZECH, "iso-8859-2"),
        festival("voice_lp_diphone", "Buongiorno, leggo alcune frasi ad alta voce. Poi aspetto, e ne leggo un'altra."),
        flite("slt"),
        espeak("sv+Denis"),
        espeak("hi", "सुप्रभात, मैं कुछ वाक्य ज़ोर से पढ़ रहा हूँ। फिर मैं थोड़ा रुकता हूँ और एक और पढ़ता हूँ।"),
    ),
    "links": (
        festival("voice_suo_fi_lj_diphone", FINNISH),
        espeak("sv+Marco"),
        espeak("sv+Belinda"),
        espeak("is+Iven", "Góðan daginn. Ég les nokkrar setningar upphátt svo að þið heyrið í mér. Svo bíð ég aðeins."),
        espeak("lv+Jacky", "Labrīt. Es skaļi lasu dažus teikumus, lai jūs dzirdētu manu balsi."),
        espeak("pt-br+Pedro", "Bom dia. Leio algumas frases em voz alta, para que ouçam a minha voz. Depois espero."),
    ),
    "links checking": (
        festival("voice_suo_fi_mv_diphone", FINNISH),
        festival("voice_kal_diphone", ENGLISH),
        espeak("sv+Linda"),
        espeak("sv+Rob"),
        espeak("nb+Henrique", "God morgen. Jeg leser noen setninger høyt, så dere hører stemmen min. Så venter jeg."),
        espeak("lt+Zac", "Labas rytas. Garsiai skaitau kelis sakinius, kad girdėtumėte mano balsą. Tada palaukiu."),
        espeak("hr+Quincy", "Dobro jutro. Čitam nekoliko rečenica naglas da biste me čuli. Zatim malo čekam."),
    ),
    "new checking": (
        festival("voice_upc_ca_ona_hts", "Bon dia. Llegeixo unes quantes frases en veu alta. Despres espero una mica."),
        festival("voice_cmu_us_slt_arctic_hts", ENGLISH),
        flite("awb"),
        flite("kal16"),
        espeak("sv+Hugo"),
        espeak("sv+Andrea"),
        espeak("sv+Paul"),
        espeak("da+Antonio", "Godmorgen. Jeg læser nogle sætninger højt, så I kan høre mig. Så venter jeg lidt."),
        espeak("fi+Auntie", FINNISH),
        espeak("de+victor", "Guten Morgen. Ich lese einige Sätze laut vor, damit ihr mich hört. Dann warte ich kurz."),
        espeak("ms+Caleb", "Selamat pagi. Saya membaca beberapa ayat dengan kuat supaya anda mendengar suara saya."),
        espeak("ka+Michel", "დილა მშვიდობისა. ხმამაღლა ვკითხულობ რამდენიმე წინადადებას, რომ გამიგონოთ. მერე ველოდები."),
    ),
    "ward checking": (
        festival("voice_ked_diphone", ENGLISH),
        festival("voice_pc_diphone", "Buongiorno a tutti. Leggo qualche frase ad alta voce. Poi aspetto un momento."),
        festival("voice_msu_ru_nsh_clunits", "Доброе утро. Я читаю несколько предложений вслух. Потом жду.", "utf-8"),
        espeak("sv+Alex"),
        espeak("sv+david"),
        espeak("sv+shelby"),
        espeak("en-us+Storm", ENGLISH),
        espeak("en-us+kaukovalta", ENGLISH),
        espeak("fi+john", FINNISH),
        espeak("fi+benjamin", FINNISH),
    ),
}  # fmt: skip
PARTS["ward"] = PARTS["links"]


def speaker(folder: Path) -> Clip | None:
    """Return the joined recordings of one speaker; None if they cannot be read or hold too little speech."""
    with tempfile.TemporaryDirectory() as made:
        path = joined(sorted(folder.iterdir()), Path(made), "speaker", full_scale=2.0)
        try:
            recording = read_wav(path, SPEAKER_S) if path else None
        except RecordingError:
            return None
    if recording is None:
        return None
    speech_s = speech_frames(recording.samples, recording.rate_hz).sum() * FRAME_S
    return (recording.samples, recording.rate_hz) if speech_s >= Policy().speech_min_s else None


def people(part: str) -> dict[str, Clip]:
    """Return the voices of a part."""
    clips: dict[str, Clip] = {}
    with tempfile.TemporaryDirectory() as folder:
        for source in PARTS[part] if shutil.which("ffmpeg") else ():
            path = source(Path(folder))
            try:
                recording = read_wav(path, LONGEST_S) if path is not None else None
            except RecordingError:
                continue
            if recording is not None and path is not None:
                clips[path.stem] = (recording.samples, recording.rate_hz)
    return clips

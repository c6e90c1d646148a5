"""Measurement and policy of the check `microphone`."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from readiness.host.privacy.device_access import DENIED_BY_WORDS
from readiness.i18n import N_
from readiness.model import HIGHER_IS_STRICTER, LOWER_IS_STRICTER, CheckMeasurement, CheckSection, Visibility, fact


class Policy(CheckSection, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits for sound. "Judgement" as the source means that no listening test supports the number."""

    listen_s: Annotated[
        float,
        Meta(
            ge=1, le=60, description="to notice the sentence and read it; live, the latest so much is judged; judgement"
        ),
    ] = 8
    speech_enough_s: Annotated[
        float,
        Meta(
            ge=0.5,
            le=30,
            description="half of the 6 s of active speech that ITU-T P.56 users take; judgement",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 3
    speech_min_s: Annotated[
        float,
        Meta(
            ge=0.1,
            le=30,
            description="two or three words; below this a knock could be taken for speech",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 0.5
    silent_dbfs: Annotated[
        float,
        Meta(
            ge=-120,
            le=0,
            description="an open microphone in a quiet room gives more; judgement",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = -75
    inaudible_dbfs: Annotated[
        float,
        Meta(
            ge=-120,
            le=0,
            description="20 dB under the nominal speech level, −26 dBov in ITU-T P.56; judgement",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = -46
    quiet_dbfs: Annotated[
        float,
        Meta(
            ge=-120,
            le=0,
            description="10 dB under the nominal speech level, −26 dBov in ITU-T P.56; judgement",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = -36
    loud_dbfs: Annotated[
        float,
        Meta(
            ge=-60,
            le=0,
            description="ITU-T P.56 puts peaks 15.9 dB over the level: no room is left; judgement",
            extra=LOWER_IS_STRICTER,
        ),
    ] = -12
    snr_poor_db: Annotated[
        float, Meta(ge=0, le=60, description="words are lost in the noise; judgement", extra=HIGHER_IS_STRICTER)
    ] = 12
    snr_good_db: Annotated[
        float, Meta(ge=0, le=60, description="below this noise tires the listener; judgement", extra=HIGHER_IS_STRICTER)
    ] = 20
    room_sounds_db: Annotated[
        float,
        Meta(
            ge=0,
            le=60,
            description="other sounds this little under the speech are heard as well; judgement",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 15
    clipping_per_s: Annotated[
        float,
        Meta(
            ge=0,
            le=1000,
            description="unclipped speech gave none: docs/audio-sets.md, Clipping",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.5
    clipping_severe_percent: Annotated[
        float,
        Meta(ge=0, le=100, description="of the samples; the voice sounds torn; judgement", extra=LOWER_IS_STRICTER),
    ] = 1
    dropouts_max: Annotated[
        float,
        Meta(
            ge=0,
            le=1000,
            description="unbroken speech gave none: docs/audio-sets.md, Drop-outs",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0
    dropouts_severe_percent: Annotated[
        float,
        Meta(
            ge=0,
            le=100,
            description="of the time; speech codecs hide about 5 % loss; judgement",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 5
    hum_dbfs: Annotated[
        float,
        Meta(ge=-120, le=0, description="softer hum is not heard beside speech; judgement", extra=LOWER_IS_STRICTER),
    ] = -60
    hum_audible_db: Annotated[
        float,
        Meta(
            ge=0,
            le=80,
            description="over the threshold of hearing, with speech at 65 dB SPL: docs/audio-sets.md",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 16
    offset_dbfs: Annotated[
        float,
        Meta(
            ge=-60,
            le=0,
            description="a fifth of full scale: less is taken away without harm; judgement",
            extra=LOWER_IS_STRICTER,
        ),
    ] = -14
    clicks_per_s: Annotated[
        float,
        Meta(
            ge=0,
            le=1000,
            description="unbroken speech gave at most 0.42: docs/audio-sets.md, Broken-up voice",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 1.0
    repeats_per_s: Annotated[
        float,
        Meta(
            ge=0,
            le=1000,
            description="unbroken speech gave at most 0.3: docs/audio-sets.md, Broken-up voice",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0.75
    repeats_severe_per_s: Annotated[
        float,
        Meta(
            ge=0,
            le=1000,
            description="every twentieth packet of 10 ms; speech codecs hide about 5 % loss; judgement",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 5
    cuts_max: Annotated[
        float,
        Meta(
            ge=0,
            le=1000,
            description="unbroken speech gave none: docs/audio-sets.md, Broken-up voice",
            extra=LOWER_IS_STRICTER,
        ),
    ] = 0
    whine_dbfs: Annotated[
        float,
        Meta(ge=-120, le=0, description="a softer tone is not heard beside speech; judgement", extra=LOWER_IS_STRICTER),
    ] = -60
    treble_min_db: Annotated[
        float,
        Meta(
            ge=-80,
            le=0,
            description="speech gave −32 and more, covered microphones −34 and less: docs/audio-sets.md",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = -33
    sibilance_min_db: Annotated[
        float,
        Meta(
            ge=-80,
            le=0,
            description="speech gave −24 and more, covered microphones less with few exceptions: docs/audio-sets.md",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = -25
    quickest_fall_min_db: Annotated[
        float,
        Meta(
            ge=0,
            le=60,
            description="speech 8 dB over the room's sound gave 14.3 and more, 3 dB under it 11.3: docs/audio-sets.md",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 12
    bandwidth_min_hz: Annotated[
        float,
        Meta(
            ge=1000,
            le=24000,
            description="telephone band ends at 3.4 kHz, wide band at 7 kHz, ITU-T G.722",
            extra=HIGHER_IS_STRICTER,
        ),
    ] = 4500


class Measurement(CheckMeasurement, frozen=True, kw_only=True):
    """The measured sound. `finished`: there is enough speech to judge, or the listening time is over."""

    name: str | None = fact(N_("Microphone"), private=True)
    device: str | None = fact(N_("Address"), private=True, visibility=Visibility.MACHINES)
    fault: str | None = fact(N_("Obstacle"), visibility=Visibility.HEADLINE)  # a Fault of microphone_stream or wav_file
    denied_by: str | None = fact(N_("Who blocks it"), words=DENIED_BY_WORDS)
    used_by: str | None = fact(N_("Used by"))
    in_call: bool | None = fact(N_("Another program is in a call"))
    muted_in_system: bool | None = fact(N_("Muted in the system's settings"))
    finished: bool | None = fact(N_("Listening finished"), visibility=Visibility.HEADLINE)
    sample_rate_hz: int | None = fact(N_("Sample rate (Hz)"))
    heard_s: float | None = fact(N_("Sound measured (s)"))
    speech_s: float | None = fact(N_("Speech (s)"))
    level_dbfs: float | None = fact(N_("Sound level (dBFS)"))
    peak_dbfs: float | None = fact(N_("Highest peak (dBFS)"))
    offset_dbfs: float | None = fact(N_("Constant offset (dBFS)"))
    digital_silence: bool | None = fact(N_("Every sample is the same"))
    speech_level_dbfs: float | None = fact(N_("Speech level, ITU-T P.56 (dBFS)"))
    level_drop_db: float | None = fact(N_("Voice falls by (dB)"))
    noise_dbfs: float | None = fact(N_("Noise floor (dBFS)"))
    snr_db: float | None = fact(N_("Speech over noise (dB)"))
    room_voices_dbfs: float | None = fact(N_("Other voices in the room (dBFS)"))
    room_sounds_dbfs: float | None = fact(N_("Other sounds in the room (dBFS)"))
    clipping_per_s: float | None = fact(N_("Clipped peaks a second"))
    clipping_percent: float | None = fact(N_("Clipped samples (%)"))
    dropouts_count: int | None = fact(N_("Drop-outs"))
    dropouts_percent: float | None = fact(N_("Lost to drop-outs (%)"))
    clicks_per_s: float | None = fact(N_("Clicks a second"))
    cuts_count: int | None = fact(N_("Sudden ends"))
    regular_breaks_hz: float | None = fact(N_("Regular breaks a second"))
    repeats_per_s: float | None = fact(N_("Repeats a second"))
    echo_under_db: float | None = fact(N_("Own echo, under the voice (dB)"))
    echo_delay_ms: float | None = fact(N_("Own echo, after (ms)"))
    hum_hz: int | None = fact(N_("Mains hum (Hz)"))
    hum_dbfs: float | None = fact(N_("Mains hum (dBFS)"))
    hum_audible_db: float | None = fact(N_("Mains hum over the threshold of hearing (dB)"))
    whine_hz: int | None = fact(N_("Steady tone (Hz)"))
    whine_dbfs: float | None = fact(N_("Steady tone (dBFS)"))
    fleeting_tones_db: float | None = fact(N_("Short tones over the noise (dB)"))
    treble_db: float | None = fact(N_("Treble beside bass (dB)"))
    sibilance_db: float | None = fact(N_("Hissing consonants beside the voice (dB)"))
    quickest_fall_db: float | None = fact(N_("Quickest fall in 60 ms (dB)"))
    bandwidth_hz: float | None = fact(N_("Bandwidth (Hz)"))


def tenths(value: float | None) -> float | None:
    """Round to what a measurement holds of levels and frequencies."""
    return None if value is None else round(value, 1)

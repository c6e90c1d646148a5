"""Which cameras and microphones there are to choose from, and what the person has chosen and said of them. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from readiness.checks import camera, headset
from readiness.model import Device, Request
from readiness.storage.preferences import HeadsetAnswer, Remembered

COMPUTERS_CHOICE = ""
"""Chosen instead of a device: whatever the system gives."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Devices to choose from.

    `options`: what opens each, and its name. `in_use`: what opens the one in use. `chosen`: what the person wants,
    which may be none of them.
    """

    device: Device
    options: tuple[tuple[str, str], ...]
    in_use: str | None
    chosen: str = COMPUTERS_CHOICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the probes have told of, and what the person has chosen; kept while a probe starts afresh.

    Attributes:
        offers: the devices that there are.
        chosen: what opens the device that the person wants.
        microphones: those that were told of last.
        answers: what a person said of microphones that could not be told, by their key. What was said of a socket lasts
            until its plug is seen to be pulled out, and at most for the day.
        tones: whether the person heard the tone through an output, by its key; nothing is kept of it after the session.
    """

    offers: Mapping[Device, Offer] = field(default_factory=dict)
    chosen: Mapping[Device, str] = field(default_factory=dict)
    microphones: tuple[headset.Microphone, ...] = ()
    answers: Mapping[str, HeadsetAnswer] = field(default_factory=dict)
    tones: Mapping[str, bool] = field(default_factory=dict)

    def hear(self, measurement: object) -> Choices:
        """The choices after a measurement; one that tells of no devices changes nothing."""
        match measurement:
            case camera.Measurement(cameras=tuple(cameras), camera_id=in_use):
                offer = Offer(Device.CAMERA, cameras, in_use)
                return replace(self, offers={**self.offers, offer.device: offer})
            case headset.Measurement(microphones=tuple(found), id=in_use):
                return self._hear_microphones(found, in_use)
            case _:
                return self

    def _hear_microphones(self, found: tuple[headset.Microphone, ...], in_use: str | None) -> Choices:
        opens = {each: _opens(each, found) for each in found}
        options = {opened: each.name for each, opened in opens.items()}
        now = next((opened for each, opened in opens.items() if each.id == in_use), None)
        offer = Offer(Device.MICROPHONE, tuple(options.items()), now)
        here = {each.key for each in found}
        return replace(
            self,
            offers={**self.offers, offer.device: offer},
            microphones=found,
            answers={key: said for key, said in self.answers.items() if key in here or not said.passing},
        )

    def choose(self, device: Device, wanted: str) -> Choices:
        """The choices after the person has made one, or has left it to the computer."""
        others = {each: opened for each, opened in self.chosen.items() if each is not device}
        return replace(self, chosen=others if wanted == COMPUTERS_CHOICE else {**others, device: wanted})

    def answer(self, key: str, said: HeadsetAnswer | None) -> Choices:
        """The choices after the person has said what the microphone with that key is; None takes it back."""
        others = {each: before for each, before in self.answers.items() if each != key}
        return replace(self, answers=others if said is None else {**others, key: said})

    def on_day(self, day: date) -> Choices:
        """The choices with the answers that still count on that day."""
        return replace(self, answers={key: said for key, said in self.answers.items() if said.holds_on(day)})

    def hear_tone(self, output_key: str, heard: bool | None) -> Choices:  # noqa: FBT001  (yes, no or nothing said)
        """The choices after the person has said whether the tone was heard; another output is another question."""
        return replace(self, tones={} if heard is None else {output_key: heard})

    def offer_of(self, device: Device) -> Offer | None:
        """What there is to choose from, and what is chosen; None before a probe has told."""
        offer = self.offers.get(device)
        return replace(offer, chosen=self._as_offered(offer)) if offer else None

    def _as_offered(self, offer: Offer) -> str:
        """What is chosen, as the list has it: a microphone by its key, or by its id when another is alike."""
        chosen = self.chosen.get(offer.device, COMPUTERS_CHOICE)
        opened = dict(offer.options)
        if offer.device is not Device.MICROPHONE or chosen in opened:
            return chosen
        meant = [_opens(each, self.microphones) for each in self.microphones if chosen in (each.id, each.key)]
        return offer.in_use if offer.in_use in meant else next(iter(meant), chosen)

    def request(self, base: Request) -> Request:
        """`base`, for the devices that are chosen, and with what was said of them."""
        return replace(
            base,
            camera=self.chosen.get(Device.CAMERA, base.camera),
            microphone=self.chosen.get(Device.MICROPHONE, base.microphone),
            headset_answers={key: said.is_headset for key, said in self.answers.items()},
            tone_answers=self.tones,
        )

    def to_remember(self) -> Mapping[str, object]:
        """What lasts until the next start, as fields of `Remembered`: what knows a device again, never its name."""
        wanted = self.chosen.get(Device.MICROPHONE, "")
        return {
            "camera": self.chosen.get(Device.CAMERA, ""),
            "microphone": next((each.key for each in self.microphones if each.id == wanted), wanted),
            "headsets": dict(self.answers),
        }


def _opens(one: headset.Microphone, among: tuple[headset.Microphone, ...]) -> str:
    """Its key, which knows it again in another socket; of two alike each is opened by its own address."""
    alike = sum(each.key == one.key for each in among)
    return one.key if alike == 1 else one.id or one.name


def remembered_choices(remembered: Remembered) -> Choices:
    """What was chosen and said before."""
    chosen = {Device.CAMERA: remembered.camera, Device.MICROPHONE: remembered.microphone}
    return Choices(
        chosen={device: wanted for device, wanted in chosen.items() if wanted}, answers=dict(remembered.headsets)
    )

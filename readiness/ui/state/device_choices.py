"""The available cameras and microphones, and the person's choices and answers about them. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec
from msgspec.structs import replace

from readiness.checks import camera, headset
from readiness.model import CheckMeasurement, Device, Request
from readiness.storage.preferences import HeadsetAnswer, Preferences

COMPUTERS_CHOICE = ""
"""The choice of the system's default device."""


class Offer(msgspec.Struct, frozen=True):
    """The devices available for selection.

    `options`: key or address that opens each, and its name. `in_use`: that of the device in use. `chosen`: the selected
    one, which may be none of them.
    """

    device: Device
    options: tuple[tuple[str, str], ...]
    in_use: str | None
    chosen: str = COMPUTERS_CHOICE


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """Devices reported by the probes, and the person's choices; preserved when a probe restarts.

    Attributes:
        offers: the available devices.
        chosen: key or address of the device selected by the person.
        microphones: the microphones reported last.
        answers: the person's answers about unclassified microphones, by key. An answer about a socket lasts
            until the plug is pulled out, and at most for the day.
        tones: whether the person heard the tone through an output, by its key; not stored after the session.
    """

    offers: Mapping[Device, Offer] = msgspec.field(default_factory=dict)
    chosen: Mapping[Device, str] = msgspec.field(default_factory=dict)
    microphones: tuple[headset.Microphone, ...] = ()
    answers: Mapping[str, HeadsetAnswer] = msgspec.field(default_factory=dict)
    tones: Mapping[str, bool] = msgspec.field(default_factory=dict)

    def updated(self, measurement: CheckMeasurement | None) -> Choices:
        """Return the choices updated with the devices in a measurement, if it has any."""
        match measurement:
            case camera.Measurement(cameras=tuple(cameras), camera_id=in_use):
                offer = Offer(Device.CAMERA, cameras, in_use)
                return replace(self, offers={**self.offers, offer.device: offer})
            case headset.Measurement(microphones=tuple(found), id=in_use):
                return self._updated_microphones(found, in_use)
            case _:
                return self

    def _updated_microphones(self, found: tuple[headset.Microphone, ...], in_use: str | None) -> Choices:
        opens = {each: _opens(each, found) for each in found}
        options = {opened: each.name for each, opened in opens.items()}
        now = next((opened for each, opened in opens.items() if each.id == in_use), None)
        offer = Offer(Device.MICROPHONE, tuple(options.items()), now)
        here = {each.key for each in found}
        return replace(
            self,
            offers={**self.offers, offer.device: offer},
            microphones=found,
            answers={key: answer for key, answer in self.answers.items() if key in here or not answer.passing},
        )

    def choose(self, device: Device, wanted: str) -> Choices:
        """Return the choices with another device selected, or the system's default."""
        others = {each: opened for each, opened in self.chosen.items() if each is not device}
        return replace(self, chosen=others if wanted == COMPUTERS_CHOICE else {**others, device: wanted})

    def answer(self, key: str, answer: HeadsetAnswer | None) -> Choices:
        """Return the choices with an answer about the microphone with that key; None withdraws it."""
        others = {each: before for each, before in self.answers.items() if each != key}
        return replace(self, answers=others if answer is None else {**others, key: answer})

    def on_day(self, day: date) -> Choices:
        """Return the choices with only the answers still valid on that day."""
        return replace(self, answers={key: answer for key, answer in self.answers.items() if answer.is_valid_on(day)})

    def hear_tone(self, output_key: str, heard: bool | None) -> Choices:  # noqa: FBT001  (yes, no or nothing said)
        """Return the choices with the answer whether the tone was heard through that output, the only one kept."""
        return replace(self, tones={} if heard is None else {output_key: heard})

    def offer_of(self, device: Device) -> Offer | None:
        """Return the available devices and the selected one; None before a probe has reported any."""
        offer = self.offers.get(device)
        return replace(offer, chosen=self._as_offered(offer)) if offer else None

    def _as_offered(self, offer: Offer) -> str:
        """Return the selected option: a microphone by its key, or by its id if another has the same key."""
        chosen = self.chosen.get(offer.device, COMPUTERS_CHOICE)
        opened = dict(offer.options)
        if offer.device is not Device.MICROPHONE or chosen in opened:
            return chosen
        meant = [_opens(each, self.microphones) for each in self.microphones if chosen in (each.id, each.key)]
        return offer.in_use if offer.in_use in meant else next(iter(meant), chosen)

    def request(self, base: Request) -> Request:
        """Return `base` with the selected devices and the answers about them."""
        return replace(
            base,
            camera=self.chosen.get(Device.CAMERA, base.camera),
            microphone=self.chosen.get(Device.MICROPHONE, base.microphone),
            headset_answers={key: answer.is_headset for key, answer in self.answers.items()},
            tone_answers=self.tones,
        )

    def fields_to_store(self) -> Mapping[str, object]:
        """Return the fields of `Preferences` to store until the next start: identifiers of devices, never names."""
        wanted = self.chosen.get(Device.MICROPHONE, "")
        return {
            "camera": self.chosen.get(Device.CAMERA, ""),
            "microphone": next((each.key for each in self.microphones if each.id == wanted), wanted),
            "headsets": dict(self.answers),
        }


def _opens(one: headset.Microphone, among: tuple[headset.Microphone, ...]) -> str:
    """Return the microphone's key, which is the same in another socket, or its id if another has the same key."""
    alike = sum(each.key == one.key for each in among)
    return one.key if alike == 1 else one.id or one.name


def stored_choices(stored: Preferences) -> Choices:
    """Return the stored choices."""
    chosen = {Device.CAMERA: stored.camera, Device.MICROPHONE: stored.microphone}
    return Choices(
        chosen={device: wanted for device, wanted in chosen.items() if wanted}, answers=dict(stored.headsets)
    )

"""Which cameras and microphones there are to choose from, and which the person has chosen. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from readiness.checks import camera, headset
from readiness.model import Request
from readiness.ui.happenings import Device

CHECKS_OF: Mapping[Device, tuple[str, ...]] = {Device.CAMERA: ("camera",), Device.MICROPHONE: ("headset", "microphone")}
"""In whose rows the choice is made; the probes behind them are what another choice restarts."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Devices to choose from. `options`: what opens each, and its name. `in_use`: what opens the one in use."""

    device: Device
    options: tuple[tuple[str, str], ...]
    in_use: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the probes have told of, and what the person has chosen; kept while a probe starts afresh."""

    offers: Mapping[Device, Offer] = field(default_factory=dict)
    chosen: Mapping[Device, str] = field(default_factory=dict)

    def hear(self, measurement: object) -> Choices:
        """The choices after a measurement; one that tells of no devices changes nothing."""
        match measurement:
            case camera.Measurement(cameras=tuple(cameras), camera_id=in_use):
                offer = Offer(Device.CAMERA, cameras, in_use)
            case headset.Measurement(microphones=tuple(names), name=in_use):
                offer = Offer(Device.MICROPHONE, tuple((name, name) for name in dict.fromkeys(names)), in_use)
            case _:
                return self
        return replace(self, offers={**self.offers, offer.device: offer})

    def choose(self, device: Device, wanted: str) -> Choices:
        """The choices after the person has made one."""
        return replace(self, chosen={**self.chosen, device: wanted})

    def offered(self, check: str) -> Offer | None:
        """What the row of that check offers; None when there is nothing else than what is in use."""
        device = next((each for each, checks in CHECKS_OF.items() if check in checks), None)
        offer = self.offers.get(device) if device else None
        if offer is None:
            return None
        offer = replace(offer, in_use=self.chosen.get(offer.device, offer.in_use))
        return offer if any(wanted != offer.in_use for wanted, _ in offer.options) else None

    def request(self, base: Request) -> Request:
        """`base`, for the devices that are chosen."""
        return replace(
            base,
            camera=self.chosen.get(Device.CAMERA, base.camera),
            microphone=self.chosen.get(Device.MICROPHONE, base.microphone),
        )

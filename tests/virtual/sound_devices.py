"""Real microphones and outputs as a sound rig shows them: names and properties as the real devices give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, eq=False)
class Microphone:
    """A virtual input: the PulseAudio source name, PortAudio's name for it, and the properties of the real thing."""

    source: str
    portaudio_name: str
    properties: Mapping[str, str] = field(default_factory=dict)
    rate_hz: int = 48000
    channels: int = 1

    @property
    def feed(self) -> str:
        """The sink that sound is played into."""
        return f"feed.{self.source}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Output:
    """A virtual output: the PulseAudio sink name, PortAudio's name for it, and its properties."""

    sink: str
    portaudio_name: str
    properties: Mapping[str, str] = field(default_factory=dict)


def _usb(vendor: str, product: str, description: str, **more: str) -> dict[str, str]:
    return {
        "device.description": description,
        "device.bus": "usb",
        "device.vendor.id": vendor,
        "device.product.id": product,
    } | {key.replace("_", ".", 1): value for key, value in more.items()}


def _bluetooth(description: str, codec: str) -> dict[str, str]:
    return {
        "device.description": description,
        "device.bus": "bluetooth",
        "device.api": "bluez5",
        "device.form_factor": "headset",
        "api.bluez5.profile": "headset-head-unit",
        "api.bluez5.codec": codec,
        "bluez.class": "0x240404",
    }


USB_HEADSET = Microphone(
    source="alsa_input.usb-GN_Audio_A_S_Jabra_Evolve2_65_A00312-00.mono-fallback",
    portaudio_name="Headset Microphone (Jabra Evolve2 65)",
    properties=_usb(
        "0b0e",
        "24f6",
        "Jabra Evolve2 65 Mono",
        device_form_factor="headset",
    ),
)
USB_HEADSET_WITHOUT_FORM_FACTOR = Microphone(
    source="alsa_input.usb-Plantronics_Plantronics_Blackwire_3225_Series_1129-00.analog-stereo",
    portaudio_name="Headset Microphone (Plantronics Blackwire 3225 Series)",
    properties=_usb("047f", "c058", "Plantronics Blackwire 3225 Series Analog Stereo"),
)
AIRPODS = Microphone(
    source="bluez_input.AC_90_85_00_11_22.0",
    portaudio_name="Headset (Annas AirPods Pro Hands-Free AG Audio)",
    properties=_bluetooth("Annas AirPods Pro", "msbc"),
    rate_hz=16000,
)
NARROW_BAND_EARBUDS = Microphone(
    source="bluez_input.64_03_7F_00_11_22.0",
    portaudio_name="Headset (Galaxy Buds Live Hands-Free AG Audio)",
    properties=_bluetooth("Galaxy Buds Live", "cvsd"),
    rate_hz=8000,
)
USB_EARPHONES = Microphone(
    source="alsa_input.usb-Samsung_USBC_Headset_20190816-00.mono-fallback",
    portaudio_name="Headset Microphone (Samsung USBC Headset)",
    properties=_usb("04e8", "a051", "Samsung USBC Headset Mono", device_form_factor="headset"),
)
BUILT_IN = Microphone(
    source="alsa_input.pci-0000_00_1f.3.analog-stereo",
    portaudio_name="Microphone Array (Realtek(R) Audio)",
    properties={
        "device.description": "Built-in Audio Analog Stereo",
        "device.bus": "pci",
        "device.form_factor": "internal",
        "device.vendor.id": "8086",
        "device.product.id": "9d71",
    },
)
WEBCAM = Microphone(
    source="alsa_input.usb-046d_HD_Pro_Webcam_C920_C18974EF-02.analog-stereo",
    portaudio_name="Microphone (HD Pro Webcam C920)",
    properties=_usb("046d", "082d", "HD Pro Webcam C920 Analog Stereo", device_form_factor="webcam"),
)
LOUDSPEAKERS = Output(
    sink="alsa_output.pci-0000_00_1f.3.analog-stereo",
    portaudio_name="Speakers (Realtek(R) Audio)",
    properties={
        "device.description": "Built-in Audio Analog Stereo",
        "device.bus": "pci",
        "device.form_factor": "internal",
    },
)
EARPHONE = Output(
    sink="alsa_output.usb-GN_Audio_A_S_Jabra_Evolve2_65_A00312-00.analog-stereo",
    portaudio_name="Headset Earphone (Jabra Evolve2 65)",
    properties=_usb("0b0e", "24f6", "Jabra Evolve2 65 Analog Stereo", device_form_factor="headset"),
)

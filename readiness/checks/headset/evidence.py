"""The evidence for a classification, as sentences that are readable for people and stable for programs."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.i18n import N_, LocalizedText

BUSES = {
    "usb": N_("bus usb"),
    "bluetooth": N_("bus bluetooth"),
    "internal": N_("bus internal"),
    "virtual": N_("bus virtual"),
    "hdmi": N_("bus hdmi"),
    "phone": N_("bus phone"),
}
FORM_FACTORS = {
    "headset": N_("form factor headset"),
    "headphone": N_("form factor headphone"),
    "microphone": N_("form factor microphone"),
    "speaker": N_("form factor speaker"),
    "webcam": N_("form factor webcam"),
    "internal": N_("form factor internal"),
    "line": N_("form factor line"),
    "handset": N_("form factor handset"),
}
CLASSES = {
    "virtual": N_("name has words of virtual"),
    "phone_earbuds": N_("name has words of phone earbuds"),
    "webcam_mic": N_("name has words of webcam"),
    "speakerphone": N_("name has words of speakerphone"),
    "dictation": N_("name has words of dictation"),
    "gaming_headset": N_("name has words of gaming headset"),
    "call_headset": N_("name has words of call headset"),
    "bt_headphones": N_("name has words of bt headphones"),
    "dock_or_monitor": N_("name has words of dock or monitor"),
    "line_in": N_("name has words of line in"),
    "desk_mic": N_("name has words of desk"),
}
AGAINST = LocalizedText(N_("name also has words that no headset has"))
OF_ANOTHER_MAKER = LocalizedText(N_("its USB number is another maker's"))
KNOWN_NUMBER = LocalizedText(N_("known product number"))
JACK_OF_ADAPTER = LocalizedText(N_("sound adapter with a jack"))
JACK_OF_CARD = LocalizedText(N_("sound card with a jack"))
LINE_OF_CARD = LocalizedText(N_("line input of a sound card"))
INSIDE = LocalizedText(N_("microphone inside the computer"))
CALLED_SPEAKERPHONE = LocalizedText(N_("the system calls it a speakerphone"))
MAKER_CALLS_IT_ONE = LocalizedText(N_("its maker makes headsets and calls it one"))
PLUGGED_IN_OF_MAKER = LocalizedText(N_("plugged in, of a maker of headsets, and nothing speaks against it"))
OTHER_END_IS_LOUD = LocalizedText(N_("the system calls its sound out a loudspeaker"))
USB_OF_CALL_MAKER = LocalizedText(N_("USB headset of a maker of call headsets"))
USB_OF_GAMING_MAKER = LocalizedText(N_("USB headset of a maker of gaming headsets"))
USB_OF_PHONE_MAKER = LocalizedText(N_("USB headset of a phone maker"))
CALLS_ITSELF_USB_HEADSET = LocalizedText(N_("USB, and its maker's name for it ends with headset"))
MAKER_OF_EARPHONES = LocalizedText(N_("Bluetooth, of a maker of earphones for music"))
MAKER_OF_ONE_KIND = LocalizedText(N_("its maker makes things of this kind"))
SAYS_OF_ITSELF = LocalizedText(N_("says so of itself over Bluetooth"))
USB_SAYS_SPEAKERPHONE = LocalizedText(N_("USB says that it is a speakerphone"))
USB_SAYS_SOCKET = LocalizedText(N_("USB says that it is a socket"))
USB_SAYS_ON_DESK = LocalizedText(N_("USB says that the microphone stands on the desk"))
USB_SAYS_HEADSET = LocalizedText(N_("USB says that it is a headset"))
ARRAY_ON_USB = LocalizedText(N_("microphone array on USB"))
ARRAY = LocalizedText(N_("microphone array"))
PERSON_SAYS_YES = LocalizedText(N_("a person answered that it is a headset"))
PERSON_SAYS_NO = LocalizedText(N_("a person answered that it is not a headset"))


def connection(bus: str, form_factor: str, vid_pid: str) -> Iterator[LocalizedText]:
    """Yield evidence from the system's metadata; unknown terms are passed through."""
    if bus:
        yield LocalizedText(BUSES[bus]) if bus in BUSES else LocalizedText(N_("bus {bus}"), bus=bus)
    if form_factor:
        known = FORM_FACTORS.get(form_factor)
        yield LocalizedText(known) if known else LocalizedText(N_("form factor {form_factor}"), form_factor=form_factor)
    if ":" in vid_pid:
        yield LocalizedText(N_("USB {vid_pid}"), vid_pid=vid_pid)


def product_family(name: str) -> LocalizedText:
    """Return the evidence for a recognised product family."""
    return LocalizedText(N_("product family {family}"), family=name)


def words_of(device_class: str) -> LocalizedText:
    """Return the evidence for words typical of a device class in the name."""
    return LocalizedText(CLASSES[device_class])

"""The guest's hardware: kernel drivers that emulate devices, plugged in and pulled out while the program runs."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

CAMERA, CABLE = "/dev/video0", "eth0"
LISTENERS = {"first listener": "hw:0,0", "second listener": "hw:0,1"}

DEVICE_FILES: Mapping[str, str] = {"camera": CAMERA, "microphone": "/dev/snd/pcmC0D0c"}
"""The device file that the program has open while a check runs, by check."""

HOLD_CAMERA = f"""
import cv2, os, time
print("ready", flush=True)
while not os.path.exists("{CAMERA}"):
    time.sleep(0.002)
held = cv2.VideoCapture(0, cv2.CAP_V4L2)
print("holds" if held.read()[0] else "does not hold", flush=True)
time.sleep(999)
"""
"""Another program that waits for the camera, shows its picture and keeps it."""

ACCESS_POINT = "interface=wlan1\ndriver=nl80211\nssid=Lab\nhw_mode=g\nchannel=6\n"
STATION = 'network={\nssid="Lab"\nkey_mgmt=NONE\nscan_freq=2437\n}\n'


def run(*command: str) -> None:
    """Run a command to its end.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    subprocess.run(command, check=True, stdout=sys.stderr)


def wait_until(holds: Callable[[], bool], within_s: float = 60.0) -> None:
    """Wait for a condition.

    Raises:
        TimeoutError: it does not hold in time.
    """
    deadline_s = time.monotonic() + within_s
    while not holds():
        if time.monotonic() > deadline_s:
            raise TimeoutError(getattr(holds, "__doc__", None) or "the hardware does not answer")
        time.sleep(0.1)


@dataclass(slots=True)
class Hardware:
    """The devices, and the programs that hold them.

    Attributes:
        modules: the folder whose `lib/modules` has the kernel's modules.
        monitor: gives QEMU, which plays the hardware, a command.
    """

    modules: Path
    monitor: Callable[[str], None]
    programs: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def load(self, module: str, *parameters: str) -> None:
        """Load a driver."""
        run("modprobe", "-d", str(self.modules), module, *parameters)

    def start(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        """Start a program that is known by a name from then on."""
        self.programs[name] = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=sys.stderr)
        return self.programs[name]

    def end(self, name: str) -> None:
        """Kill such a program, if it is running."""
        if program := self.programs.pop(name, None):
            program.kill()
            program.wait()

    def _bind(self, driver: str, *, bound: bool) -> None:
        """Connect a driver with its device, or disconnect them, which waits until no program uses the device."""
        action = Path(f"/sys/bus/platform/drivers/{driver}") / ("bind" if bound else "unbind")
        subprocess.Popen(["/bin/sh", "-c", f"echo {driver}.0 >{action}"], stderr=sys.stderr)

    # The camera

    def install_camera(self) -> None:
        """Load the driver of a webcam (vivid), which shows moving bars."""
        self.load("vivid", "n_devs=1", "node_types=0x1", "num_inputs=1", "input_types=0", "no_error_inj=1")
        wait_until(Path(CAMERA).exists)

    def plug_in_camera(self) -> None:
        self._bind("vivid", bound=True)
        wait_until(Path(CAMERA).exists)

    def pull_out_camera(self) -> None:
        self._bind("vivid", bound=False)

    def plug_in_held_camera(self) -> None:
        """Plug in the camera; another program is quicker to use it."""
        holder = self.start("holder", sys.executable, "-c", HOLD_CAMERA)
        assert holder.stdout
        assert holder.stdout.readline() == b"ready\n"
        self.plug_in_camera()
        assert holder.stdout.readline() == b"holds\n", "the camera cannot be held"

    def release_camera(self) -> None:
        self.end("holder")

    # The sound card

    def install_card(self) -> None:
        """Load the driver of a sound card (snd-aloop) whose microphone gives silence."""
        self.load("snd-aloop", "pcm_substreams=1")
        wait_until(Path(DEVICE_FILES["microphone"]).exists)

    def plug_in_card(self) -> None:
        self._bind("snd_aloop", bound=True)
        wait_until(Path(DEVICE_FILES["microphone"]).exists)

    def pull_out_card(self) -> None:
        self._bind("snd_aloop", bound=False)

    def hold_first_device(self) -> None:
        """Let another program listen to the first of the sound card's two recording devices."""
        self._listen("first listener")
        wait_until(lambda: self.is_in_use("microphone"))

    def hold_second_device(self) -> None:
        """Let another program listen to the second one too."""
        self._listen("second listener")
        wait_until(lambda: is_open("/dev/snd/pcmC0D1c"))

    def _listen(self, name: str) -> None:
        self.start(name, "arecord", "-q", "-D", LISTENERS[name], "-f", "S16_LE", "-r", "48000", "/dev/null")

    def pull_out_held_card(self) -> None:
        for name in LISTENERS:
            self.end(name)
        self.pull_out_card()

    # The network

    def install_cable(self) -> None:
        """Load the driver of a network card (e1000e) with a cable in it, and give it addresses."""
        Path("/proc/sys/net/ipv4/conf/all/ignore_routes_with_linkdown").write_text("1")
        self.load("e1000e", "IntMode=0")  # QEMU signals a lost link only by the old kind of interrupt
        wait_until(Path(f"/sys/class/net/{CABLE}").exists)
        self._configure(CABLE, "10.0.2.15/24", "10.0.2.2", metric=100)
        wait_until(lambda: has_link(CABLE))

    def pull_out_cable(self) -> None:
        self.monitor("set_link card off")

    def plug_in_cable(self) -> None:
        self.monitor("set_link card on")

    def pull_out_adapter(self) -> None:
        """Pull out the dock that has the network card."""
        self.monitor("device_del card")

    def join_wifi(self) -> None:
        """Load the driver of two radios (mac80211_hwsim): an access point and this computer's Wi-Fi, which joins it."""
        self.load("mac80211_hwsim", "radios=2")
        configuration = Path("/run/station.conf")
        configuration.write_text(STATION)
        self.open_access_point()
        run("wpa_supplicant", "-B", "-i", "wlan0", "-D", "nl80211", "-c", str(configuration))
        wait_until(lambda: has_link("wlan0"))
        self._configure("wlan0", "192.168.77.2/24", "192.168.77.1", metric=600)

    def open_access_point(self) -> None:
        configuration = Path("/run/access-point.conf")
        configuration.write_text(ACCESS_POINT)
        self.start("access point", "hostapd", str(configuration))

    def lose_access_point(self) -> None:
        """Switch off the access point, which says no farewell."""
        self.end("access point")
        run("ip", "link", "set", "wlan1", "down")

    def join_wifi_and_pull_out_cable(self) -> None:
        self.join_wifi()
        self.pull_out_cable()

    def _configure(self, adapter: str, address: str, gateway: str, *, metric: int) -> None:
        run("ip", "link", "set", adapter, "up")
        run("ip", "address", "add", address, "dev", adapter)
        run("ip", "route", "add", "default", "via", gateway, "dev", adapter, "metric", str(metric))

    def is_in_use(self, check: str) -> bool:
        """Whether a program has the check's device open."""
        return is_open(DEVICE_FILES[check])


def is_open(file: str) -> bool:
    """Whether a program has the file open."""
    for opened in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if str(opened.readlink()) == file:
                return True
    return False


def has_link(adapter: str) -> bool:
    """Whether an adapter has contact."""
    with contextlib.suppress(OSError):
        return Path(f"/sys/class/net/{adapter}/carrier").read_text().strip() == "1"
    return False

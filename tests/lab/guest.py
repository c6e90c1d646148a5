"""The guest: Debian's kernel, started by QEMU on this computer's own file system."""

from __future__ import annotations

import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHECKOUT = Path(__file__).parents[2]
FOLDER = CHECKOUT / "build" / "lab"

KERNEL_PACKAGE = "linux-image-amd64"
"""Debian's package that depends on the newest kernel; the cloud kernel has no drivers for cameras."""

EARLY_MODULES = ("virtio_pci", "9pnet_virtio", "9p")
"""What the guest needs before it sees this computer's files."""

INIT = """#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t devtmpfs dev /dev
for module in {modules}; do $b insmod /modules/$module; done
$b mount -t 9p -o trans=virtio,version=9p2000.L,msize=524288,cache=loose,ro root /root
$b umount /proc
$b mount -t proc proc /root/proc
$b mount -t sysfs sys /root/sys
$b mount -t tmpfs run /root/run
$b mount --move /dev /root/dev
$b mkdir -p /root/dev/shm
$b mount -t tmpfs shm /root/dev/shm
exec $b switch_root /root /usr/bin/env -i -C {checkout} PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/run TMPDIR=/run \\
  LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests {program} >/root/dev/ttyS1 2>/root/dev/console
"""

QEMU = (
    *("qemu-system-x86_64", "-machine", "pc,usb=off", "-accel", "tcg,thread=multi,tb-size=512", "-cpu", "max"),
    *("-smp", "2", "-m", "2048", "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"),
    *("-fsdev", "local,id=root,path=/,security_model=none,readonly=on,multidevs=remap"),
    *("-device", "virtio-9p-pci,fsdev=root,mount_tag=root"),
    *("-netdev", "user,id=cable,restrict=on", "-device", "e1000e,netdev=cable,id=card"),
)
KERNEL_LINE = "console=ttyS0 loglevel=4 panic=-1 tsc=reliable clocksource=tsc no_timer_check mitigations=off"


@dataclass(frozen=True, slots=True)
class Kernel:
    """Debian's kernel, unpacked: its image, its release, and the folder whose `lib/modules` has its modules."""

    image: Path
    release: str
    modules: Path


def kernel() -> Kernel:
    """Return the newest kernel of Debian; fetch and unpack it unless that was done before."""
    depends = subprocess.run(
        ["apt-cache", "depends", KERNEL_PACKAGE], check=True, capture_output=True, text=True
    ).stdout
    package = next(word for word in depends.split() if word.startswith("linux-image-") and word != KERNEL_PACKAGE)
    release = package.removeprefix("linux-image-")
    folder = FOLDER / release
    if not folder.exists():
        unpacked = FOLDER / "unpacked"
        shutil.rmtree(unpacked, ignore_errors=True)
        unpacked.mkdir(parents=True)
        subprocess.run(["apt-get", "download", "-q", package], check=True, cwd=FOLDER, stdout=sys.stderr)
        archive = next(FOLDER.glob(f"{package}_*.deb"))
        subprocess.run(["dpkg-deb", "-x", archive, unpacked], check=True)
        subprocess.run(["depmod", "-b", unpacked, release], check=True)
        archive.unlink()
        unpacked.rename(folder)
    return Kernel(folder / "boot" / f"vmlinuz-{release}", release, folder)


def initial_files(of: Kernel, program: tuple[str, ...]) -> Path:
    """Pack what the guest starts with: BusyBox, the modules for this computer's files, and a script that shows them."""
    folder = FOLDER / "initial"
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("bin", "modules", "proc", "dev", "root"):
        (folder / name).mkdir(parents=True)
    shutil.copy("/usr/bin/busybox", folder / "bin")
    needed = dict.fromkeys(path for module in EARLY_MODULES for path in _with_dependencies(of, module))
    for path in needed:
        shutil.copy(path, folder / "modules")
    script = folder / "init"
    names = " ".join(path.name for path in needed)
    script.write_text(INIT.format(modules=names, checkout=CHECKOUT, program=shlex.join(program)))
    script.chmod(0o755)
    listed = "\n".join(str(path.relative_to(folder)) for path in sorted(folder.rglob("*")))
    packed = FOLDER / "initial.cpio"
    with packed.open("wb") as out:
        pack = ["/usr/bin/busybox", "cpio", "-o", "-H", "newc", "-R", "0:0"]
        subprocess.run(pack, check=True, cwd=folder, input=listed.encode(), stdout=out, stderr=subprocess.DEVNULL)
    return packed


def _with_dependencies(of: Kernel, module: str) -> Iterator[Path]:
    command = ["modprobe", "-d", str(of.modules), "-S", of.release, "--show-depends", module]
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        if line.startswith("insmod"):
            yield Path(line.split()[1])


class Guest:
    """A running guest."""

    def __init__(self, process: subprocess.Popen[str], monitor: socket.socket) -> None:
        assert process.stdout
        self.lines: IO[str] = process.stdout
        """What the guest's program prints."""
        self._monitor = monitor

    def tell_qemu(self, command: str) -> None:
        """Give QEMU's monitor a command."""
        self._monitor.sendall(f"{command}\n".encode())


@contextmanager
def booted(program: tuple[str, ...], console: Path) -> Iterator[Guest]:
    """Boot a guest that runs one program in this checkout and switches itself off; it is killed at the end.

    Args:
        program: the program and its arguments, by paths on this computer.
        console: where the kernel's and the program's messages are written.
    """
    of = kernel()
    monitor, qemus_end = socket.socketpair()
    command = [
        *QEMU,
        *("-kernel", str(of.image), "-initrd", str(initial_files(of, program)), "-append", KERNEL_LINE),
        *("-serial", f"file:{console}", "-serial", "stdio"),
        *("-chardev", f"socket,id=monitor,fd={qemus_end.fileno()}", "-mon", "chardev=monitor"),
    ]
    with (
        monitor,
        qemus_end,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, pass_fds=(qemus_end.fileno(),)
        ) as process,
    ):
        try:
            yield Guest(process, monitor)
        finally:
            process.kill()

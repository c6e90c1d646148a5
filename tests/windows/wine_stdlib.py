"""The standard library's `.py` files, of whichever Python a Debian has, unpacked from Debian's own packages.

The packages are only downloaded. Debian checks their signatures; lists and packages stay in a folder of their own, so
that the machine's sources of packages, and what is installed, remain as they are.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

DEBIAN_WITH = {"3.13": "trixie"}
KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"

_LEFT_OUT = shutil.ignore_patterns(
    "lib-dynload", "config-*", "test", "turtledemo", "_sysconfigdata*", "EXTERNALLY-MANAGED", "sitecustomize.py"
)


def unpack_stdlib(version: str, to: Path, scratch: Path) -> None:
    """Unpack the standard library of Python `version`, such as 3.13, into the folder `to`, which is made.

    Args:
        version: one of `DEBIAN_WITH`.
        to: where the modules go.
        scratch: an empty folder for what is downloaded; the caller removes it.

    Raises:
        LookupError: this is no Debian, or its lists of packages have never been fetched; the message says so.
        subprocess.CalledProcessError: Debian's packages cannot be had; what apt says has been shown.
    """
    for folder in ("sources", "lists/partial", "cache/archives/partial"):
        (scratch / folder).mkdir(parents=True)
    sources = ("Types: deb", f"URIs: {_mirror()}", f"Suites: {DEBIAN_WITH[version]}", "Components: main")
    (scratch / "sources" / "debian.sources").write_text("\n".join((*sources, f"Signed-By: {KEYS}")) + "\n")
    places = {
        "Etc::SourceList": "/dev/null", "Etc::SourceParts": scratch / "sources",
        "State::Lists": scratch / "lists", "Cache": scratch / "cache",
    }  # fmt: skip
    options = [word for name, place in places.items() for word in ("-o", f"Dir::{name}={place}")]
    # As the user that runs this: apt's own user may not see the folder.
    apt = ("apt-get", "-qq", "-o", "APT::Sandbox::User=root", *options)
    subprocess.run((*apt, "update"), check=True, cwd=scratch)
    packages = [f"libpython{version}-{part}" for part in ("minimal", "stdlib")]
    subprocess.run((*apt, "download", *packages), check=True, cwd=scratch)
    for package in scratch.glob("*.deb"):
        subprocess.run(("dpkg", "-x", package, scratch / "unpacked"), check=True)
    shutil.copytree(scratch / "unpacked/usr/lib" / f"python{version}", to, ignore=_LEFT_OUT, dirs_exist_ok=True)


def _mirror() -> str:
    """Where this machine's own packages come from, which has those of other Debians as well."""
    listing = ("apt-get", "indextargets", "--format", "$(REPO_URI)", "Identifier: Packages", "Label: Debian")
    known = subprocess.run(listing, check=True, capture_output=True, text=True).stdout.split()
    if not known:
        raise LookupError("The lists of Debian's packages are missing. Run: apt-get update")
    return known[0]

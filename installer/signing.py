"""Signing build output with a configurable command, so that the build never has access to a certificate.

    READINESS_SIGN='signtool sign /fd sha256 /a /tr http://timestamp.example.org /td sha256 {}'
    READINESS_SIGN='osslsigncode sign -pkcs12 region.p12 -h sha256 -in {} -out {}.signed'

`{}` is replaced by the file's path. If the command writes a new file `{}.signed`, as `osslsigncode` does, that replaces
the original. Programs and libraries are signed first, then the package containing them.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pefile

COMMAND = "READINESS_SIGN"
_SIGNED = ".signed"


class SigningError(Exception):
    """A file could not be signed; the message names it and the reason."""


def sign(files: Iterable[Path], command: str | None = None) -> list[Path]:
    """Sign the files; without a command, do nothing.

    Args:
        files: programs, libraries or packages.
        command: with `{}` for the file; by default, the environment variable `READINESS_SIGN`.

    Returns:
        The signed files.

    Raises:
        SigningError: the command is missing or failed.
    """
    configured = os.environ.get(COMMAND, "") if command is None else command
    if not configured:
        return []
    words = shlex.split(configured, posix=os.name != "nt")
    if not any("{}" in word for word in words):
        raise SigningError(f"{COMMAND} says nowhere which file to sign: write {{}} where its path belongs.")
    return [_sign_one(file, words) for file in files]


def unsigned(folder: Path) -> list[Path]:
    """Return the unsigned programs and libraries below a folder; signatures of third parties are retained."""
    kinds = {".exe", ".dll", ".pyd"}
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in kinds and not _is_signed(path))


def _is_signed(path: Path) -> bool:
    with pefile.PE(str(path), fast_load=True) as program:
        place = program.OPTIONAL_HEADER.DATA_DIRECTORY[pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_SECURITY"]]
        return bool(place.Size)


def _sign_one(file: Path, words: list[str]) -> Path:
    command = [word.replace("{}", str(file)) for word in words]
    beside = file.with_name(file.name + _SIGNED)
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise SigningError(f"{COMMAND} names {words[0]}, which is not here.") from None
    except subprocess.CalledProcessError as error:
        raise SigningError(f"{file.name} could not be signed: {error.stderr or error.stdout}") from None
    if beside.exists():
        beside.replace(file)
    return file

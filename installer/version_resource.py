"""The version resource of our Windows programs, shown in a file's Properties under Details."""

from __future__ import annotations

from typing import Any

LANGUAGE, CODE_PAGE = 0x041D, 0x04B0
"""Swedish, Unicode. The string table's key must match the translation entry."""

LARGEST = (255, 255, 65535, 65535)
"""Windows Installer's limits."""

MAKER = "Readiness"
DESCRIPTION = "Kontroll inför digitalt vårdmöte"


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """Return the four numbers that Windows and Windows Installer compare: `1.2.3` gives (1, 2, 3, 0).

    Raises:
        ValueError: not one to four numbers within Windows Installer's limits (255, 255, 65535, 65535).
    """
    numbers = [int(part) for part in version.split(".")]
    numbers += [0] * (4 - len(numbers))
    if len(numbers) != 4 or any(not 0 <= one <= most for one, most in zip(numbers, LARGEST, strict=True)):
        raise ValueError(f"{version}: Windows compares up to four numbers, the first two below 256")
    return numbers[0], numbers[1], numbers[2], numbers[3]


def version_resource(program: str, version: str) -> Any:
    """Return the resource for PyInstaller's `EXE(version=…)`; works only on Windows."""
    from PyInstaller.utils.win32 import versioninfo as parts

    numbers = version_numbers(version)
    strings = {
        "CompanyName": MAKER,
        "FileDescription": DESCRIPTION,
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "MIT",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "Readiness",
        "ProductVersion": version,
    }
    table = parts.StringTable(f"{LANGUAGE:04X}{CODE_PAGE:04X}", [parts.StringStruct(*pair) for pair in strings.items()])
    translation = parts.VarStruct("Translation", [LANGUAGE, CODE_PAGE])
    return parts.VSVersionInfo(
        ffi=parts.FixedFileInfo(filevers=numbers, prodvers=numbers, OS=0x40004, fileType=1),
        kids=[
            parts.StringFileInfo([table]),
            parts.VarFileInfo([translation]),
        ],
    )

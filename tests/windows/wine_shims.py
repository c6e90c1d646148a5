"""The few DLLs that a Windows Python under Debian's Wine 8 needs, built with Debian's MinGW from `shims/`.

They go into the prefix's `system32`, never beside the program, so that PyInstaller does not take them along.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

import pefile

COMPILER = "x86_64-w64-mingw32-gcc"
SOURCES = Path(__file__).parent / "shims"
_BUILTIN_MARK = slice(0x40, 0x60)
"""Where Wine writes "Wine builtin DLL"; a file with the mark is only loaded under its own name."""

_EXECUTABLE_SECTION = 0x20000000


def build_launchers(library: Path) -> None:
    """`python.exe` and, without a console, `pythonw.exe`, beside the library of the interpreter."""
    options = ("-O2", "-s", "-municode", f'-DLIBRARY=L"{library.name}"')
    _compile(*options, "-o", library.with_name("python.exe"), SOURCES / "python.c")
    _compile(*options, "-mwindows", "-o", library.with_name("pythonw.exe"), SOURCES / "python.c")


def build_stable_abi(library: Path) -> None:
    """`python3.dll`, which sends every name on to the interpreter's; limited-API extensions are linked with it."""
    interpreter = pefile.PE(str(library))
    lines = []
    for symbol in interpreter.DIRECTORY_ENTRY_EXPORT.symbols:
        if symbol.name:
            section = interpreter.get_section_by_rva(symbol.address)
            is_code = section is not None and section.Characteristics & _EXECUTABLE_SECTION
            name = symbol.name.decode()
            lines.append(f"{name} = {library.stem}.{name}{'' if is_code else ' DATA'}")
    _link(library.with_name("python3.dll"), SOURCES / "colours.c", lines)


def build_citrix(folder: Path) -> None:
    """Citrix' library for programs in its sessions, where its agent has it below a program folder."""
    (folder / "Citrix/ICAService").mkdir(parents=True)
    _link(folder / "Citrix/ICAService/wfapi64.dll", SOURCES / "citrix.c", None)


def build_system_libraries(system32: Path) -> None:
    """What Wine 8 lacks: complex functions, colour profiles, code page converters."""
    _replace(system32, "ucrtbase", SOURCES / "complex.c")
    _replace(system32, "mscms", SOURCES / "colours.c")
    _link(system32 / "icuuc.dll", SOURCES / "converters.c", None)


def _replace(system32: Path, stem: str, source: Path) -> None:
    """Put our own library in front of Wine's: our functions where we have them, all others sent on."""
    original, moved = system32 / f"{stem}.dll", system32 / f"{stem}_of_wine.dll"
    content = bytearray(original.read_bytes())
    content[_BUILTIN_MARK] = bytes(0x20)
    moved.write_bytes(content)
    symbols = pefile.PE(data=bytes(content)).DIRECTORY_ENTRY_EXPORT.symbols
    names = [symbol.name.decode() for symbol in symbols if symbol.name]
    ours = _own_names(source)
    lines = [f'"{name}" = "own_{name}"' if name in ours else f'"{name}" = "{moved.stem}.{name}"' for name in names]
    original.unlink()
    _link(original, source, lines)


def _own_names(source: Path) -> set[str]:
    """The functions that a source defines as `own_NAME`, after its macros."""
    text = subprocess.run([COMPILER, "-E", "-P", source], check=True, capture_output=True, text=True).stdout
    return set(re.findall(r"\bown_(\w+)\(", text))


def _link(library: Path, source: Path, exports: list[str] | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        definitions = Path(folder) / "exports.def"
        definitions.write_text("\n".join([f"LIBRARY {library.name}", "EXPORTS", *(exports or [])]) + "\n")
        listed = [definitions] if exports is not None else []
        options = ("-O2", "-shared", "-nostartfiles", "-s", "-static-libgcc", "-Wl,-eloaded")
        _compile(*options, "-o", library, source, *listed)


def _compile(*arguments: str | Path) -> None:
    subprocess.run([COMPILER, *arguments], check=True)

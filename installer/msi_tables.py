"""Reading and writing tables of a Windows Installer package with Debian's msitools.

Text format of a table (Windows Installer SDK, "Archive Files"): column names, types, table name and keys, then the
rows, all separated by tabs.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, replace
from pathlib import Path


class PackageError(Exception):
    """The package cannot be made; the message gives reason and remedy."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a package.

    Attributes:
        name: the table's name.
        columns: column names.
        types: column types in Windows Installer's notation (`s72`, `I2`).
        keys: the primary key's columns.
        rows: text of every column.
    """

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def records(self) -> list[dict[str, str]]:
        """Return the rows as dictionaries by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def with_records(self, records: list[dict[str, str]]) -> Table:
        """Return the table with other rows."""
        return replace(self, rows=tuple(tuple(record[name] for name in self.columns) for record in records))


def read_table(package: Path, name: str) -> Table:
    """Read a table.

    Raises:
        PackageError: there is no such table, or msitools are missing.
    """
    if name not in run(package.parent, "msiinfo", "tables", package.name).split():
        raise PackageError(f"{package.name} has no table {name}.")
    lines = run(package.parent, "msiinfo", "export", package.name, name).splitlines()
    columns, types, last, *rows = (tuple(line.split("\t")) for line in lines)
    _, _, *keys = last if last[0] != name else ("", *last)
    return Table(name, columns, types, tuple(keys), tuple(rows))


def write_table(package: Path, table: Table) -> None:
    """Write a table, replacing one of the same name.

    Raises:
        PackageError: msitools are missing or reject it.
    """
    head = ("\t".join(table.columns), "\t".join(table.types), "\t".join((table.name, *table.keys)))
    text = "".join(f"{line}\r\n" for line in (*head, *("\t".join(row) for row in table.rows)))
    archive = package.with_name(f"{table.name}.idt")
    archive.write_bytes(text.encode("ascii"))
    run(package.parent, "msibuild", package.name, "-i", archive.name)
    archive.unlink()


def run(where: Path, *command: str, given: str = "") -> str:
    """Run a command and return its standard output; `given` is its standard input.

    Raises:
        PackageError: the command is missing or failed.
    """
    try:
        return subprocess.run(command, cwd=where, input=given, text=True, stdout=subprocess.PIPE, check=True).stdout
    except FileNotFoundError:
        raise PackageError(f"{command[0]} is missing. Run: apt-get install wixl msitools") from None
    except subprocess.CalledProcessError as error:
        raise PackageError(f"{command[0]} ended with {error.returncode}; its own words stand above.") from None

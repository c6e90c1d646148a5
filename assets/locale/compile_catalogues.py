"""Compiles the message catalogues: by the build of the package, or by hand after a translation was changed.

`python assets/locale/compile_catalogues.py` writes a `readiness.mo` beside every `readiness.po`.
With `--collect` each `readiness.po` is first brought in step with the program's words.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).resolve().parent


class CompileCatalogues(BuildHookInterface[Any]):
    """Runs before the package is built, also when it is installed in place."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  (hatchling's signature)
        """Compile every catalogue."""
        compile_all()


def compile_all(folder: Path = HERE) -> None:
    """Write a `.mo` beside every `.po` below `folder`."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


def words_of_the_program() -> Catalog:
    """Every message id that stands in the program, as a catalogue without translations."""
    template = Catalog(project="readiness", fuzzy=False)
    found = extract_from_dir(HERE.parents[1] / "readiness", method_map=[("**.py", "python")], keywords={"N_": None})
    for path, _, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        template.add(message, None, [(f"readiness/{path}", 0)], auto_comments=comments, context=context)
    return template


def collect(folder: Path = HERE) -> None:
    """Bring every `.po` in step with the program."""
    template = words_of_the_program()
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        source.write_bytes(collected(source, template))


def collected(source: Path, template: Catalog) -> bytes:
    """Return a `.po` in step with the program: new messages come in empty, those that are gone go, by file."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parents[1].name)
    created = catalogue.creation_date  # else every run would change the file
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy, catalogue.creation_date = False, created
    content = io.BytesIO()
    write_po(content, catalogue, width=0, include_lineno=False, sort_by_file=True, omit_header=False)
    return content.getvalue()


if __name__ == "__main__":
    if "--collect" in sys.argv[1:]:
        collect()
    compile_all()

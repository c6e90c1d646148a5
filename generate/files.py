"""All generated files, by path in the project."""

from __future__ import annotations

import json
from pathlib import Path

from generate import admx_templates, guideline_table, policy_table
from readiness.assets import asset
from readiness.guideline.loader import load
from readiness.report import document
from readiness.support import doctor_document

ROOT = Path(__file__).resolve().parents[1]


def files() -> dict[str, str]:
    """Return the text of every file by path, with `/` as separator."""
    templates = {f"assets/admx/{place}": text for place, text in admx_templates.files().items()}
    return templates | {
        "assets/report.schema.json": f"{json.dumps(document.schema(), indent=2)}\n",
        "assets/doctor.schema.json": f"{json.dumps(doctor_document.schema(), indent=2)}\n",
        "docs/technician.md": _technician(),
        "docs/guideline.md": _guideline(),
    }


def _technician() -> str:
    """Return the page with its tables, which are at its end, replaced."""
    page = (ROOT / "docs/technician.md").read_text(encoding="utf-8").partition("\n### `[")[0]
    return "\n".join((page, *policy_table.tables()[1:], ""))


def _guideline() -> str:
    """Return the page with the rows of its table replaced."""
    before, _, after = (ROOT / "docs/guideline.md").read_text(encoding="utf-8").partition(guideline_table.HEAD[0])
    rest = after.partition("\n\n")[2]
    table = guideline_table.table(load(asset("guideline.toml")))
    return before + "\n".join((*guideline_table.HEAD, *table)) + (f"\n\n{rest}" if rest else "\n")

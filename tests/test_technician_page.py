"""docs/technician.md shows every table and key of the policy, as the program has them."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path

from readiness.policy.sections import SECTIONS
from readiness.policy.toml_file import read

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "technician.md").read_text(encoding="utf-8")


def test_the_page_has_every_table_of_the_policy() -> None:
    expected = runpy.run_path(str(DOCS / "policy_table.py"))["tables"]()
    assert len(expected) > len(SECTIONS)
    assert "\n".join(expected) in PAGE, "print them again with: python docs/policy_table.py"


def test_the_page_s_example_is_a_policy(tmp_path: Path) -> None:
    example = PAGE.split("```toml\n")[1].split("```")[0]
    path = tmp_path / "policy.toml"
    path.write_text(example, encoding="utf-8")
    assert len(read(path).sections) == len(tomllib.loads(example))

"""Write every generated file and print which have changed. `tests/test_generated_files.py` fails if one is outdated."""

from __future__ import annotations

from generate.files import ROOT, files


def main() -> None:
    """Write the files that differ from what the code generates."""
    for path, text in files().items():
        place = ROOT / path
        if not place.exists() or place.read_text(encoding="utf-8") != text:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {path}")


if __name__ == "__main__":
    main()

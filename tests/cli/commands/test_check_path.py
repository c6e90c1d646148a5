"""`readiness check --only path`: from IT's policy to a finding, and the error for an invalid server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from path_servers import Conduct, stun_server


@pytest.mark.slow
def test_servers_of_the_policy_are_measured(tmp_path: Path) -> None:
    """The policy names a server; the report has its figures but not its name."""
    file = tmp_path / "policy.toml"
    with stun_server(Conduct(delay_s=lambda _: 0.005)) as port:
        file.write_text(f'[path]\nstun = ["127.0.0.1:{port}"]\nrtt_max_ms = 1\noutcomes = {{ delay = "pass" }}\n')
        command = [sys.executable, "-m", "readiness", "check", "--json", "--only", "path", "--policy", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=own_home(tmp_path))
    report = json.loads(done.stdout)
    (finding,) = report["findings"]
    assert (done.returncode, finding["code"], finding["outcome"]) == (0, "path.delay", "pass")
    assert finding["measured"]["rtt_ms"] >= 5
    assert report["policy"]["path"]["rtt_max_ms"] == 1
    assert str(port) not in done.stdout
    assert "127.0.0.1" not in done.stdout


@pytest.mark.parametrize(
    "wrong", ["https://stun.example.se", "stun.example.se:port", "a b", "", "x:65536", "x:0", "[::1"]
)
def test_invalid_server_in_the_policy_is_reported(wrong: str, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text(f'[path]\nstun = ["{wrong}"]\n')
    command = [sys.executable, "-m", "readiness", "check", "--json", "--only", "path", "--policy", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=own_home(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "path.stun" in done.stderr
    assert "Traceback" not in done.stderr


def own_home(folder: Path) -> dict[str, str]:
    """The environment of a person whose home is the test's folder."""
    return os.environ | {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}

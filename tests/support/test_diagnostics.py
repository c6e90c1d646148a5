"""The supporter's file: only listed fields, and nothing that names a person, a computer, a network or a folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sound_devices
import sound_rig
from jsonschema import Draft202012Validator

from readiness.assets import asset
from readiness.host.audio.endpoint import AudioEndpoint
from readiness.support.diagnostics import public, versions
from readiness.support.doctor_document import CameraRow, MicrophoneRow, OutputRow

pytestmark = pytest.mark.slow

CHECKOUT = Path(__file__).parents[2]
SCHEMA = json.loads(asset("doctor.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)

SECRETS = ("Anna", "anna", "andersson", "SalSju", "Evas", "AC_90_85", "AC:90:85")
"""Identifying text planted on the computer: person, computer, network adapter (like a Wi-Fi name), home, devices."""


ROWS = ("CameraRow", "MicrophoneRow", "OutputRow", "InterfaceRow", "BrowserRow")


def test_the_schema_is_valid_and_permits_no_unlisted_field() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    tables = {"DoctorDocument": SCHEMA} | SCHEMA["$defs"]
    for kind in ("DoctorDocument", "Devices", "PolicyValue", "Run", *ROWS):
        assert tables[kind]["additionalProperties"] is False, kind


def test_names_ids_and_unknown_fields_of_devices_are_left_out() -> None:
    row = {"name": "Annas AirPods", "id": "AC:90:85", "bus": "bluetooth", "new_field": "Anna"}
    assert public(MicrophoneRow, [row]) == [MicrophoneRow(bus="bluetooth")]
    assert public(CameraRow, None) is None
    assert public(CameraRow, [row]) == [CameraRow()]
    assert not {"name", "id", "device"} & set(MicrophoneRow.__struct_fields__)
    assert set(OutputRow.__struct_fields__) <= set(AudioEndpoint.__dataclass_fields__)


def test_versions_do_not_name_the_computer() -> None:
    assert os.uname().nodename not in versions().values()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Anna's computer: a host name, a network adapter, a home and devices that all identify the owner."""
    home = tmp_path_factory.mktemp("home") / "anna.andersson"
    data = home / ".local/share/readiness"
    data.mkdir(parents=True)
    (data / "policy.toml").write_text('[headset]\naccepted = ["0d8c:0014"]\n[camera]\nfrozen = 1\n', "utf-8")
    with sound_rig.SoundRig() as server:
        server.plug(sound_devices.AIRPODS, default=True)
        own = {"HOME": str(home), "USER": "anna.andersson", "LOGNAME": "anna.andersson", "LC_ALL": "sv_SE.UTF-8"}
        environment = os.environ | server.environment | own | {"PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1"}
        environment.pop("READINESS_DATA")
        yield {"cwd": home, "env": environment}


PLANT = """hostname annas-dator-SalSju && ip link add EvasWifi type veth peer name EvasPeer &&
    ip address add 198.51.100.2/24 dev EvasWifi && ip link set EvasWifi up && ip link set EvasPeer up &&
    ip route add default via 198.51.100.1 dev EvasWifi"""


def run(desk: dict[str, Any], *arguments: str) -> str:
    """Standard output and error of the program in a host and a network of its own, both called after their owner."""
    inside = f'{PLANT} && exec "$@"'
    command = ["unshare", "--map-root-user", "--uts", "--net", "sh", "-c", inside, "sh"]
    done = subprocess.run(
        [*command, sys.executable, "-m", "readiness", *arguments], capture_output=True, timeout=90, check=False, **desk
    )
    assert done.returncode in (0, 1), done.stderr
    return str(done.stdout + done.stderr, "utf-8")


def secrets_in(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


SHORT = ("--only", "headset,browser,connection")
EVERY_FORMAT = ("--format", "json,ndjson,sqlite,prom,intune")


@pytest.fixture(scope="module")
def saved(desk: dict[str, Any]) -> Path:
    """The home folder after a check reported in every format and a run of `doctor`."""
    assert secrets_in(run(desk, "check", *SHORT, "--out", "rapporter", *EVERY_FORMAT, "--verbose")) == []
    assert secrets_in(run(desk, "doctor", "-o", "doctor.json", "--verbose")) == []
    return Path(desk["cwd"])


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--only", "headset", "--json"),
        ("policy", "show"),
        ("policy", "show", "--json"),
        ("policy", "check", "finns-inte.toml"),
        ("policy", "schema"),
        ("history",),
        ("history", "--json"),
        ("diff",),
        ("diff", "--json"),
        ("--help",),
    ],
    ids=" ".join,
)
def test_no_output_identifies_person_computer_network_or_home(desk: dict[str, Any], arguments: tuple[str, ...]) -> None:
    assert secrets_in(run(desk, *arguments)) == []


def test_output_on_the_station_names_devices_only(desk: dict[str, Any]) -> None:
    output = run(desk, "check", *SHORT)
    assert "Annas AirPods" in output
    assert secrets_in(output.replace("Annas AirPods", "").replace("EvasWifi", "")) == []


def test_no_saved_or_stored_file_identifies_them(saved: Path) -> None:
    files = [path for path in saved.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".json", ".ndjson", ".sqlite", ".prom", ".txt", ".id"}
    for path in files:
        assert secrets_in(path.read_bytes().decode("utf-8", "replace")) == [], path.name
        assert secrets_in(path.name) == []


def test_file_follows_the_schema_and_has_what_support_needs(saved: Path) -> None:
    found = json.loads((saved / "doctor.json").read_text("utf-8"))
    assert [error.message for error in VALIDATOR.iter_errors(found)] == []
    assert found["devices"]["microphones"][0]["bus"] == "bluetooth"
    assert found["policy"]["camera.black_code"] == {"value": 20, "from": "built_in"}
    assert "service.url" not in found["policy"]
    assert set(found["runs"][0]["codes"]) == {"headset", "browser", "connection"}
    assert set(found["runs"][0]["seconds"]) == {"headset", "browser", "connection"}
    assert any("frozen" in notice for notice in found["notices"])


def test_policy_can_make_the_computer_name_the_station_name(desk: dict[str, Any]) -> None:
    (desk["cwd"] / "name.toml").write_text('[station]\nid = "machine_name"\nunit = "Sal 3"\n', "utf-8")
    report = json.loads(run(desk, "check", "--only", "browser", "--json", "--policy", "name.toml"))
    assert (report["station"], report["unit"]) == ("annas-dator-SalSju", "Sal 3")

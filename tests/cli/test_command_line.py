"""The command line as a technician uses it: real processes, real films, real recordings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import cv2
import jsonschema
import numpy as np
import portrait
import pytest
from network_camera import network_camera
from speech import RATE_HZ, noise, speech, write_wav

from readiness.assets import asset

pytestmark = pytest.mark.slow

LIMIT_S = 90


def readiness(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "readiness", *arguments]
    environment = os.environ | {"LC_ALL": "sv_SE.UTF-8", "PYTHONUTF8": "1"} | more.pop("environment", {})
    return subprocess.run(
        command, capture_output=True, text=True, timeout=LIMIT_S, check=False, env=environment, encoding="utf-8", **more
    )


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "välbelyst.avi"
    noise = np.random.default_rng(7)
    scene = portrait.scene()
    height, width = scene.shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 30, (width, height))  # type: ignore[attr-defined]
    for _ in range(75):
        writer.write(np.clip(scene + noise.normal(0, 2, scene.shape), 0, 255).astype(np.uint8))
    writer.release()
    return path


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("speech") / "röst.wav"
    pause = noise(RATE_HZ, -70)
    return write_wav(path, np.concatenate((pause, speech(), pause)).astype(np.float32))


def test_a_whole_run_on_a_film_and_a_recording(film: Path, recording: Path) -> None:
    done = readiness("check", "--json", "--camera", str(film), "--microphone", str(recording))
    report = json.loads(done.stdout)
    jsonschema.validate(report, json.loads(asset("report.schema.json").read_text("utf-8")))
    codes = {finding["check"]: finding["code"] for finding in report["findings"]}
    assert codes["camera"] == "camera.ok"
    assert codes["lighting"] == "lighting.ok"
    assert codes["framing"] == "framing.ok"
    assert codes["headset"] == "headset.recording"
    assert codes["microphone"] == "microphone.ok"
    assert codes["browser"].startswith("browser.")
    assert codes["connection"].startswith("connection.")
    assert list(codes) == [
        "camera",
        "lighting",
        "framing",
        "alone",
        "background",
        "headset",
        "microphone",
        "browser",
        "connection",
        "rehearsal",
    ]
    assert (report["verdict"], done.returncode) == ("no_go", 1)
    assert done.stderr == ""
    assert "välbelyst" not in done.stdout


def test_only_runs_the_named_checks(film: Path) -> None:
    done = readiness("check", "--json", "--only", "camera,framing", "--camera", str(film))
    report = json.loads(done.stdout)
    assert [finding["code"] for finding in report["findings"]] == ["camera.ok", "framing.ok"]
    assert (report["verdict"], done.returncode) == ("go", 0)


def test_text_output_starts_with_verdict_and_next_action() -> None:
    done = readiness("check", "--only", "camera", "--camera", "finns-inte.avi")
    lines = done.stdout.splitlines()
    assert lines[0] == "Inte klart än"
    assert lines[1].startswith("→ Kameran du valt är inte ansluten. ")
    assert done.returncode == 1


def test_lang_option_selects_english() -> None:
    done = readiness("check", "--lang", "en", "--only", "camera", "--camera", "finns-inte.avi")
    assert done.stdout.startswith("Not ready\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "--only", "kamera"), "kamera"),
        (("chekc",), "chekc"),
        (("check", "--policy", "finns-inte.toml"), "finns-inte.toml"),
        (("check", "--policy", ""), "--policy"),  # a script's variable that is not set
        (("check", "--out", "", "--format", "json"), "--out"),
        (("sign", "-o", "finns/inte/alls.pdf"), "alls.pdf"),
        (("sign", "-o", "x.pdf", "--until", "kvart i"), "10:45"),
        (("try", "headset", "-"), "name"),
    ],
)
def test_wrong_use_prints_one_sentence_and_exits_2(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    done = readiness(*arguments, cwd=tmp_path, input="", environment={"PYTHONPATH": str(Path.cwd())})
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.linux
def test_a_table_without_end_is_refused() -> None:
    command = [sys.executable, "-m", "readiness", "try", "headset", "-"]
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(command, stdin=endless, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert done.returncode == 2
    assert "64" in done.stderr


def test_a_screen_is_needed_for_the_window() -> None:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    bare = {name: value for name, value in os.environ.items() if name not in screens}
    command = [sys.executable, "-m", "readiness", "--lang", "sv"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False, env=bare)
    assert done.returncode == 2
    assert "readiness check" in done.stderr


def is_gone(group: int) -> bool:
    """Wait briefly for every process of the group to end; whether all have."""
    for _ in range(500):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        threading.Event().wait(0.02)
    return False


def test_interrupted_run_exits_130_and_leaves_no_process() -> None:
    with network_camera() as address:
        command = [sys.executable, "-m", "readiness", "check", "--only", "camera", "--camera", f"{address}hang"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as run:
            children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
            while len(children.read_text().split()) < 1:
                assert run.poll() is None
            run.send_signal(signal.SIGINT)
            run.communicate(timeout=LIMIT_S)
        assert run.returncode == 130
        assert is_gone(run.pid)


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("live", "ok"),
        ("frozen", "frozen"),
        ("black", "black"),
        ("covered", "covered"),
        ("stall", "stalled"),
        ("end", "stalled"),
    ],
)
def test_stream_gives_its_camera_code(mode: str, code: str) -> None:
    with network_camera() as address:
        done = readiness("check", "--json", "--only", "camera", "--camera", address + mode)
    assert json.loads(done.stdout)["findings"][0]["code"] == f"camera.{code}"


def test_devices_lists_what_is_connected() -> None:
    listed = json.loads(readiness("devices", "--json").stdout)
    assert set(listed) == {"cameras", "microphones", "outputs", "interfaces", "browsers"}
    assert any(row["name"] == "lo" for row in listed["interfaces"])
    assert any("Chromium" in row["product"] and not row["is_google_chrome"] for row in listed["browsers"])


def test_sign_is_saved_as_a_pdf(tmp_path: Path) -> None:
    done = readiness("sign", "-o", str(tmp_path / "skylt.pdf"), "--until", "10:45", "--lang", "sv+en", "--size", "A5")
    assert done.returncode == 0
    assert (tmp_path / "skylt.pdf").read_bytes().startswith(b"%PDF")


def test_try_prints_one_line_for_each_input(recording: Path, tmp_path: Path) -> None:
    picture = tmp_path / "bild.png"
    cv2.imwrite(str(picture), portrait.scene())
    lines = [json.loads(line) for line in readiness("try", "image", str(picture), str(tmp_path)).stdout.splitlines()]
    assert [line["input"] for line in lines] == [str(picture), str(tmp_path)]
    assert [finding["code"] for finding in lines[0]["findings"]] == [
        "camera.ok",
        "lighting.ok",
        "framing.ok",
        "alone.ok",
        "background.ok",
    ]
    assert all(finding["outcome"] != "pass" for finding in lines[1]["findings"])
    (answer,) = [json.loads(line) for line in readiness("try", "sound", str(recording)).stdout.splitlines()]
    assert [finding["code"] for finding in answer["findings"]] == ["microphone.ok"]


def test_try_headset_reads_a_table() -> None:
    table = "name,bus,vid_pid\nJabra Link 380,usb,0b0e:24c7\nHeadset (Galaxy Buds2 Pro),bluetooth,\n"
    lines = readiness("try", "headset", "-", input=table).stdout.splitlines()
    assert [json.loads(line)["findings"][0]["code"] for line in lines] == ["headset.ok", "headset.phone_earbuds"]


def test_closed_reader_does_not_change_the_exit_code() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "readiness", "check", "--only", "camera", "--camera", "missing.png", "--json"]
    with os.fdopen(writing, "wb") as into:
        done = subprocess.run(command, stdout=into, stderr=subprocess.PIPE, timeout=LIMIT_S, check=False)
    assert (done.returncode, done.stderr) == (1, b"")

"""A real standalone cluster on this machine: one master and two workers, each a process of its own, ended by its id."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pyspark
import pytest

HOME = Path(pyspark.__file__).parent
STARTED_WITHIN_S = 120


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Cluster:
    url: str
    workers: list[subprocess.Popen[bytes]]
    folder: Path


@contextmanager
def running(name: str, folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """One of Spark's classes as a process group of its own, which goes with everything it started."""
    own = {"SPARK_HOME": str(HOME), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_WORKER_DIR": str(folder / "work")}
    log = folder / f"{name.rpartition('.')[2]}-{arguments[-1].rpartition(':')[2]}-{time.monotonic_ns()}.log"
    with log.open("wb") as out:
        command = [str(HOME / "bin" / "spark-class"), name, *arguments]
        process = subprocess.Popen(
            command, env=os.environ | own, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)


def wait_for(pattern: str, folder: Path, count: int) -> None:
    until = time.monotonic() + STARTED_WITHIN_S
    while time.monotonic() < until:
        said = "".join(path.read_text("utf-8", "replace") for path in folder.glob("*.log"))
        if len(re.findall(pattern, said)) >= count:
            return
        time.sleep(0.5)
    raise TimeoutError(f"{pattern} was not said {count} times in {said[-2000:]}")


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("spark")
    port = free_port()
    url = f"spark://127.0.0.1:{port}"
    worker = ("org.apache.spark.deploy.worker.Worker", folder, "--cores", "1", "--memory", "1g", "--host", "127.0.0.1")
    master = ("--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port()))
    with (
        running("org.apache.spark.deploy.master.Master", folder, *master),
        running(*worker, "--webui-port", str(free_port()), url) as one,
        running(*worker, "--webui-port", str(free_port()), url) as two,
    ):
        wait_for("Successfully registered with master", folder, 2)
        yield Cluster(url, [one, two], folder)


@pytest.fixture(scope="session")
def connect(cluster: Cluster) -> Iterator[str]:
    """The address of a Spark Connect server whose work the cluster does."""
    port = free_port()
    with running(
        "org.apache.spark.deploy.SparkSubmit", cluster.folder,
        "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "--master", cluster.url,
        "--conf", f"spark.connect.grpc.binding.port={port}", "--conf", "spark.ui.enabled=false",
        "--conf", "spark.driver.host=127.0.0.1", "--name", "connect", "spark-internal",
    ):  # fmt: skip
        until = time.monotonic() + STARTED_WITHIN_S
        while time.monotonic() < until:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.5)
        yield f"sc://127.0.0.1:{port}"

"""A real standalone cluster on this machine: one master and two workers, each a process group of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyspark
import pytest

HOME = Path(pyspark.__file__).parent
STARTED_WITHIN_S = 240
LOCAL = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "127.0.0.1"}
"""For drivers too: this machine's own name may not lead anywhere."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass(frozen=True)
class Worker:
    process: subprocess.Popen[bytes]
    folder: Path

    def finished_tasks(self) -> int:
        """How many chunks of work its executors have done, by their own logs."""
        logs = self.folder.glob("app-*/*/stderr")
        return sum(path.read_text("utf-8", "replace").count("Finished task") for path in logs)

    def kill(self) -> None:
        """With its executors, which are of its process group."""
        end(self.process)


@dataclass(frozen=True)
class Cluster:
    url: str
    workers: tuple[Worker, Worker]
    folder: Path


@contextmanager
def running(name: str, log: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """One of Spark's classes as a process group of its own, which goes with everything it started."""
    with log.open("wb") as out:
        command = [str(HOME / "bin" / "spark-class"), name, *arguments]
        process = subprocess.Popen(
            command, env=os.environ | LOCAL | {"SPARK_HOME": str(HOME)}, stdout=out, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=30)


def wait_for(what: Callable[[], bool], process: subprocess.Popen[Any], log: Path | None = None) -> None:
    """Until it is so. Fails when the process ends before, or in `STARTED_WITHIN_S`, with the end of its log."""
    until = time.monotonic() + STARTED_WITHIN_S
    while not what():
        said = log.read_text("utf-8", "replace")[-2000:] if log else ""
        assert process.poll() is None, f"it ended with {process.returncode}: {said}"
        assert time.monotonic() < until, f"it takes more than {STARTED_WITHIN_S} s: {said}"
        time.sleep(0.1)


def answers_at(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A test's own: one that has lost a worker, or whose cores another program holds, is no use to the next test."""
    port, log = free_port(), tmp_path / "master.log"
    url = f"spark://127.0.0.1:{port}"
    own = ("--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port()))
    with (
        running("org.apache.spark.deploy.master.Master", log, *own) as master,
        _worker("one", url, tmp_path) as one,
        _worker("two", url, tmp_path) as two,
    ):
        wait_for(lambda: len(_registered(log)) == 2, master, log)
        yield Cluster(url, (one, two), tmp_path)


def _registered(log: Path) -> set[str]:
    """Workers by their address; one says it again when the master is slow to answer."""
    return set(re.findall(r"Registering worker (\S+)", log.read_text("utf-8", "replace")))


@contextmanager
def _worker(name: str, url: str, folder: Path) -> Iterator[Worker]:
    own = ("--cores", "1", "--memory", "1g", "--host", "127.0.0.1", "--webui-port", str(free_port()))
    work = ("--work-dir", str(folder / name))
    with running("org.apache.spark.deploy.worker.Worker", folder / f"{name}.log", *own, *work, url) as process:
        yield Worker(process, folder / name)


@pytest.fixture
def connect(cluster: Cluster) -> Iterator[str]:
    """The address of a Spark Connect server whose work the cluster does."""
    port, log = free_port(), cluster.folder / "connect.log"
    with running(
        "org.apache.spark.deploy.SparkSubmit", log,
        "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "--master", cluster.url,
        "--conf", f"spark.connect.grpc.binding.port={port}", "--conf", "spark.ui.enabled=false",
        "--conf", "spark.driver.host=127.0.0.1", "--name", "connect", "spark-internal",
    ) as server:  # fmt: skip
        wait_for(lambda: answers_at(port), server, log)
        yield f"sc://127.0.0.1:{port}"

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
STARTED_WITHIN_S = 900
"""Also for a machine that does much else: there the first tasks were seen after five minutes."""
LOCAL = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "127.0.0.1"}
"""For drivers too, because the name of this machine may not resolve."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass(frozen=True)
class Worker:
    process: subprocess.Popen[bytes]
    folder: Path

    def finished_tasks(self) -> int:
        """The number of tasks that its executors have finished, according to their logs."""
        logs = self.folder.glob("app-*/*/stderr")
        return sum(path.read_text("utf-8", "replace").count("Finished task") for path in logs)

    def kill(self) -> None:
        """Kill the worker with its executors, which belong to its process group."""
        end(self.process)


@dataclass(frozen=True)
class Cluster:
    url: str
    workers: tuple[Worker, Worker]
    folder: Path


@contextmanager
def running(name: str, log: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of Spark's classes in its own process group, and end the whole group afterwards."""
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


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[Any], log: Path | None = None) -> None:
    """Wait for a condition; fail with the end of the log if the process ends or `STARTED_WITHIN_S` have passed."""
    ends_s = time.monotonic() + STARTED_WITHIN_S
    while not condition():
        output = log.read_text("utf-8", "replace")[-2000:] if log else ""
        assert process.poll() is None, f"it ended with {process.returncode}: {output}"
        assert time.monotonic() < ends_s, f"it takes more than {STARTED_WITHIN_S} s: {output}"
        time.sleep(0.1)


def answers_at(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster for one test: a later test could not use one that has lost a worker or whose cores are taken."""
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
    """The addresses of registered workers; a worker may register repeatedly when the master is slow."""
    return set(re.findall(r"Registering worker (\S+)", log.read_text("utf-8", "replace")))


@contextmanager
def _worker(name: str, url: str, folder: Path) -> Iterator[Worker]:
    own = ("--cores", "1", "--memory", "1g", "--host", "127.0.0.1", "--webui-port", str(free_port()))
    work = ("--work-dir", str(folder / name))
    with running("org.apache.spark.deploy.worker.Worker", folder / f"{name}.log", *own, *work, url) as process:
        yield Worker(process, folder / name)


@pytest.fixture
def connect(cluster: Cluster) -> Iterator[str]:
    """The address of a Spark Connect server that runs on the cluster."""
    port, log = free_port(), cluster.folder / "connect.log"
    with running(
        "org.apache.spark.deploy.SparkSubmit", log,
        "--class", "org.apache.spark.sql.connect.service.SparkConnectServer", "--master", cluster.url,
        "--conf", f"spark.connect.grpc.binding.port={port}", "--conf", "spark.ui.enabled=false",
        "--conf", "spark.driver.host=127.0.0.1", "--name", "connect", "spark-internal",
    ) as server:  # fmt: skip
        wait_for(lambda: answers_at(port), server, log)
        yield f"sc://127.0.0.1:{port}"

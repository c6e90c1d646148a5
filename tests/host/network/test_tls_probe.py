"""Connecting where the system refuses a socket, and whose fault a refused certificate is."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from path_servers import LOOPBACK, authority, tls_server

from readiness.host.network.tls_probe import Certificate, own_problem

NO_MORE_FILES = """
# As for IPv6 when that is turned off in the kernel.
import os, time
from readiness.server_address import ServerAddress
from readiness.host.network.stun_probe import measure_path
from readiness.host.network.tls_probe import connect

held = []
try:
    while True:
        held.append(os.open(os.devnull, os.O_RDONLY))
except OSError:
    os.close(held.pop())  # for the selector
assert connect(["127.0.0.1"], 443, time.monotonic() + 1) is None
held.append(os.open(os.devnull, os.O_RDONLY))
assert measure_path(ServerAddress("127.0.0.1", 3478), 1).udp == "unknown"
"""


def test_a_refused_socket_counts_as_an_address_without_an_answer() -> None:
    limited = 'ulimit -n 64; exec "$0" -c "$1"'
    command = ["sh", "-c", limited, sys.executable, NO_MORE_FILES]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("days", "problem"), [(2, None), (-1, "expired")])
def test_expired_intermediate_certificate_is_not_blamed_on_the_service(
    tmp_path: Path, days: int, problem: Certificate | None
) -> None:
    """Many a server goes on sending one that an old root has signed: Chrome looks for another path."""
    issuer = authority(tmp_path / "authority")
    served = issuer.issue("leaf", "DNS:localhost", days=days, issuer=issuer.intermediate("between", days=-1))
    with tls_server(served) as port:
        found = own_problem(
            lambda: socket.create_connection((LOOPBACK, port)), "localhost", deadline=time.monotonic() + 10
        )
    assert found == problem

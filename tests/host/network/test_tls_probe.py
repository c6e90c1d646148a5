"""Connecting where the system refuses a socket, as it does for IPv6 when that is turned off in the kernel."""

from __future__ import annotations

import subprocess
import sys

NO_MORE_FILES = """
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

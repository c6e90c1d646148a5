"""A network namespace for one test, deleted afterwards; fails without root."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from linux_only import skip_elsewhere


def ip(*arguments: str, stdin: str | None = None) -> None:
    """Run `ip`, with `stdin` as its standard input."""
    skip_elsewhere("a network namespace")
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True, input=stdin, timeout=30)


def build(namespace: str, *commands: str) -> None:
    """Run several of `ip`'s commands in one go."""
    ip("-n", namespace, "-batch", "-", stdin="\n".join(commands))


@contextmanager
def network() -> Iterator[str]:
    """Create a network namespace with only a loopback device; yield its name."""
    name = f"readiness-{uuid.uuid4().hex[:8]}"
    ip("netns", "add", name)
    try:
        ip("-n", name, "link", "set", "lo", "up")
        yield name
    finally:
        ip("netns", "delete", name)

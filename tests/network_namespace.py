"""A network of its own for a test, made and deleted by it; needs root, and says so by failing."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager


def ip(*arguments: str, given: str | None = None) -> None:
    """Run `ip`; with `given`, its commands come from there."""
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True, input=given, timeout=30)


def build(namespace: str, *commands: str) -> None:
    """Run several of `ip`'s commands in one go."""
    ip("-n", namespace, "-batch", "-", given="\n".join(commands))


@contextmanager
def network() -> Iterator[str]:
    """A network namespace with nothing but its loopback, and its name."""
    name = f"readiness-{uuid.uuid4().hex[:8]}"
    ip("netns", "add", name)
    try:
        ip("-n", name, "link", "set", "lo", "up")
        yield name
    finally:
        ip("netns", "delete", name)

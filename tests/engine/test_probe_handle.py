"""When a probe's process counts as ended, beside a thread that still receives its last messages."""

from __future__ import annotations

import os
import subprocess
import threading
from typing import Any, cast

import example_probes as examples

from readiness.engine.channel import Channel
from readiness.engine.messages import Done, encode
from readiness.engine.probe_handle import DRAINED_WITHIN_S, ProbeHandle

PATIENCE_S = 20.0


class ExitsWhenPolled:
    """A process that sends `Done` and exits at the very moment at which it is asked whether it has exited."""

    def __init__(self) -> None:
        self.reading, self._writing = os.pipe()
        self.received = threading.Event()

    def poll(self) -> int:
        if self._writing >= 0:
            os.write(self._writing, encode(Done(), ()))
            os.close(self._writing)
            self._writing = -1
            assert self.received.wait(PATIENCE_S)
        return 0


def handle(process: ExitsWhenPolled) -> ProbeHandle:
    orders, channel_end = os.pipe()
    news = threading.Condition()
    channel = Channel(os.fdopen(channel_end, "wb", buffering=0), b"", process.reading, (), news)
    os.close(orders)

    def wait_for_end() -> None:
        with news:
            news.wait_for(lambda: channel.ended, PATIENCE_S)
        process.received.set()

    threading.Thread(target=wait_for_end, daemon=True).start()
    group: Any = None
    return ProbeHandle(
        probe=examples.probe(examples.behaves),
        group=group,
        process=cast("subprocess.Popen[bytes]", process),
        channel=channel,
        allowed_s=20.0,
        started_s=0.0,
        heard_s=0.0,
    )


def test_a_process_is_not_over_before_its_last_message_is_taken() -> None:
    child = handle(ExitsWhenPolled())
    assert not child.is_over(1.0)
    assert child.channel.ended
    assert [type(message) for message in child.channel.take()] == [Done]
    assert child.is_over(1.0)


def test_a_slow_computer_gets_longer_to_read_what_an_exited_process_has_sent() -> None:
    quick, slow = handle(ExitsWhenPolled()), handle(ExitsWhenPolled())
    slow.slowness = 4.0
    for child in (quick, slow):
        child.is_over(1.0)
        child.channel.take()
        child.channel.ended = False  # a program that it started keeps the pipe open
    later_s = 1.0 + 2 * DRAINED_WITHIN_S
    assert quick.is_over(later_s)
    assert not slow.is_over(later_s)

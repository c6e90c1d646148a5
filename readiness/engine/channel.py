"""The parent's end of a probe's pipe, read on a separate thread so that no child can block a run."""

from __future__ import annotations

import threading
import time
from typing import IO

from readiness.engine.messages import Crashed, Decoder, Done, InvalidMessageError, WireMessage, read_frames
from readiness.model import Measured, MeasurementTypes

BURST, BURST_S = 30, 1 / 30
"""Rate limit: at most `BURST` messages are read per `BURST_S`; a faster probe blocks on the full pipe."""


class Channel:
    """One child's messages. A message replaces an older one of the same kind that has not been taken yet.

    Args:
        orders: the child's standard input; receives the task, and is closed to make the child stop.
        task: the packed task.
        messages: reading end of the child's pipe; closed by the channel.
        yields: the measurement types that the child may send.
        news: notified of each new message and of the end; the run waits for it.

    Attributes:
        ended: whether the pipe has ended, or carried invalid data.
    """

    def __init__(
        self, orders: IO[bytes], task: bytes, messages: int, yields: MeasurementTypes, news: threading.Condition
    ) -> None:
        self._orders, self._task, self._messages = orders, task, messages
        self._decode = Decoder(yields)
        self._news = news
        self._waiting: dict[object, WireMessage] = {}
        self._task_sent = False
        self.ended = False
        self._thread = threading.Thread(target=self._run, name="probe", daemon=True)
        self._thread.start()

    @property
    def has_news(self) -> bool:
        """Whether there are messages to take."""
        return bool(self._waiting)

    def take(self) -> list[WireMessage]:
        """Return the messages received since the last call, oldest first."""
        with self._news:
            taken, self._waiting = list(self._waiting.values()), {}
        return taken

    def stop(self) -> None:
        """Ask the child to release its device and exit; a child that has not received its task has no device."""
        with self._news:
            if self._task_sent:
                self._orders.close()

    def _run(self) -> None:
        try:
            with open(self._messages, "rb") as stream:  # noqa: PTH123  (a descriptor)
                self._send_task()
                self._receive(stream)
        except (OSError, InvalidMessageError):
            pass  # either way, there will be no more messages
        with self._news:
            self._orders.close()
            self.ended = True
            self._news.notify_all()

    def _send_task(self) -> None:
        content = memoryview(self._task)
        while content:
            content = content[self._orders.write(content) :]
        self._task_sent = True

    def _receive(self, stream: IO[bytes]) -> None:
        count, since_s = 0, time.monotonic()
        is_complete = False
        for payload in read_frames(stream):
            if not is_complete:  # what comes after would replace measurements that have not been taken yet
                message = self._decode(payload)
                self._put(message)
                is_complete = isinstance(message, Done | Crashed)
            count += 1
            if count < BURST:
                continue
            time.sleep(max(0.0, since_s + BURST_S - time.monotonic()))
            count, since_s = 0, time.monotonic()

    def _put(self, message: WireMessage) -> None:
        kind: object = type(message)
        if isinstance(message, Measured):
            kind = (type(message.measurement), message.settled)
        with self._news:
            self._waiting.pop(kind, None)
            self._waiting[kind] = message
            self._news.notify_all()

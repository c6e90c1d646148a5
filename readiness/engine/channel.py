"""The program's end of a probe's pipe: read on a thread of its own, so that nothing a child does can block a run."""

from __future__ import annotations

import os
import threading
import time
from typing import IO

from readiness.engine.messages import Decoder, MisfitError, WireMessage, read_frames
from readiness.model import Measured

BURST, BURST_S = 30, 1 / 30
"""So many messages are taken in so short a time; a probe that says more waits, at the other end of a full pipe."""


class Inbox:
    """What the channels of one run have to tell; `changed` is notified when there is something new, or on `wake`."""

    def __init__(self) -> None:
        self.changed = threading.Condition()

    def wake(self) -> None:
        """Let whoever waits look again."""
        with self.changed:
            self.changed.notify_all()


class Channel:
    """One child's messages. Older ones that nobody has taken make way for newer ones of the same kind.

    Args:
        orders: the child's standard input; it is given the task, and stays open until the child shall stop.
        task: what it is given.
        messages: the reading end of the child's pipe; closed at its end by the channel.
        yields: the measurement types that the child may send.
        inbox: what to notify.

    Attributes:
        ended: the pipe has ended, or carried something that is no message.
    """

    def __init__(self, orders: IO[bytes], task: bytes, messages: int, yields: tuple[type, ...], inbox: Inbox) -> None:
        self._orders, self._task, self._messages = orders, task, messages
        self._decode = Decoder(yields)
        self._inbox = inbox
        self._waiting: dict[object, WireMessage] = {}
        self._given = False
        self.ended = False
        self._thread = threading.Thread(target=self._listen, name="probe", daemon=True)
        self._thread.start()

    @property
    def has_news(self) -> bool:
        """Whether there is something to take."""
        return bool(self._waiting)

    def take(self) -> list[WireMessage]:
        """What has come since the last time, oldest first."""
        with self._inbox.changed:
            taken, self._waiting = list(self._waiting.values()), {}
        return taken

    def stop(self) -> None:
        """Ask the child to let its device go and end. One that has not even taken its task has none."""
        with self._inbox.changed:
            if self._given:
                self._orders.close()

    def _listen(self) -> None:
        try:
            with open(self._messages, "rb", buffering=0) as stream:  # noqa: PTH123  (a descriptor)
                self._give()
                self._take_in(stream)
        except (OSError, MisfitError):
            pass  # the same to whoever listens: nothing more comes
        with self._inbox.changed:
            self._orders.close()
            self.ended = True
            self._inbox.changed.notify_all()

    def _give(self) -> None:
        content = memoryview(self._task)
        while content:
            content = content[self._orders.write(content) :]
        self._given = True

    def _take_in(self, stream: IO[bytes]) -> None:
        count, since_s = 0, time.monotonic()
        for payload in read_frames(lambda size: os.read(stream.fileno(), size)):
            self._put(self._decode(payload))
            count += 1
            if count < BURST:
                continue
            time.sleep(max(0.0, since_s + BURST_S - time.monotonic()))
            count, since_s = 0, time.monotonic()

    def _put(self, message: WireMessage) -> None:
        kind: object = type(message)
        if isinstance(message, Measured):
            kind = (type(message.measurement), message.settled)
        with self._inbox.changed:
            self._waiting.pop(kind, None)
            self._waiting[kind] = message
            self._inbox.changed.notify_all()

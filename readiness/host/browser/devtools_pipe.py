"""The DevTools protocol over a pair of pipes: JSON messages, each with a zero byte after it.

A pipe is open to nobody but the two processes, whereas a debugging port could be used by every program on the computer.
"""

from __future__ import annotations

import json
import os
import queue
import threading
import time
from collections.abc import Mapping
from typing import Any, Literal

LARGEST_MESSAGE_BYTES = 1_000_000
MOST_MESSAGES = 10_000
_READ_BYTES = 65_536

Silence = Literal["died", "hung", "nonsense"]
Message = Mapping[str, Any]


class ChromeSilentError(Exception):
    """Chrome does not answer as it should: it is gone, too slow, or answers what nobody can read."""

    def __init__(self, why: Silence) -> None:
        super().__init__(why)
        self.why: Silence = why


class DevTools:
    """One conversation. What Chrome tells unasked is kept until somebody waits for it.

    Args:
        commands: descriptor to write to; closed by `close`.
        answers: descriptor to read from; its reader ends when the other side closes it.
    """

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = commands
        self._heard: queue.SimpleQueue[Message | Silence] = queue.SimpleQueue()
        self._events: list[Message] = []
        self._number = 0
        threading.Thread(target=_read, args=(answers, self._heard), daemon=True).start()

    def call(self, method: str, deadline: float, session: str = "", **parameters: object) -> Message:
        """Send a command and wait for its result.

        Args:
            method: such as `Target.getTargets`.
            deadline: by `time.monotonic`.
            session: the page it is meant for.
            parameters: the command's own.

        Raises:
            ChromeSilentError: no answer, or one that is an error.
        """
        return self.result(self.send(method, session, **parameters), deadline)

    def send(self, method: str, session: str = "", **parameters: object) -> int:
        """Send a command without waiting; what it is known by.

        Raises:
            ChromeSilentError: it is gone.
        """
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        text = json.dumps(command | ({"sessionId": session} if session else {}))
        try:
            os.write(self._commands, text.encode() + b"\0")
        except OSError:
            raise ChromeSilentError("died") from None
        return self._number

    def result(self, number: int, deadline: float) -> Message:
        """The result of the command known by that number.

        Raises:
            ChromeSilentError: none in time, or an error.
        """
        heard = next((each for each in self._events if each.get("id") == number), None)
        if heard is not None:  # it came while somebody waited for another command
            self._events.remove(heard)
        while heard is None:
            latest = self._next(deadline)
            if latest.get("id") == number:
                heard = latest
            else:
                self._events.append(latest)
        result = heard.get("result")
        if not isinstance(result, dict):
            raise ChromeSilentError("nonsense")
        return result

    def peek(self, number: int, deadline: float) -> Message | None:
        """Hear one more message: the result of the command known by that number, or None, when it was another one.

        Raises:
            ChromeSilentError: nothing more is heard in time.
        """
        heard = self._next(deadline)
        result = heard.get("result")
        if heard.get("id") == number and isinstance(result, dict):
            return result
        self._events.append(heard)
        return None

    def event(self, method: str, deadline: float) -> Message:
        """The parameters of the next event of that name.

        Raises:
            ChromeSilentError: none in time.
        """
        while True:
            for heard in self._events:
                if heard.get("method") == method and isinstance(heard.get("params"), dict):
                    self._events.remove(heard)
                    return dict(heard["params"])
            self._events.append(self._next(deadline))

    def events(self, method: str) -> list[Message]:
        """The parameters of all events of that name that have been heard so far."""
        return [
            dict(each["params"])
            for each in self._events
            if each.get("method") == method and isinstance(each.get("params"), dict)
        ]

    def close(self) -> None:
        """End the conversation; Chrome ends when its pipe is closed."""
        os.close(self._commands)

    def _next(self, deadline: float) -> Message:
        if len(self._events) > MOST_MESSAGES:
            raise ChromeSilentError("nonsense")
        try:
            heard = self._heard.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise ChromeSilentError("hung") from None
        if isinstance(heard, str):
            self._heard.put(heard)
            raise ChromeSilentError(heard)
        return heard


def _read(answers: int, heard: queue.SimpleQueue[Message | Silence]) -> None:
    """Take the stream apart until it ends, or until it is nothing that Chrome would say."""
    waiting = b""
    try:
        while piece := os.read(answers, _READ_BYTES):
            *whole, waiting = (waiting + piece).split(b"\0")
            for each in whole:
                heard.put(_message(each))
            if len(waiting) > LARGEST_MESSAGE_BYTES:
                heard.put("nonsense")
                return
    except OSError:  # the pipe broke, which an end of its stream says as well
        pass
    finally:
        os.close(answers)
    heard.put("died")


def _message(text: bytes) -> Message | Silence:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return "nonsense"
    return message if isinstance(message, dict) else "nonsense"

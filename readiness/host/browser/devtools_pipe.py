"""Chrome's DevTools protocol over a pair of pipes: JSON messages, each terminated by a zero byte.

Only the two processes have access to the pipes, whereas any program on the computer could use a debugging port.
"""

from __future__ import annotations

import json
import os
import queue
import threading
import time
from collections.abc import Mapping
from typing import Literal

MAX_MESSAGE_BYTES = 1_000_000
MAX_MESSAGES = 10_000
_READ_BYTES = 65_536

Silence = Literal["died", "hung", "nonsense"]
Message = Mapping[str, object]


class ChromeTimeoutError(Exception):
    """Chrome has exited, timed out or sent an invalid answer."""

    def __init__(self, why: Silence) -> None:
        super().__init__(why)
        self.why: Silence = why


class DevTools:
    """A DevTools connection. Events are buffered until they are asked for.

    Args:
        commands: descriptor to write to; closed by `close`.
        answers: descriptor to read from; the reader thread closes it when Chrome closes its end.
    """

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = commands
        self._received: queue.SimpleQueue[Message | Silence] = queue.SimpleQueue()
        self._events: list[Message] = []
        self._number = 0
        threading.Thread(target=_read, args=(answers, self._received), daemon=True).start()

    def call(self, method: str, deadline: float, session: str = "", **parameters: object) -> Message:
        """Send a command and wait for its result.

        Args:
            method: for example `Target.getTargets`.
            deadline: latest time for the result, `time.monotonic`.
            session: id of the page's session; empty for the browser itself.
            parameters: the command's parameters.

        Raises:
            ChromeTimeoutError: no result in time, or an error.
        """
        return self.result(self.send(method, session, **parameters), deadline)

    def send(self, method: str, session: str = "", **parameters: object) -> int:
        """Send a command without waiting, and return its number.

        Raises:
            ChromeTimeoutError: Chrome has exited.
        """
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        text = json.dumps(command | ({"sessionId": session} if session else {}))
        try:
            os.write(self._commands, text.encode() + b"\0")
        except OSError:
            raise ChromeTimeoutError("died") from None
        return self._number

    def result(self, number: int, deadline: float) -> Message:
        """Wait for the result of the command with that number.

        Raises:
            ChromeTimeoutError: no result in time, or an error.
        """
        message = next((each for each in self._events if each.get("id") == number), None)
        if message is not None:  # buffered while waiting for another command
            self._events.remove(message)
        while message is None:
            latest = self._next(deadline)
            if latest.get("id") == number:
                message = latest
            else:
                self._events.append(latest)
        result = message.get("result")
        if not isinstance(result, dict):
            raise ChromeTimeoutError("nonsense")
        return result

    def peek(self, number: int, deadline: float) -> Message | None:
        """Receive one message; return it if it is the result of the command with that number, else buffer it.

        Raises:
            ChromeTimeoutError: no message arrived in time.
        """
        message = self._next(deadline)
        result = message.get("result")
        if message.get("id") == number and isinstance(result, dict):
            return result
        self._events.append(message)
        return None

    def event(self, method: str, deadline: float) -> Message:
        """Wait for the next event of that name and return its parameters.

        Raises:
            ChromeTimeoutError: no such event in time.
        """
        while True:
            for message in self._events:
                parameters = message.get("params")
                if message.get("method") == method and isinstance(parameters, dict):
                    self._events.remove(message)
                    return parameters
            self._events.append(self._next(deadline))

    def events(self, method: str) -> list[Message]:
        """Return the parameters of all events of that name received so far."""
        return [
            parameters
            for each in self._events
            if each.get("method") == method and isinstance(parameters := each.get("params"), dict)
        ]

    def close(self) -> None:
        """Close the connection, upon which Chrome exits."""
        os.close(self._commands)

    def _next(self, deadline: float) -> Message:
        if len(self._events) > MAX_MESSAGES:
            raise ChromeTimeoutError("nonsense")
        try:
            message = self._received.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise ChromeTimeoutError("hung") from None
        if isinstance(message, str):
            self._received.put(message)
            raise ChromeTimeoutError(message)
        return message


def _read(answers: int, received: queue.SimpleQueue[Message | Silence]) -> None:
    """Split the stream into messages until it ends or is invalid."""
    waiting = b""
    try:
        while piece := os.read(answers, _READ_BYTES):
            *whole, waiting = (waiting + piece).split(b"\0")
            for each in whole:
                received.put(_message(each))
            if len(waiting) > MAX_MESSAGE_BYTES:
                received.put("nonsense")
                return
    except OSError:  # a broken pipe is treated like the end of the stream
        pass
    finally:
        os.close(answers)
    received.put("died")


def _message(text: bytes) -> Message | Silence:
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return "nonsense"
    return message if isinstance(message, dict) else "nonsense"

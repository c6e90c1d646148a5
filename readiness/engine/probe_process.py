"""The inside of a probe's process: run the generator, send what it says, leave no trace on standard output."""

from __future__ import annotations

import contextlib
import os
import pickle
import runpy
import struct
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from readiness.engine.messages import Crashed, Done, Hello, WireMessage, encode
from readiness.engine.process_limits import confine
from readiness.model import Measured, ProbeMessage, Request

STOPS_WITHIN_S = 1.0
"""After the program has closed the pipe of orders, in case it is not there to end this process itself."""

FLAG = "--probe-process"
"""The first argument of a frozen program that is started as a probe's process."""

MAIN_ALIAS = "__mp_main__"
"""multiprocessing's name for a script that is loaded again in a child: what it guards with `__main__` does not run."""

_SIZE = struct.Struct(">Q")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What the program sends the process to begin with.

    Attributes:
        parent_id: the program's process id.
        script: the file of a script whose own functions are among the rest; empty for a probe of a package.
        probe: pickled `run`, `yields` and `request`; the program is trusted, its probes are not.
    """

    parent_id: int
    script: str
    probe: bytes


def pack(task: Task) -> bytes:
    """The task as it goes over the pipe of orders."""
    content = pickle.dumps(task)
    return _SIZE.pack(len(content)) + content


def main(messages: int) -> None:
    """Do the task that comes on standard input, and end this process.

    Args:
        messages: the pipe's writing end; a file descriptor, on Windows a handle.
    """
    orders, out = _own_streams(messages)
    (size,) = _SIZE.unpack(_read(orders, _SIZE.size))
    task: Task = pickle.loads(_read(orders, size))  # noqa: S301  (the program's own words)
    confine(task.parent_id)
    stop = threading.Event()
    threading.Thread(target=_await_end, args=(orders, stop), daemon=True).start()
    with contextlib.suppress(OSError):  # nobody listens any more
        _work(task, out, stop)
    os._exit(0)  # a library that crashes while the interpreter is taken down would change nothing


def _work(task: Task, out: int, stop: threading.Event) -> None:
    run: Callable[[Request], Iterator[ProbeMessage]]
    yields: tuple[type, ...] = ()

    def send(message: WireMessage) -> None:
        content = memoryview(encode(message, yields))
        while content:
            content = content[os.write(out, content) :]

    send(Hello())
    try:
        if task.script:
            _load_again(task.script)
        run, yields, request = pickle.loads(task.probe)  # noqa: S301  (the program's own words)
        with closing(run(request)) as said:  # type: ignore[type-var]
            for message in _until_done(said, yields, live=request.live):
                if stop.is_set():
                    return
                send(message)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        send(Crashed(traceback.format_exc()))
    except Exception:  # noqa: BLE001  (whatever a driver's library raises must reach the person as a finding)
        send(Crashed(traceback.format_exc()))


def _until_done(said: Iterator[ProbeMessage], yields: tuple[type, ...], *, live: bool) -> Iterator[ProbeMessage | Done]:
    """What a probe says, and `Done`: as soon as all is settled, so that a hang while it lets go loses nothing."""
    open_yet = set(yields)
    for message in said:
        yield message
        if isinstance(message, Measured) and message.settled:
            open_yet.discard(type(message.measurement))
            if yields and not open_yet and not live:
                break
    yield Done()


def _own_streams(messages: int) -> tuple[int, int]:
    """Orders and messages on descriptors of their own; what libraries find as standard streams leads nowhere."""
    if sys.platform == "win32":
        import msvcrt

        messages = msvcrt.open_osfhandle(messages, os.O_WRONLY | os.O_BINARY)
        msvcrt.setmode(0, os.O_BINARY)
    else:
        os.set_inheritable(messages, False)  # noqa: FBT003
    orders = os.dup(0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.close(nowhere)
    return orders, messages


def _read(descriptor: int, size: int) -> bytes:
    content = b""
    while len(content) < size:
        part = os.read(descriptor, size - len(content))
        if not part:
            os._exit(1)  # the program is gone
        content += part
    return content


def _await_end(orders: int, stop: threading.Event) -> None:
    """The program says nothing more on this pipe; that it closes means that the probe is to let its device go."""
    while os.read(orders, 1):
        pass
    stop.set()
    threading.Event().wait(STOPS_WITHIN_S)
    os._exit(1)


def _load_again(script: str) -> None:
    module = type(sys)(MAIN_ALIAS)
    module.__dict__.update(runpy.run_path(script, run_name=MAIN_ALIAS))
    sys.modules["__main__"] = sys.modules[MAIN_ALIAS] = module

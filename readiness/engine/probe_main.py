"""Main program of a probe's process: run the generator and send its messages over a pipe."""

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

import msgspec

from readiness.engine.malloc_tuning import keep_freed_memory
from readiness.engine.messages import Crashed, Done, Hello, WireMessage, encode
from readiness.engine.process_limits import confine
from readiness.model import Measured, MeasurementTypes, ProbeMessage, Request

STOPS_WITHIN_S = 1.0
"""Time to exit after the parent has closed the orders pipe, in case the parent cannot kill this process."""

MAIN_ALIAS = "__mp_main__"
"""multiprocessing's name for the main script reloaded in a child, so that code guarded by `__main__` does not run."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""Environment that numpy's linear algebra reads as it is loaded. Its threads wait for one another by running idle: for
pieces as small as a probe's, that took a third of the processor time of listening on two cores, and more on more."""

_SIZE = struct.Struct(">Q")


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """The task sent to the process at its start.

    Attributes:
        parent_id: the parent's process id.
        script: file of the script that defines the probe's function; empty for a probe in a package.
        probe: pickled `run`, `yields` and `request`. Unpickling is safe here, since the parent is trusted.
    """

    parent_id: int
    script: str
    probe: bytes


def pack(task: Task) -> bytes:
    """Serialize the task for the orders pipe."""
    content = pickle.dumps(task)
    return _SIZE.pack(len(content)) + content


def main(messages: int) -> None:
    """Run the task received on standard input, and exit this process.

    Args:
        messages: writing end of the message pipe; a file descriptor, on Windows a handle.
    """
    orders, out = _own_streams(messages)
    (size,) = _SIZE.unpack(_read(orders, _SIZE.size))
    task: Task = pickle.loads(_read(orders, size))  # noqa: S301  (sent by the parent)
    confine(task.parent_id)
    keep_freed_memory()
    os.environ.update(ONE_THREAD)
    stop = threading.Event()
    threading.Thread(target=_await_end, args=(orders, stop), daemon=True).start()
    with contextlib.suppress(OSError):  # the parent has closed the pipe
        _run_probe(task, out, stop)
    os._exit(0)  # skips interpreter shutdown, during which some drivers' libraries crash


def _run_probe(task: Task, out: int, stop: threading.Event) -> None:
    run: Callable[[Request], Iterator[ProbeMessage]]
    yields: MeasurementTypes = ()

    def send(message: WireMessage) -> None:
        content = memoryview(encode(message, yields))
        while content:
            content = content[os.write(out, content) :]

    send(Hello())
    try:
        if task.script:
            _reload_main_script(task.script)
        run, yields, request = pickle.loads(task.probe)  # noqa: S301  (sent by the parent)
        with closing(run(request)) as messages:  # type: ignore[type-var]
            for message in _with_done(messages, yields, live=request.live):
                if stop.is_set():
                    return
                send(message)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        send(Crashed(traceback.format_exc()))
    except Exception:  # noqa: BLE001  (any exception of a driver's library must become a finding)
        send(Crashed(traceback.format_exc()))


def _with_done(
    messages: Iterator[ProbeMessage], yields: MeasurementTypes, *, live: bool
) -> Iterator[ProbeMessage | Done]:
    """Yield a probe's messages, then `Done` as soon as all has settled, so that a hang on release loses nothing."""
    unsettled = set(yields)
    for message in messages:
        yield message
        if isinstance(message, Measured) and message.settled:
            unsettled.discard(type(message.measurement))
            if yields and not unsettled and not live:
                break
    yield Done()


def _own_streams(messages: int) -> tuple[int, int]:
    """Return private descriptors for orders and messages, and redirect standard input to the null device."""
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
            os._exit(1)  # the parent has exited
        content += part
    return content


def _await_end(orders: int, stop: threading.Event) -> None:
    """Wait until the parent closes the orders pipe, which means stop; exit if that takes too long."""
    while os.read(orders, 1):
        pass
    stop.set()
    threading.Event().wait(STOPS_WITHIN_S)
    os._exit(1)


def _reload_main_script(script: str) -> None:
    module = type(sys)(MAIN_ALIAS)
    module.__dict__.update(runpy.run_path(script, run_name=MAIN_ALIAS))
    sys.modules["__main__"] = sys.modules[MAIN_ALIAS] = module

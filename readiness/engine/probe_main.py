"""Main program of a probe's process: run the generator and send its messages over a pipe."""

from __future__ import annotations

import contextlib
import os
import pickle
import struct
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing

from readiness.engine.malloc_tuning import keep_freed_memory
from readiness.engine.messages import Crashed, Done, Hello, WireMessage, encode
from readiness.engine.process_limits import confine
from readiness.model import Measured, MeasurementTypes, Probe, ProbeMessage, Request

STOPS_WITHIN_S = 1.0
"""Time to exit after the parent has closed the orders pipe, in case the parent cannot kill this process."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""Environment that numpy's linear algebra reads as it is loaded. Its threads wait for one another by running idle: for
pieces as small as a probe's, that took a third of the processor time of listening on two cores, and more on more."""

_HEAD = struct.Struct(">QQ")
"""The size of the pickled probe, and the parent's process id, which is needed before the probe is imported."""


def packed_task(probe: Probe, request: Request) -> bytes:
    """Return what the orders pipe carries first: a probe to run in a child of this process, and its parameters."""
    content = pickle.dumps((probe.run, probe.yields, request))
    return _HEAD.pack(len(content), os.getpid()) + content


def main(messages: int) -> None:
    """Run the task received on standard input, and exit this process.

    Args:
        messages: writing end of the message pipe; a file descriptor, on Windows a handle.
    """
    orders, out = _own_streams(messages)
    size, parent_id = _HEAD.unpack(_read(orders, _HEAD.size))
    task = _read(orders, size)
    confine(parent_id)
    keep_freed_memory()
    os.environ.update(ONE_THREAD)
    stop = threading.Event()
    threading.Thread(target=_await_end, args=(orders, stop), daemon=True).start()
    with contextlib.suppress(OSError):  # the parent has closed the pipe
        _run_probe(task, out, stop)
    os._exit(0)  # skips interpreter shutdown, during which some drivers' libraries crash


def _run_probe(task: bytes, out: int, stop: threading.Event) -> None:
    run: Callable[[Request], Iterator[ProbeMessage]]
    yields: MeasurementTypes = ()

    def send(message: WireMessage) -> None:
        content = memoryview(encode(message, yields))
        while content:
            content = content[os.write(out, content) :]

    send(Hello())
    try:
        run, yields, request = pickle.loads(task)  # noqa: S301  (sent by the parent)
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

"""Faults that a driver or library causes in the probe's process."""

from __future__ import annotations

import signal

import example_probes as examples

from faults import bad_probes as bad
from faults.windows import WindowFault

SIGNALS = (
    "SIGSEGV",
    "SIGBUS",
    "SIGFPE",
    "SIGILL",
    "SIGABRT",
    "SIGKILL",
    "SIGTERM",
    "SIGHUP",
    "SIGPIPE",
    "SIGXCPU",
    "SIGUSR1",
)

QUICK = ("SIGSEGV", "SIGKILL")

FAULTS: tuple[WindowFault, ...] = (
    *(
        WindowFault(
            name=f"ended by {name}",
            run=bad.EndsBySignal(int(getattr(signal, name))),
            promised="count.crashed",
            quick=name in QUICK,
        )
        for name in SIGNALS
    ),
    *(
        WindowFault(name=f"leaves with exit code {code}", run=bad.Exits(code), promised="count.crashed")
        for code in (0, 1, 255)
    ),
    *(
        WindowFault(name=f"raises {error.__name__}", run=bad.Raises(error), promised="count.crashed")
        for error in (RuntimeError, OSError, MemoryError, SystemExit, KeyboardInterrupt, StopIteration, BrokenPipeError)
    ),
    WindowFault(name="says nothing and ends", run=examples.sends_nothing, promised="count.not_assessed"),
    WindowFault(name="hangs in Python", run=examples.hangs, promised="count.timed_out", within_s=6),
    WindowFault(name="hangs in C with the interpreter's lock", run=bad.hangs_in_c, promised="count.timed_out"),
    WindowFault(name="spins with the interpreter's lock", run=examples.hangs_after_a_problem, promised="count.few"),
    WindowFault(name="ignores every request to end", run=bad.ignores_every_request_to_end, promised="count.timed_out"),
    WindowFault(name="is stopped", run=bad.is_stopped, promised="count.timed_out"),
    WindowFault(name="is stopped after its answer", run=bad.is_stopped_after_its_answer, promised="count.silent"),
    WindowFault(
        name="is stopped in the middle of a message", run=examples.stops_in_mid_message, promised="count.timed_out"
    ),
    WindowFault(name="never settles", run=bad.never_settles, promised="count.timed_out", within_s=12),
    WindowFault(name="greets again and again", run=bad.greets_without_end, promised="count.timed_out", within_s=12),
    WindowFault(
        name="changes its mind after its end", run=examples.changes_its_mind_after_the_end, promised="count.ok"
    ),
    WindowFault(name="says that it crashed, and goes on", run=bad.raises_and_goes_on, promised="count.crashed"),
    WindowFault(name="prints noise", run=examples.prints, promised="count.ok"),
    WindowFault(name="prints 36 MB at a time", run=bad.prints_without_end, promised="count.ok"),
    WindowFault(name="falls over after its answer", run=examples.aborts_after_its_result, promised="count.crashed"),
    WindowFault(name="closes its descriptors and stays", run=examples.closes_its_descriptors, promised="count.crashed"),
    WindowFault(
        name="leaves a child with the pipe", run=examples.leaves_a_child_with_the_pipe, promised="count.crashed"
    ),
    WindowFault(name="starts twenty children that stay", run=bad.forks_without_end, promised="count.ok"),
    WindowFault(name="uses up its descriptors", run=bad.opens_all_files, promised="count.crashed"),
    WindowFault(name="takes all memory", run=examples.takes_all_memory, promised="count.crashed"),
    WindowFault(name="calls itself without end", run=bad.recurses_without_end, promised="count.crashed"),
    WindowFault(name="overflows the stack in C", run=bad.overflows_the_stack, promised="count.crashed"),
    WindowFault(name="reads address 0 on another thread", run=bad.crashes_on_another_thread, promised="count.crashed"),
    WindowFault(name="moves to another folder", run=bad.changes_directory, promised="count.ok"),
    WindowFault(name="sends a pickle", run=examples.sends_a_pickle, promised="count.crashed"),
    WindowFault(name="sends noise", run=bad.WritesRawBytes(b"\xff" * 5000), promised="count.crashed"),
    WindowFault(name="announces 4 GB", run=bad.WritesRawBytes(b"\xff\xff\xff\xff"), promised="count.crashed"),
    WindowFault(name="sends an empty frame", run=bad.WritesRawBytes(bytes(4)), promised="count.crashed"),
    WindowFault(
        name="sends frames nested 5,000 deep",
        run=bad.WritesRawBytes(b"\0\0\x13\x88" + b"\x91" * 5000),
        promised="count.crashed",
    ),
    WindowFault(
        name="sends a type that it does not declare",
        run=examples.sends_an_undeclared_type,
        promised="count.crashed",
    ),
    WindowFault(name="sends a number of 100 bits", run=bad.counts_beyond_64_bits, promised="count.crashed"),
    WindowFault(name="measures NaN", run=examples.measures_nan, promised="count.ok"),
    WindowFault(name="measures an infinite number", run=bad.infinite, promised="count.ok"),
    WindowFault(name="a level that is not finite", run=bad.AlsoSends(bad.non_finite_level), promised="count.ok"),
    WindowFault(name="a level of 10³⁰⁸ dB", run=bad.AlsoSends(bad.level_beyond_measure), promised="count.ok"),
    WindowFault(
        name="a picture of other size than it says",
        run=bad.AlsoSends(bad.preview_of_wrong_size),
        promised="count.crashed",
    ),
    WindowFault(name="a picture of 36 MB", run=bad.AlsoSends(bad.preview_too_large), promised="count.crashed"),
    WindowFault(name="half a sample of sound", run=bad.AlsoSends(bad.half_samples), promised="count.crashed"),
    WindowFault(name="a sentence of a megabyte", run=bad.AlsoSends(bad.megabyte_of_text), promised="count.crashed"),
    WindowFault(
        name="a sentence with commands for a terminal",
        run=bad.AlsoSends(bad.text_with_control_codes),
        promised="count.ok",
    ),
    WindowFault(name="4,000 measurements a second", run=examples.floods, promised="count.ok"),
    WindowFault(name="pictures as fast as it can", run=bad.floods_with_pictures, promised="count.ok"),
    WindowFault(name="levels as fast as it can", run=bad.floods_with_levels, promised="count.ok"),
    WindowFault(name="answers that change faster than can be read", run=bad.alternates_results, promised="count.ok"),
    WindowFault(name="a problem that comes after ok", run=bad.fails_after_passing, promised="count.few"),
    WindowFault(name="says nothing after its answer", run=examples.pauses_too_long, promised="count.silent"),
    WindowFault(name="works for two seconds", run=bad.starts_slowly, promised="count.ok"),
    WindowFault(
        name="dies in the middle of a large picture", run=bad.fills_the_pipe_and_dies, promised="count.crashed"
    ),
)

"""Starting a probe's process as the leader of a group (Linux and macOS)."""

from __future__ import annotations

import subprocess

from readiness.engine.process_limits import GONE_WITHIN_S
from readiness.host.system.process_group_posix import ProcessGroup


def start_process(
    command: list[str], messages: int, stderr: int | None
) -> tuple[subprocess.Popen[bytes], ProcessGroup]:
    """Start a probe's process; a pipe to it is its standard input.

    Args:
        command: program and arguments; the descriptor of `messages` is appended.
        messages: writing end of the message pipe, inherited by the child.
        stderr: as for `subprocess.Popen`.

    Raises:
        OSError: it cannot be started; nothing is left running.
    """
    process = subprocess.Popen(
        [*command, str(messages)],
        stdin=subprocess.PIPE,
        bufsize=0,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        pass_fds=(messages,),
        cwd="/",
        process_group=0,
    )
    try:
        return process, ProcessGroup(process.pid)
    except BaseException:
        if process.stdin:
            process.stdin.close()
        process.wait(GONE_WITHIN_S)
        raise

"""Running probes in child processes and judging their measurements."""

FLAG = "--probe-process"
"""First argument of a frozen program started as a probe's process."""

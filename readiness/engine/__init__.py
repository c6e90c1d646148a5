"""Running probes in child processes and judging their measurements."""

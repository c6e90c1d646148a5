"""Runs the probes in child processes of their own and judges what they measure."""

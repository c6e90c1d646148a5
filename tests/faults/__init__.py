"""Faults on purpose, as data: how each is brought about, what the person is promised to see, and the proof.

`make faults` brings about every one of them, prints the table and writes `docs/faults.md`. The quick ones are tests too
(`test_faults.py`). A new fault is a line in the file of its kind.
"""

"""Faults on purpose: what is seen, and how soon."""

"""Queries to the operating system: one module per question, with fetching separate from pure parsing."""

"""Generates the files of the project that are derived from its code: `make generate`."""

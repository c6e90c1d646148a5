"""Writes the files of the project that come out of its code: `make generate`."""

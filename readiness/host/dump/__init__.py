"""Dumps: the operating system's raw answers about devices, masked so that they can be shared and replayed as tests."""

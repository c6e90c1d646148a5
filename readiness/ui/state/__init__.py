"""The window's state as data, and how events change it. No Qt."""

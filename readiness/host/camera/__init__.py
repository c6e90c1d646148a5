"""Cameras: the list, the kind, the source, the stream."""

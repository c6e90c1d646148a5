"""The window around the three steps."""

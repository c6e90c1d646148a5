"""What the system said, written down without names, to be replayed."""

"""Building packages that IT can install."""

"""The main window around the three pages."""

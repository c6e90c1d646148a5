"""The help window and the short pages that the menu opens."""

"""Adapters, routes, Wi-Fi, and the way to the meeting."""

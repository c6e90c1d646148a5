"""What the window starts and stores: probes, tests, history, preferences, the meeting."""

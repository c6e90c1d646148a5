"""Background work of the window: probes, test rounds, history, preferences, opening the meeting."""

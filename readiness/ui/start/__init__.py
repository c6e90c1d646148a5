"""Step 3: remaining remarks and the button that opens the meeting."""

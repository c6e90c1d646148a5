"""Step 3: the verdict and the way into the meeting."""

"""Step 1: the picture, the meter and the rows."""

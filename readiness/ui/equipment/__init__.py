"""Step 1: the camera preview, the level meter and the check rows."""

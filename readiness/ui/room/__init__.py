"""Step 2: the questions about room and person."""

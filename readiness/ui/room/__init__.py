"""Step 2: the checklist about room and person."""

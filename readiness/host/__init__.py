"""What the operating system says: one file a question, a fetching function and a pure parsing one in each."""

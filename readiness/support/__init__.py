"""What a supporter or technician asks for: what is connected, what has changed, what would be said of a file."""

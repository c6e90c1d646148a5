"""What the program keeps on the station between two starts, and how it keeps it from harm."""

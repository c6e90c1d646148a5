"""What turns the program into something that IT can install."""

"""Pictures as arrays in, numbers with units out."""

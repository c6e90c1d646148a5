"""The commands, a file each: `run(asked, words, out)` does what was asked and returns the exit code."""

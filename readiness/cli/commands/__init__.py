"""One module per command; `run(args, words, out)` carries it out and returns the exit code."""

"""Pure functions from pictures and samples (numpy) to numbers with units; imported only by probes."""

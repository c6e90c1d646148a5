"""The command line: argument parser, exit codes, and one module per command."""

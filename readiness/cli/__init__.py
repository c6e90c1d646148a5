"""The command line: its grammar, its exit codes, and a file a command."""

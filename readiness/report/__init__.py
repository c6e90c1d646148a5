"""What a run found, for people and for programs: a format a file, each a pure function of the report."""

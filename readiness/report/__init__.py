"""Reports of a run for people and programs: one module per format, each a pure function of the report."""

"""One question to many stations: the collected reports, asked together. Needs DuckDB, which clinicians do not have."""

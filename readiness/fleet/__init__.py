"""Statistics over many stations' collected reports. Needs DuckDB, which is not part of the clinicians' package."""

"""Audio measures: functions from sample arrays to numbers with units."""

"""Video measures: functions from picture arrays to numbers with units."""

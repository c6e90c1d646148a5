"""Data stored on the station between runs, written so that it survives crashes and full disks."""

"""Tools for support and technicians: device inventory, run comparison, diagnostics, offline judging, fault log."""

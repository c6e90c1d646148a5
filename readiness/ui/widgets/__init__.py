"""Controls that know nothing of pages."""

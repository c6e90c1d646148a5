"""General controls, independent of pages."""

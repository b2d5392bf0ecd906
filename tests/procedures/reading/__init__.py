"""Reading of published records."""

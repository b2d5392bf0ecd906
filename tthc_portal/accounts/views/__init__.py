"""Pages of an account, by subject."""

"""The second floor."""

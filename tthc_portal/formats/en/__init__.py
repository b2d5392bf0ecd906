"""English, for readers in Việt Nam."""

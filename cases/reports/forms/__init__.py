"""The reports themselves, each a `Definition`: what it counts, its columns, and how it explains itself."""

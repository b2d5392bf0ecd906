"""A person's own account: joining, getting back in, sessions, identity and personal data."""

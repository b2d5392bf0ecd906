"""The account: joining, getting back in, sessions, identity, personal data."""

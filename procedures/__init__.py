"""First floor: what the law asks, version by version. May import departments; never cases."""

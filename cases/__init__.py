"""Second floor: one dossier (hồ sơ) and all that happens to it. May import procedures and departments."""

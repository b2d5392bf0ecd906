"""The forms of the dossiers' floor."""

"""The verbs of a dossier's life."""

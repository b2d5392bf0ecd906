"""Reports: periods, what was known of each dossier at a moment, the official forms, and how they are written to files.

Read-only; every number can name the dossiers behind it.
"""

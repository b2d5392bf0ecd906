"""One verb of a dossier's life per file; `_move.py` is the only door through which a status changes."""

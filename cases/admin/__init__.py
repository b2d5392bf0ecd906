"""Administration pages: dossiers, to look at and never to change, and how people are told of them."""

from cases.admin import dossiers, index_entries, late_reasons, prepared_reports, scoring, signing, telling

__all__ = ["dossiers", "index_entries", "late_reasons", "prepared_reports", "scoring", "signing", "telling"]

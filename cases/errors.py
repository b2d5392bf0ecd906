"""Why a move was not made. "Cannot now" and "may not" are two errors and two pages."""

from django.core.exceptions import PermissionDenied


class MoveRefused(Exception):
    """The dossier is not where this move can start: someone was faster, or it is too late. The text is for people."""


class Changed(MoveRefused):
    """The dossier has changed since the page was opened."""


class NotAllowed(PermissionDenied):
    """The person may not make this move on this dossier."""

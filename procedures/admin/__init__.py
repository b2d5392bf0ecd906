"""Administration pages of the catalogue: fields, procedures, versions with all their parts, offerings."""

from procedures import finding_admin  # registers its own pages
from procedures.admin import catalogue, versions

__all__ = ["catalogue", "finding_admin", "versions"]

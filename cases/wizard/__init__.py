"""The way of a draft from its first page to a dossier: which pages there are, what was typed, what is still wrong.

A draft keeps what was typed on each page as it was typed, valid or not; forms read it from there each time.
"""

from cases.wizard.answers import CHECK, MENDING, PAPERS, RESULT, RESUME, WHO
from cases.wizard.whole import Wizard

__all__ = ["CHECK", "MENDING", "PAPERS", "RESULT", "RESUME", "WHO", "Wizard"]

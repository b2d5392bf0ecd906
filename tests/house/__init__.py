"""Rules of the house: layers, access, templates, query budgets."""

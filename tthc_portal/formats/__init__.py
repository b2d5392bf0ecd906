"""How dates and numbers are written and read in Vietnamese."""

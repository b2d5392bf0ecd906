"""Scores of officers: how shares become points (`points`), what is counted with which evidence (`counting`)."""

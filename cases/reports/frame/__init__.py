"""The frame of every statistical report: what it counts, its rows, the list behind a number, its page and its files.

A report is a `Definition`; everything else here works for all of them, so that each has the same filters, the same
checks, the same files, and numbers that are the lengths of their lists.
"""

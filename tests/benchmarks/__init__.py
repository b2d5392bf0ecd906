"""Measurements: printed, never asserted on time."""

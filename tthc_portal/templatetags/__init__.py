"""Filters every template may use."""

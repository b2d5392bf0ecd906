"""Tests of the demo's own arithmetic."""

"""Passages in, hits out. Knows no HTTP."""

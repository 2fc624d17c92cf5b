"""A report with its parts, made once and kept."""

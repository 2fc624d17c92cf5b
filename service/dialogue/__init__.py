"""A follow-up made to stand alone."""

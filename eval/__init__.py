"""Gold questions in, measured results out."""

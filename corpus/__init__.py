"""Reports in; text, outline, sentences and figures with offsets out. Knows no model and no HTTP."""

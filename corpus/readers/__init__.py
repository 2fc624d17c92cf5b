"""Files in, canonical text out: one file per format."""

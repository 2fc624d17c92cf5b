"""An answer with no language model, one file for each shape of it."""

"""The recipe of the bundled model: `python -m index.training tokenizer|train|export|evaluate`."""

"""How fast things are, each beside something to compare with: `python -m eval.benchmarks.NAME [--json FILE]`."""

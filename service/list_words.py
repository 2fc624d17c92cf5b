"""The words of questions that ask for lists; read once from list_words.toml."""

import tomllib
from functools import cache
from pathlib import Path

from service.patterns import Patterns


def load_list_words() -> Patterns:
    """Return the patterns of what questions for lists are worded with, by name."""
    return _read()["words"]


def find_stages(text: str) -> frozenset[str]:
    """Return how far the works are that a text speaks of: begun, under way, done."""
    return frozenset(name for name, pattern in _read()["stages"].items() if pattern.search(text))


@cache
def _read() -> dict[str, Patterns]:
    with (Path(__file__).parent / "list_words.toml").open("rb") as file:
        return {table: Patterns(rows) for table, rows in tomllib.load(file).items()}

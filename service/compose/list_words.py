"""The words of questions that ask for lists; read once from list_words.toml."""

from pathlib import Path

from service.patterns import Patterns, read_patterns

_FILE = Path(__file__).with_name("list_words.toml")


def load_list_words() -> Patterns:
    """Return the patterns of what questions for lists are worded with, by name."""
    return read_patterns(_FILE)["words"]


def find_stages(text: str) -> frozenset[str]:
    """Return how far the works are that a text speaks of: begun, under way, done."""
    stages = read_patterns(_FILE)["stages"]
    return frozenset(name for name, pattern in stages.items() if pattern.search(text))

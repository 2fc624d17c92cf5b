"""What we say ourselves, in the language of the question."""

import tomllib
from functools import cache
from pathlib import Path


def say(language: str, key: str, **values: object) -> str:
    """Return one of our sentences with its values filled in; English for a language we have no words in."""
    sentences = _read_sentences()
    return sentences.get(language, sentences["en"])[key].format(**values)


def languages() -> frozenset[str]:
    """Return the codes of the languages that we answer in."""
    return frozenset(_read_sentences())


@cache
def _read_sentences() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "wording.toml").open("rb") as file:
        return tomllib.load(file)

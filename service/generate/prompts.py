"""What a language model is given: rules, numbered sentences, the question."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from service.generate.generator import Message


def make_prompt(question: str, language: str, answer: str, sources: Sequence[str]) -> list[Message]:
    """Return the messages for a question and its checked answer; the sources are numbered from 1 in their order."""
    texts = _read_prompts()
    own = texts["zh" if language == "zh" else "en"]
    names = texts["languages"]
    numbered = "\n".join(f"[{number}] {' '.join(source.split())}" for number, source in enumerate(sources, start=1))
    return [
        Message("system", own["system"].format(language=names.get(language, names["en"]))),
        Message("user", own["user"].format(sources=numbered, answer=answer, question=question)),
    ]


@cache
def _read_prompts() -> dict[str, dict[str, str]]:
    with (Path(__file__).parent / "prompts.toml").open("rb") as file:
        return tomllib.load(file)

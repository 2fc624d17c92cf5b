"""The wordings of `figure_questions.toml`, and the words that fill them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_PLANS = {2001: "十五", 2006: "十一五", 2011: "十二五", 2016: "十三五", 2021: "十四五", 2026: "十五五"}
_PLAN_YEARS = 5


@dataclass(frozen=True, slots=True)
class AskedIndicator:
    """An indicator as comparisons ask for it."""

    name: str
    asked: tuple[str, ...]
    english: str
    rate: bool
    """It is told in percent by itself."""


@cache
def read_questions() -> dict[str, Any]:
    """Return the tables of the file."""
    return tomllib.loads((Path(__file__).parent / "figure_questions.toml").read_text(encoding="utf-8"))


@cache
def read_indicators() -> tuple[AskedIndicator, ...]:
    """Return the indicators that comparisons ask for."""
    rows = read_questions()["indicators"]
    return tuple(AskedIndicator(r["name"], tuple(r["asked"]), r["english"], r.get("rate", False)) for r in rows)


def fill(wording: str, **words: object) -> str:
    """Return a wording with its placeholders filled."""
    return wording.format_map({name: str(word) for name, word in words.items()})


def name_time(period: str) -> str:
    """Return how a question names a figure's period: 2020年, “十三五”期间, 2017年到2021年."""
    first, _, last = period.partition("-")
    if not last:
        return f"{first}年"
    if len(last) != len(first):
        return f"{first}年{int(last)}月"
    plan = _PLANS.get(int(first)) if int(last) - int(first) == _PLAN_YEARS - 1 else None
    return f"“{plan}”期间" if plan else f"{first}年到{last}年"

"""What a question wants worked out: an operation and its operands, each a question of its own."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_FRAGMENT = re.compile(r"\{([a-z]+)\}")


class Step(StrEnum):
    """What is done with the operands."""

    DIFFERENCE = "difference"
    RISE = "rise"
    """The second less the first: from one time to another."""
    GAP = "gap"
    """The second, a plan, less the first, what there is."""
    REMAINDER = "remainder"
    """A whole less a part of it."""
    UNDONE = "undone"
    """A whole less what has been done of it."""
    SUM = "sum"
    RATIO = "ratio"
    PERCENT = "percent"
    COMPARE = "compare"
    CHANGE = "change"
    """Between the two ends that one clause tells (由…到…)."""
    TIMES = "times"
    """How many times the first of those two ends the second is."""
    AVERAGE = "average"
    YEARLY = "yearly"
    PROJECT = "project"
    """A level carried a year back or on with the growth that the report gives."""


@dataclass(frozen=True)
class Operand:
    """One number that is needed."""

    text: str
    """A question for it, standing alone."""
    own: str
    """The words that only this operand has."""
    yearly: bool = False
    """The average of a year is meant, where the figure is of several."""


@dataclass(frozen=True)
class Plan:
    """An operation and its operands, in the order in which they are worked with."""

    step: Step
    operands: tuple[Operand, ...]
    same: bool = False
    """The operands are one indicator at two times, or as fact and plan."""
    asked: str = ""
    """The words that say what the result is to be: the end of the question."""
    money: bool = False
    """The operands are amounts of money."""
    counter: str = ""
    """What an average is taken over: 个, 亩, 公里."""


@dataclass(frozen=True)
class Template:
    """One way of asking for something worked out; its patterns are compiled when a question first comes near it."""

    step: Step
    hints: tuple[str, ...]
    """A question that has none of these is not meant."""
    source: str
    needed: str

    def match(self, normal: str) -> re.Match[str] | None:
        """Return how a question matches; None where it does not."""
        if not any(hint in normal for hint in self.hints):
            return None
        match = _compile(self.source).search(normal)
        return match if match and _compile(self.needed).search(normal) else None


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    never: re.Pattern[str]
    templates: tuple[Template, ...]
    twins: dict[str, tuple[str, ...]]
    money: re.Pattern[str]
    joints: re.Pattern[str]
    status: re.Pattern[str]
    particles: re.Pattern[str]
    units: re.Pattern[str]
    fillers: re.Pattern[str]


@cache
def read_words(language: str) -> Words:
    """Return the words and patterns of plans.toml in a language, zh or en."""
    table = _read_tables()[language]
    fragments: dict[str, str] = {}
    for name, pattern in table["words"].items():
        fragments[name] = _fill(pattern, fragments)
    templates = tuple(
        Template(
            Step(row["operation"]),
            tuple(row["hints"].split("|")),
            _fill(row["pattern"], fragments),
            _fill(row.get("needs", ""), fragments),
        )
        for row in table["plans"]
    )
    named = {
        name: re.compile(table[name]["words"])
        for name in ("never", "money", "joints", "status", "particles", "units", "fillers")
    }
    return Words(templates=templates, twins=_pairs(table["twins"]), **named)


@cache
def read_complements() -> dict[str, tuple[str, ...]]:
    """Return for indicators that are a whole less a part the names of both."""
    return {name: both for table in _read_tables().values() for name, both in _pairs(table["complements"]).items()}


@cache
def _read_tables() -> dict[str, Any]:
    with (Path(__file__).parent / "plans.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _pairs(table: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(both) for name, both in table.items()}


def _fill(pattern: str, fragments: dict[str, str]) -> str:
    return _FRAGMENT.sub(lambda match: fragments[match[1]], pattern)

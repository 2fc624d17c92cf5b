"""Whether an answer states a target where what was achieved is asked for, or the other way round.

Pairs of hand-checked figures: one indicator of one report, as fact and as plan. Each is asked for in several wordings
of `figure_questions.toml`; an answer that states the other one's value, and not first the one asked for, confuses them.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.glossary import load_glossary
from eval.figure_questions import fill, name_time, read_questions
from eval.figures import GoldReport, load_gold
from eval.matching import contains_key, strip_marks
from eval.shares import Share

PAIRS = Path(__file__).parent / "gold" / "fact_and_plan" / "pairs.jsonl"
_FACT, _PLAN = "fact", "plan"
_SIDES = {"achieved": _FACT, "cumulative": _FACT, "target": _PLAN}
_MEASURES = {"growth": "growth", "level": "level", "count": "level", "share": "level"}
_QUOTED = re.compile(r"[：\n“—]")
_FALLS = re.compile(r"(?:下降|降低|削减|减少|回落)(?:了|约|至|到)?$")

Ask = Callable[[str, str], Mapping[str, Any]]
"""Gives the answer object for a report's id and a question."""


@dataclass(frozen=True, slots=True)
class Side:
    """A figure as fact or as plan."""

    quote: str
    period: str
    measure: str
    """level or growth."""
    falls: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One indicator of a report as fact and as plan; the sides may be of different measures."""

    report: str
    year: int
    half: str
    name: str
    fact: Side
    plan: Side

    def side(self, name: str) -> Side:
        """Return the side `fact` or `plan`."""
        return self.fact if name == _FACT else self.plan


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and how its answer is judged."""

    pair: Pair
    side: str
    question: str


@dataclass(slots=True)
class Tally:
    """What came of the questions."""

    asked: int = 0
    refused: int = 0
    right: int = 0
    confused: int = 0
    other: int = 0
    misses: list[str] = field(default_factory=list)

    def describe(self) -> list[str]:
        """Return the numbers in lines."""
        answered = self.asked - self.refused
        return [
            f"questions: {self.asked}",
            f"right:    {Share(self.right, self.asked)}",
            f"refused:  {Share(self.refused, self.asked)}",
            f"another figure: {Share(self.other, answered)} of the answers",
            f"fact and plan confused: {Share(self.confused, answered)} of the answers",
        ]

    def list_misses(self) -> list[str]:
        """Return what was not right, a line each."""
        return self.misses


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """Return the pairs that were checked by hand for this."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sides = [
            Side(row[name]["quote"], row[name]["period"], row[name]["measure"], row[name].get("falls", False))
            for name in (_FACT, _PLAN)
        ]
        pairs.append(Pair(row["report"], row["year"], row["half"], row["name"], *sides))
    return pairs


def pairs_of_figures(texts: Mapping[str, str], half: str | None = None) -> list[Pair]:
    """Return the pairs that stand among the hand-checked figures (`eval/gold/figures`) of the given texts."""
    return [pair for gold in load_gold(half=half) if gold.name in texts for pair in _pairs_of(gold, texts[gold.name])]


def _pairs_of(gold: GoldReport, text: str) -> Iterator[Pair]:
    sides: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for figure in gold.figures:
        if figure["status"] in _SIDES and figure["kind"] in _MEASURES and not figure["scope"] and figure["period"]:
            named = sides.setdefault(figure["indicator"] or figure["words"], {})
            named.setdefault(_SIDES[figure["status"]], []).append(figure)
    for name, found in sides.items():
        if len(found) == len(("fact", "plan")) and all(len(rows) == 1 for rows in found.values()):
            fact, plan = (_read_side(found[side][0], text) for side in (_FACT, _PLAN))
            if fact.quote != plan.quote:
                yield Pair(gold.name, gold.year, gold.half, name, fact, plan)


def _read_side(figure: Mapping[str, Any], text: str) -> Side:
    falls = bool(_FALLS.search(text[max(0, figure["start"] - 6) : figure["start"]]))
    period = figure["period"].split("/")[0]
    return Side(figure["quote"], period, _MEASURES[figure["kind"]], falls)


def make_questions(pair: Pair) -> Iterator[Asked]:
    """Give the questions for both sides of a pair in all wordings that fit."""
    indicator = load_glossary().get(pair.name)
    for name in (_FACT, _PLAN):
        side = pair.side(name)
        table = read_questions()[name][side.measure]
        words = {
            "name": pair.name,
            "when": name_time(side.period),
            "year": side.period,
            "grew": "下降" if side.falls else "增长",
        }
        recent = side.period == str(pair.year - 1 if name == _FACT else pair.year)
        wordings = [*table["wordings"], *(table["recent"] if recent else ())]
        if indicator is not None and len(side.period) == len("2020") and not side.falls:
            wordings += table["english"]
            words["en"] = indicator.english
        for wording in wordings:
            yield Asked(pair, name, fill(wording, **words))


def judge(asked: Asked, answer: Mapping[str, Any]) -> str:
    """Return right, refused, confused or other."""
    if not answer["answered"]:
        return "refused"
    wanted = asked.pair.side(asked.side).quote
    confusable = asked.pair.side(_PLAN if asked.side == _FACT else _FACT).quote
    text = strip_marks(answer["answer"])
    lines = text.splitlines()
    # What is stated stands before the quote; an answer that is a quote alone states all of it.
    heads = [_QUOTED.split(line)[0] for line in lines if any(char.isdigit() for char in _QUOTED.split(line)[0])]
    stated = " ; ".join(heads) or text
    if contains_key(stated, wanted):
        first = min((at for quote in (confusable,) if (at := stated.find(quote)) >= 0), default=len(stated))
        return "right" if not contains_key(stated, confusable) or stated.find(wanted) < first else "confused"
    if contains_key(stated, confusable):
        return "confused"
    return "right" if not heads and contains_key(text, wanted) else "other"


def measure(pairs: list[Pair], ask: Ask) -> Tally:
    """Ask every question and count what comes of it."""
    tally = Tally()
    for pair in pairs:
        for asked in make_questions(pair):
            answer = ask(pair.report, asked.question)
            outcome = judge(asked, answer)
            tally.asked += 1
            setattr(tally, outcome, getattr(tally, outcome) + 1)
            if outcome != "right":
                wanted = pair.side(asked.side).quote
                shown = answer["answer"].replace("\n", " / ")[:160]
                tally.misses.append(f"{outcome} {pair.report} {asked.question} [{wanted}] {shown}")
    return tally

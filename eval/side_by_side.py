"""Whether comparisons cite the right place and year, with a whole library loaded.

Questions for two or three places in one year, or one place over years, are made from the wordings of
`figure_questions.toml`. Each cited number is checked against what the file of reports says of the report it stands in
(its place, and its year) and against the period that `period_rule` reads there: nothing of the service's own reading is
used.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from eval.expressions import UnreadableExpressionError, find_expressions, is_right
from eval.period_rule import read_period
from eval.shares import Share
from eval.side_by_side_questions import Asked, Source, english, short

_MARK = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"-?\d[\d,，]*(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPAN = re.compile(r"((?:19|20)\d\d)年?[-—–到至]((?:19|20)\d\d)")

Ask = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cited number of an answer, and what the checks say of it."""

    question: str
    shown: str
    place: str
    expected_places: tuple[str, ...]
    year: int | None
    expected_years: tuple[int, ...]
    by: str
    """How the rule told the year."""
    context: str
    in_table: bool
    report: str

    @property
    def wrong_place(self) -> bool:
        """The report is of another place than the row, or than any that is asked for."""
        return self.place not in self.expected_places

    @property
    def wrong_year(self) -> bool:
        """The rule tells another year than the row, or than any that is asked for."""
        return self.year is not None and self.year not in self.expected_years


@dataclass(slots=True)
class Tally:
    """What came of the comparisons."""

    answers: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    cells: list[Cell] = field(default_factory=list)
    missing: int = 0
    named: int = 0
    unnamed: list[str] = field(default_factory=list)
    computations: int = 0
    miscomputed: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def describe(self) -> list[str]:
        """Return the numbers in lines."""
        told = [cell for cell in self.cells if cell.year is not None]
        times = sorted(self.seconds)
        wrong = [cell for cell in self.cells if cell.wrong_place or cell.wrong_year]
        return [
            f"questions: {len(times)} ({', '.join(f'{name} {n}' for name, n in sorted(self.answers.items()))})",
            f"cited numbers: {len(self.cells)}, of them in tables {sum(cell.in_table for cell in self.cells)}",
            f"of another place: {Share(sum(c.wrong_place for c in self.cells), len(self.cells))}",
            f"of another year:  {Share(sum(c.wrong_year for c in told), len(told))} where the rule tells it",
            f"of either:        {Share(len(wrong), len(self.cells))}",
            f"missing sides that are named: {Share(self.named, self.missing)}",
            f"computations right: {Share(self.computations - len(self.miscomputed), self.computations)}",
            f"time of an ask: p50 {_quantile(times, 0.5):.2f} s, p95 {_quantile(times, 0.95):.2f} s",
        ]

    def list_misses(self) -> list[str]:
        """Return what was not right, a line each; and numbers whose year the rule cannot tell, to be read."""
        lines = []
        for cell in self.cells:
            wrong = ["place"] * cell.wrong_place + ["year"] * cell.wrong_year + ["unread"] * (cell.year is None)
            if wrong:
                row = f"{'、'.join(cell.expected_places)} {'、'.join(map(str, cell.expected_years))}"
                told = f"{cell.place} {cell.year} by {cell.by} in {cell.report}"
                lines.append(f"{' '.join(wrong)}: {cell.question} | {row} | {told} | {cell.shown} | {cell.context}")
        wrong_sums = [f"computation: {line}" for line in self.miscomputed]
        return [*lines, *(f"unnamed: {line}" for line in self.unnamed), *wrong_sums]


def _quantile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def read_cells(asked: Asked, answer: Mapping[str, Any], sources: Mapping[str, Source]) -> Iterator[Cell]:
    """Give the cited numbers of an answer: those of its tables row by row, and every other citation."""
    cited = {citation["number"]: citation for citation in answer["citations"]}
    shown: set[int] = set()
    for line in answer["answer"].splitlines():
        if not line.startswith("|") or line.startswith("|---"):
            continue
        name, value = [part.strip() for part in line.strip("|").split("|")][:2]
        for mark in map(int, _MARK.findall(value)):
            shown.add(mark)
            yield _check(asked, name, _MARK.sub("", value), cited[mark], sources)
    for number, citation in cited.items():
        if number not in shown:
            yield _check(asked, None, "", citation, sources)


def _check(
    asked: Asked, name: str | None, value: str, citation: Mapping[str, Any], sources: Mapping[str, Source]
) -> Cell:
    source = sources[citation["sha256"]]
    places, years = asked.places, asked.years
    if name is not None:
        named = [place for place in places if short(place) in name or (english(place) or place) in name]
        in_row = [int(year) for year in _YEAR.findall(name)]
        places = tuple(named) or places
        years = tuple(in_row) or years
    at = _find_number(citation["quote"], value)
    start = citation["start"] + at
    told = read_period(source.text, start, source.year)
    context = source.text[max(0, start - 70) : start + 30].replace("\n", "/")
    return Cell(
        asked.question, value, source.place, places, told.year, years, told.by, context, name is not None,
        f"{source.place} {source.year}",
    )  # fmt: skip


def _find_number(quote: str, value: str) -> int:
    """Return where in a quote the number that is shown stands, its last place; where its first number does else."""
    inner = value.rpartition("(")[2] if "(" in value else value
    number = _NUMBER.search(inner)
    if number:
        plain = unicodedata.normalize("NFKC", quote)
        at = plain.rfind(number.group().lstrip("-"))
        if at >= 0 and len(plain) == len(quote):
            return at
    first = _NUMBER.search(re.sub(r"(?:19|20)\d\d(?=年)", "    ", quote))
    return first.start() if first else 0


def missing_sides(asked: Asked, cells: Sequence[Cell], answer: str) -> Iterator[tuple[str, bool]]:
    """Give the places, or years, of which an answer cites no number, and whether it says so by name."""
    if asked.kind == "places":
        told = {place for cell in cells for place in (cell.expected_places if cell.in_table else (cell.place,))}
        for place in asked.places:
            if place not in told:
                name = english(place) or place
                yield place, short(place) in answer or name.lower() in answer.lower()
        return
    years = {year for cell in cells for year in (cell.expected_years if cell.in_table else (cell.year,))}
    spans = [(int(first), int(last)) for first, last in _SPAN.findall(answer)]
    for year in asked.years:
        if year not in years:
            yield str(year), str(year) in answer or any(first <= year <= last for first, last in spans)


def measure(asked: Sequence[Asked], ask: Ask, sources: Mapping[str, Source]) -> Tally:
    """Ask every comparison and check what it cites."""
    tally = Tally()
    for one in asked:
        started = perf_counter()
        answer = ask(one.question)
        tally.seconds.append(perf_counter() - started)
        cells = list(read_cells(one, answer, sources)) if answer["answered"] else []
        kind = "refused" if not cells else "tables" if any(cell.in_table for cell in cells) else "other answers"
        tally.answers[kind] += 1
        tally.cells += cells
        for side, is_named in missing_sides(one, cells, answer["answer"]):
            tally.missing += 1
            tally.named += is_named
            if not is_named:
                tally.unnamed.append(f"{one.question} [{side}] {answer['answer'][:120]!r}")
        for expression in find_expressions(answer["answer"]) if answer["answered"] else ():
            tally.computations += 1
            if not _is_right(expression):
                tally.miscomputed.append(f"{one.question} {expression}")
    return tally


def _is_right(expression: str) -> bool:
    try:
        return is_right(expression)
    except UnreadableExpressionError:
        return False

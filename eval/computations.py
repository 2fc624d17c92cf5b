"""Whether what answers compute is right, its operands cited, and the computation that was asked for.

Questions are made from pairs of hand-checked figures of one report; the expected number is worked out here, from the
quotes, in Decimal. Every computation an answer shows is worked out again by `eval.expressions`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import Any

from eval.confusion import Ask, Pair
from eval.expressions import UnreadableExpressionError, find_expressions, is_right, operands, read_number
from eval.figure_questions import fill, name_time, read_questions
from eval.figures import GoldReport
from eval.matching import contains_key
from eval.shares import Share

_AMOUNTS = ("level", "count")
_FACTS = ("achieved", "base", "cumulative")
_LONGEST = 12
"""Longer names are whole phrases, which no question repeats."""
_MOST_OF_REPORT = 12
"""Pairs of two indicators taken of one report, so that a long one does not outweigh the others."""
_OUTCOMES = ("right", "of other operands", "without a computation", "refused")


@dataclass(frozen=True, slots=True)
class Asked:
    """A computation that is asked for."""

    report: str
    kind: str
    question: str
    expected: Decimal
    """In the base unit; a percentage as its number."""
    quotes: tuple[str, ...]


@dataclass(slots=True)
class Tally:
    """What came of the questions."""

    outcomes: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    shown: int = 0
    miscomputed: list[str] = field(default_factory=list)
    operands: int = 0
    uncited: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def describe(self) -> list[str]:
        """Return the numbers in lines."""
        total: dict[str, int] = defaultdict(int)
        lines = []
        for kind, counts in sorted(self.outcomes.items()):
            for name, count in counts.items():
                total[name] += count
            told = ", ".join(f"{name} {counts[name]}" for name in _OUTCOMES if counts[name])
            lines.append(f"  {kind}: {told}")
        asked = sum(total.values())
        return [
            f"computations asked for: {asked}",
            *lines,
            *(f"{name}: {Share(total[name], asked)}" for name in _OUTCOMES),
            f"shown computations right: {Share(self.shown - len(self.miscomputed), self.shown)}",
            f"their operands cited:     {Share(self.operands - len(self.uncited), self.operands)}",
        ]

    def list_misses(self) -> list[str]:
        """Return what was not right, a line each."""
        wrong = [f"wrong: {line}" for line in self.miscomputed]
        return [*self.misses, *wrong, *(f"not cited: {line}" for line in self.uncited)]


def make_computations(reports: Sequence[GoldReport], pairs: Sequence[Pair]) -> list[Asked]:
    """Return the computations over figures of one report, and over facts and plans of one indicator."""
    made: dict[tuple[str, str], Asked] = {}
    for report in reports:
        for one in (*_over_times(report), *_over_indicators(report), *_over_years(report)):
            made.setdefault((one.report, one.question), one)
    for pair in pairs:
        for one in _against_target(pair):
            made.setdefault((one.report, one.question), one)
    return list(made.values())


def _named(report: GoldReport) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the report's own amounts with the names that questions call them by."""
    for figure in report.figures:
        name = figure["indicator"] or figure["words"]
        plain = (
            figure["kind"] in _AMOUNTS and not figure["scope"] and not figure["high"] and "/" not in figure["period"]
        )
        if plain and figure["period"] and len(name) <= _LONGEST and figure["status"] in _FACTS:
            yield name, figure


def _only(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the figures that are the only one of their period: of two, no question says which it means."""
    return [row for row in rows if sum(other["period"] == row["period"] for other in rows) == 1]


def _by_name(report: GoldReport) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, figure in _named(report):
        found[name].append(figure)
    return {name: _only(rows) for name, rows in found.items()}


def _over_times(report: GoldReport) -> Iterator[Asked]:
    for name, rows in _by_name(report).items():
        years = [row for row in rows if len(row["period"]) == len("2020")]
        for one, other in combinations(sorted(years, key=lambda row: row["period"]), 2):
            first, last = read_number(one["quote"]), read_number(other["quote"])
            if first.unit != last.unit or not first.value:
                continue
            words = {"a": name, "first": name_time(one["period"]), "last": name_time(other["period"])}
            quotes = (one["quote"], other["quote"])
            difference = last.value - first.value
            yield from _fill(report.name, "difference", words, difference, quotes)
            yield from _fill(report.name, "growth", words, difference / first.value * 100, quotes)
            yield from _fill(report.name, "ratio", words, last.value / first.value, quotes)


def _over_indicators(report: GoldReport) -> Iterator[Asked]:
    groups: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for name, rows in _by_name(report).items():
        for row in rows:
            if row["indicator"] and row["status"] == "achieved":
                groups[row["period"], read_number(row["quote"]).unit].append((name, row))
    found = [(period, *pair) for (period, _), rows in groups.items() for pair in combinations(rows, 2)]
    for period, (a, left), (b, right) in found[:_MOST_OF_REPORT]:
        one, other = read_number(left["quote"]), read_number(right["quote"])
        if not other.value or one.percent or a in b or b in a:
            continue
        words = {"a": a, "b": b, "when": name_time(period)}
        quotes = (left["quote"], right["quote"])
        yield from _fill(report.name, "lead", words, one.value - other.value, quotes)
        yield from _fill(report.name, "sum", words, one.value + other.value, quotes)
        yield from _fill(report.name, "multiple", words, one.value / other.value, quotes)


def _over_years(report: GoldReport) -> Iterator[Asked]:
    for name, rows in _by_name(report).items():
        for row in rows:
            first, _, last = row["period"].partition("-")
            if len(last) == len(first):
                years = int(last) - int(first) + 1
                words = {"a": name, "when": name_time(row["period"])}
                yield from _fill(report.name, "yearly", words, read_number(row["quote"]).value / years, (row["quote"],))


def _against_target(pair: Pair) -> Iterator[Asked]:
    fact, plan = read_number(pair.fact.quote), read_number(pair.plan.quote)
    single = len(pair.fact.period) == len(pair.plan.period) == len("2020")
    if pair.fact.measure != pair.plan.measure or fact.unit != plan.unit or not single:
        return
    name = pair.name + (("降幅" if pair.fact.falls else "增速") if pair.fact.measure == "growth" else "")
    words = {"a": name, "first": name_time(pair.fact.period), "last": name_time(pair.plan.period)}
    quotes = (pair.fact.quote, pair.plan.quote)
    yield from _fill(pair.report, "target", words, plan.value - fact.value, quotes)


def _fill(
    report: str, kind: str, words: Mapping[str, str], expected: Decimal, quotes: tuple[str, ...]
) -> Iterator[Asked]:
    for wording in read_questions()["computations"][kind]:
        yield Asked(report, kind, fill(wording, **words), expected, quotes)


def judge(asked: Asked, answer: Mapping[str, Any]) -> str:
    """Return what came of a question: one of the outcomes."""
    if not answer["answered"]:
        return "refused"
    shown = find_expressions(answer["answer"])
    if not shown:
        return "without a computation"
    return "right" if any(_gives(expression, asked.expected) for expression in shown) else "of other operands"


def _gives(expression: str, expected: Decimal) -> bool:
    """Say whether an expression's result is the expected one, as exactly as it is shown; its sign is told in words."""
    try:
        result = read_number(expression.rpartition(" = ")[2])
    except UnreadableExpressionError:
        return False
    return abs(abs(result.value) - abs(expected)) <= result.step / 2 + abs(expected) / 10**9


def measure(asked: Sequence[Asked], ask: Ask) -> Tally:
    """Ask every question and count what comes of it."""
    tally = Tally()
    for one in asked:
        answer = ask(one.report, one.question)
        outcome = judge(one, answer)
        tally.outcomes[one.kind][outcome] += 1
        check_shown(one.question, answer, tally)
        if outcome != "right":
            told = answer["answer"].replace("\n", " / ")[:160]
            tally.misses.append(f"{outcome} [{one.kind}] {one.report} {one.question} {'、'.join(one.quotes)} {told}")
    return tally


def check_shown(question: str, answer: Mapping[str, Any], tally: Tally) -> None:
    """Work every computation that an answer shows out again, and look for its operands in the cited quotes."""
    cited = [citation["quote"] for citation in answer["citations"]]
    for expression in find_expressions(answer["answer"]) if answer["answered"] else ():
        tally.shown += 1
        try:
            right = is_right(expression)
            numbers = operands(expression)
        except UnreadableExpressionError:
            right, numbers = False, []
        if not right:
            tally.miscomputed.append(f"{question} {expression}")
        for number in numbers:
            tally.operands += 1
            if not any(contains_key(quote, number.lstrip("-")) for quote in cited):
                tally.uncited.append(f"{question} {number} of {expression}")

"""The figures that a plan's operands mean, chosen together: alike in unit and kind, each with a name of its own."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from corpus.normal_form import normalise
from corpus.periods import years_of
from corpus.types import Figure, FigureKind, Status
from service.evidence.evidence import Evidence
from service.evidence.figure_choice import Choice, choose_figures, counts_new, measures_same
from service.plan.plan import Operand, Plan, Step
from service.question.cues import Kind
from service.question.question import Question
from service.reading.terms import cut_tokens
from service.refusal.fit import fits_question

Find = Callable[[str], tuple[Question, Sequence[Evidence]]]
"""Gives the question that a text asks, and its evidence."""

_KEPT = 24
"""Figures of one operand that are looked at together with those of the others."""
_KEPT_OF_MANY = 12
_OWN = 1.2
"""What it is worth that the words beside a number are those that only its operand has."""
_OTHER = 0.5
"""What it costs that a figure is not known to be of the indicator that an operand names."""
_PLANNED = 0.6
_SAME_KIND = 0.4
_SAME_SENTENCE = 0.3
_SAME_MEASURE = 0.6
_SAME_WORDS = 0.4
_OF_ADDED = 1.4
_OTHER_UNIT = 0.3
_ALIKE = 0.4
"""What it is worth that two things are named alike (规模以上...)."""
_FAR_STATUS = 0.3
_LARGER_PART = 0.8
_AFTER = 0.8
"""A name after the number tells less than one before it, unless 的 joins them."""
_TOPIC = 0.7
"""A name that opens the sentence tells less than one beside the number."""
_OPENING = 16
_REACH = 40
"""Characters around a number in which its name is looked for."""
_KIN = 0.5
_NAMED = 0.3
"""From which kinship on, and from which share of an operand's words on, a figure may be what it means."""
_YEAR_BEFORE = re.compile(r"[上前去]一?年|last year|previous year|year before")
_NUMBER_OF = re.compile(r"\bnumber of\b|数目|个数|家数")
_OF_EACH = re.compile(r"每(?:个|县|市|区|乡|镇|村|户|家|年|座)|\beach\b|\bper\b")
_WHOLE = re.compile(r"^[全我本][市省区县州国]$")
_SHARE = re.compile(r"占|其中|比重|\bshare\b|\bproportion\b")
"""No share is more than its whole."""
_PERCENT = ("%", "％", "个百分点", "‰")
_RATES = {FigureKind.GROWTH, FigureKind.SHARE, FigureKind.CHANGE}
COUNTERS = frozenset("个家户项条座处所件届套场只支名位人村镇") | {"", "人次"}
_PEOPLE = frozenset({"人", "名", "位", "人次"})
"""No part of what is counted otherwise."""
_UNITED = (Step.DIFFERENCE, Step.RISE, Step.GAP, Step.REMAINDER, Step.UNDONE, Step.SUM)
_PART = (Step.REMAINDER, Step.UNDONE, Step.PERCENT)


@dataclass(frozen=True)
class Candidate:
    """A figure that an operand may mean."""

    choice: Choice
    score: float
    own: float
    """Share (0 to 1) of the operand's own words that stand beside the number."""


def find_candidates(plan: Plan, asked: Question, find: Find) -> list[list[Candidate]]:
    """Return for each operand the figures that it may mean, best first; an empty list where the report has none."""
    found = [find(operand.text) for operand in plan.operands]
    questions = _share([_adapt(question, plan, asked) for question, _ in found], plan)
    questions = _shift_year_before(questions, plan)
    kept = _KEPT if len(found) < 3 else _KEPT_OF_MANY
    rows = []
    for operand, question, (_, evidence) in zip(plan.operands, questions, found, strict=True):
        own = _own_tokens(operand, plan)
        unnamed = replace(question, indicators=())
        candidates = []
        for choice in choose_figures(question, evidence):
            if choice.figure.kind is FigureKind.RANK or not fits_question(unnamed, choice):
                continue
            if plan.same and not operand.yearly and not _is_of_year(question, choice.figure):
                continue
            held = _hold_own(choice, own) if own else 0.0
            if not _is_named(question, choice, held):
                continue
            other = 0.0 if fits_question(question, choice) else _OTHER
            if question.status is None and not question.periods and choice.figure.status is Status.TARGET:
                # Where nothing is said of a plan, what there is is meant.
                other += _PLANNED
            clause = choice.reading.quote(choice.figure.clause_start, choice.figure.start)
            if _OF_EACH.search(clause) and not _OF_EACH.search(operand.text):
                other += _OTHER
            candidates.append(Candidate(choice, choice.score + _OWN * held - other, held))
        rows.append(sorted(candidates, key=lambda candidate: -candidate.score)[:kept])
    return rows


def _is_named(question: Question, choice: Choice, held: float) -> bool:
    """Say whether anything but its unit speaks for a figure: its indicator, its clause or the words beside it."""
    if choice.kinship >= _KIN or choice.words >= _NAMED or held >= _NAMED:
        return True
    return question.language != "zh" and choice.near >= _NAMED


def choose_together(plan: Plan, rows: Sequence[Sequence[Candidate]]) -> tuple[Candidate, ...] | None:
    """Return one figure for each operand, the best that go together; None where none do."""
    if len(rows) == 2:
        pairs = (
            (pair, pair[0].score + pair[1].score + worth)
            for pair in product(*rows)
            if (worth := _agree(plan, *pair)) is not None
        )
        best = max(pairs, key=lambda row: row[1], default=None)
        return best[0] if best else None
    found = [chosen for anchor in rows[0] if (chosen := _follow(plan, anchor, rows[1:])) is not None]
    return max(found, key=lambda chosen: sum(c.score for c in chosen), default=None)


def _follow(plan: Plan, anchor: Candidate, rows: Sequence[Sequence[Candidate]]) -> tuple[Candidate, ...] | None:
    """Return the anchor with the best figure of each other operand that goes with it and is not taken yet."""
    chosen = [anchor]
    for row in rows:
        taken = {(candidate.choice.figure.start, candidate.choice.figure.words) for candidate in chosen}
        fitting = [
            (candidate, candidate.score + worth)
            for candidate in row
            if (candidate.choice.figure.start, candidate.choice.figure.words) not in taken
            and (worth := _agree(plan, anchor, candidate)) is not None
        ]
        if not fitting:
            return None
        chosen.append(max(fitting, key=lambda pair: pair[1])[0])
    return tuple(chosen)


def _agree(plan: Plan, left: Candidate, right: Candidate) -> float | None:
    """Return what it is worth that two figures go together; None where they cannot."""
    a, b = left.choice.figure, right.choice.figure
    if left.choice.reading is not right.choice.reading or (a.start == b.start and a.words == b.words):
        return None
    if not comparable(a, b):
        return None
    if plan.step is Step.SUM and (a.kind in _RATES or b.kind in _RATES) and a.kind is not FigureKind.CHANGE:
        return None
    if plan.step in _PART and (
        a.kind in _RATES or b.kind in _RATES or (a.base_unit in _PEOPLE) != (b.base_unit in _PEOPLE)
    ):
        return None
    if plan.step in (Step.REMAINDER, Step.UNDONE) and a.base_value < b.base_value:
        return None
    if plan.step is Step.PERCENT and a.base_value > b.base_value and _SHARE.search(plan.asked):
        return None
    if plan.step is not Step.RATIO and (a.kind is FigureKind.GROWTH) != (b.kind is FigureKind.GROWTH):
        # By how much something grew is no share and no level.
        return None
    beside = left.choice.evidence.sentence.start == right.choice.evidence.sentence.start
    worth = _SAME_KIND if a.kind is b.kind else 0.0
    worth -= _LARGER_PART if plan.step is Step.PERCENT and a.base_value > b.base_value else 0.0
    worth += _SAME_SENTENCE if beside else 0.0
    worth -= _OTHER_UNIT if a.base_unit != b.base_unit else 0.0
    if plan.same:
        alike = _names_same(left.choice, right.choice)
        other = a.indicator != b.indicator and a.indicator is not None and b.indicator is not None
        if (a.period, a.status) == (b.period, b.status) or not (alike or (beside and not other)):
            return None
        worth += _SAME_MEASURE if alike else -_SAME_MEASURE
        worth += _SAME_WORDS if a.words in b.words or b.words in a.words else 0.0
        # What came to it in a year is not what there was before: 131家, not the 43家 that were new.
        worth -= _OF_ADDED if counts_new(a) != counts_new(b) else 0.0
        return worth
    terms = left.choice.reading.terms
    words = cut_tokens(a.words), cut_tokens(b.words)
    worth += _ALIKE * terms.mass(words[0] & words[1]) / (max(map(terms.mass, words)) or 1.0)
    if (a.status is Status.TARGET) == (b.status is Status.TARGET) and a.period == b.period:
        worth += _FAR_STATUS
    return worth


def _names_same(left: Choice, right: Choice) -> bool:
    """Say whether two figures count one thing, though perhaps with different counters (1.1万户, 3.7万套)."""
    a, b = left.figure, right.figure
    if measures_same(left, right) or (a.indicator is not None and a.indicator == b.indicator):
        return True
    if (a.indicator and b.indicator) or a.base_unit == b.base_unit or (a.scope or "") != (b.scope or ""):
        return False
    terms = left.reading.terms
    words = cut_tokens(a.words), cut_tokens(b.words)
    return terms.mass(words[0] & words[1]) >= 0.5 * min(map(terms.mass, words)) > 0


def comparable(a: Figure, b: Figure) -> bool:
    """Say whether two numbers have one unit: the same, or two counters of things."""
    if a.base_unit in _PERCENT or b.base_unit in _PERCENT:
        return a.base_unit in _PERCENT and b.base_unit in _PERCENT
    return a.base_unit == b.base_unit or (a.base_unit in COUNTERS and b.base_unit in COUNTERS)


def _adapt(question: Question, plan: Plan, asked: Question) -> Question:
    """Return an operand's question as one for a figure, in the unit that the whole asks for."""
    unit = question.unit or (asked.unit if plan.step in _UNITED else None)
    if plan.step is Step.PERCENT and unit == "%":
        unit = None
    if unit is None and question.measure is None:
        unit = "元" if plan.money else "个" if _NUMBER_OF.search(plan.asked) else None
    measure = None if question.measure is FigureKind.RANK or plan.step in _PART else question.measure
    if measure is FigureKind.GROWTH and unit not in (None, "%"):
        measure = None
    return replace(question, kind=Kind.FIGURE, operation=None, unit=unit, measure=measure, both=False, actual=False)


def _shift_year_before(questions: list[Question], plan: Plan) -> list[Question]:
    """Return the questions with 上年 as the year before the one that the other operand names."""
    if not plan.same or len(questions) != 2 or questions[0].periods != questions[1].periods:
        return questions
    first, second = questions
    span = years_of(first.periods[0]) if first.periods else None
    if span is None or not _YEAR_BEFORE.search(plan.operands[1].text) or _YEAR_BEFORE.search(plan.operands[0].text):
        return questions
    return [first, replace(second, periods=(str(span[1] - 1),))]


def _is_of_year(question: Question, figure: Figure) -> bool:
    """Say whether a figure is of a year where one is asked for: what came to several years is no year's number."""
    asked = [years_of(period) for period in question.periods]
    if not asked or any(span is None or span[0] < span[1] for span in asked):
        return True
    own = years_of(figure.period)
    return own is not None and own[0] == own[1]


def _share(questions: list[Question], plan: Plan) -> list[Question]:
    """Return the questions, each with what another says and it leaves out: measure, unit, change and time."""
    measure = next((q.measure for q in questions if q.measure), None)
    unit = next((q.unit for q in questions if q.unit), None)
    timed = next((q for q in questions if q.periods), None)
    changes = any(q.changes for q in questions)
    shared = []
    for question in questions:
        untimed = not plan.same and timed is not None and not question.periods and question.status is None
        shared.append(
            replace(
                question,
                measure=question.measure or measure,
                unit=question.unit or unit,
                changes=changes,
                periods=timed.periods if untimed and timed else question.periods,
                status=timed.status if untimed and timed else question.status,
            )
        )
    return shared


def _own_tokens(operand: Operand, plan: Plan) -> set[str]:
    """Return the words of an operand that no other has."""
    others: set[str] = set().union(*(cut_tokens(o.own or o.text) for o in plan.operands if o is not operand))
    return {token for token in cut_tokens(operand.own) - others if not token.isdecimal() and not _WHOLE.match(token)}


def _hold_own(choice: Choice, own: set[str]) -> float:
    """Return the share of an operand's own words that stand beside a number, nearer to it than to its neighbours."""
    figure, reading = choice.figure, choice.reading
    mass = reading.terms.mass(own, foreign=True)
    if not mass:
        return 0.0
    named = cut_tokens(f"{figure.scope or ''} {figure.words} {figure.indicator or ''}")
    before, after = _beside(choice)
    held = reading.terms.mass(own & (named | cut_tokens(before)))
    late = reading.terms.mass(own & cut_tokens(after))
    start = choice.evidence.sentence.start
    opening = reading.terms.mass(own & cut_tokens(reading.quote(start, min(figure.start, start + _OPENING))))
    late = late if after.startswith("的") else _AFTER * late
    return min(1.0, max(held, late, _TOPIC * opening) / mass)


def _beside(choice: Choice) -> tuple[str, str]:
    """Return the words before a number and after it, as far as they are not its neighbours'."""
    figure, reading = choice.figure, choice.reading
    sentence = choice.evidence.sentence
    row = reading.figure_rows_within(sentence.start, sentence.end)
    begin, end = sentence.start, sentence.end
    for other in reading.figures[row.start : row.stop]:
        if other.end <= figure.start:
            begin = max(begin, other.end)
        elif other.start >= figure.end:
            end = min(end, other.start)
    before = normalise(reading.quote(max(begin, figure.start - _REACH), figure.start))
    after = normalise(reading.quote(figure.end, min(end, figure.end + _REACH)))
    if before.startswith("的"):
        # The words belong to the number before: "总投资47亿元的商洛电厂、总投资106亿元的...".
        before = re.split(r"[,、;]", before)[-1]
    return before, re.split(r"[,;。]", after)[0]

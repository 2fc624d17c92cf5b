"""What changed between the two ends that one clause tells: 由30家增加到178家."""

import re
from itertools import combinations

from corpus.types import Figure, FigureKind, Status
from service.draft import Draft
from service.evidence.figure_choice import Choice, choose_figures
from service.plan.operands import Find
from service.plan.plan import Plan, Step
from service.question.question import Question
from service.refusal.confidence import describe_operands
from service.wording.arithmetic import divide, grow, subtract
from service.wording.wording import say

_NEAR = 0.9
"""How far behind the best figure one with both ends may be."""
_LEAST = 0.35
"""A figure that holds a smaller share of the question's words is of something else."""
_IN_PERCENT = re.compile(
    r"百分之[几多]|(?:比例|百分比|幅度|[降增]幅)(?:是|有|为)?(?:多少|多大|几)?$"
    r"|\bpercent\b(?!age point)|\bpercentage\b(?! point)"
)
_TOLD = {FigureKind.CHANGE, FigureKind.GROWTH, FigureKind.MULTIPLE}


def answer_ends(plan: Plan, question: Question, find: Find) -> Draft | None:
    """Return the difference, the growth or the multiple between both ends of a clause.

    None where the report itself says by how much, or where the best figures have no other end.
    """
    asked, evidence = find(plan.operands[0].text)
    choices = choose_figures(question, evidence) if evidence else []
    if not choices:
        return None
    near = [c for c in choices[:8] if choices[0].score - c.score < _NEAR and (c.words >= _LEAST or c.kinship >= 1)]
    found = next(((choice, ends) for choice in near if (ends := _find_ends(choice)) is not None), None)
    if found is None:
        return None
    chosen, (first, last) = found
    wanted = FigureKind.GROWTH if _IN_PERCENT.search(plan.asked) else FigureKind.CHANGE
    wanted = FigureKind.MULTIPLE if plan.step is Step.TIMES else wanted
    if any(_tells(choice, chosen, wanted) for choice in near):
        return None
    return _write(question, chosen, last, first, wanted)


def _find_ends(choice: Choice) -> tuple[Figure, Figure] | None:
    """Return the start and the end that the clause of a figure tells, where the figure is one of them."""
    sentence = choice.evidence.sentence
    beside = choice.reading.figures_within(sentence.start, sentence.end)
    pairs = [
        (first, last)
        for first, last in combinations(beside, 2)
        if (first.base_unit, first.kind, first.clause_start) == (last.base_unit, last.kind, last.clause_start)
        and first.status is Status.BASE
        and last.status is not Status.BASE
        and last.kind not in (*_TOLD, FigureKind.RANK)
        and choice.figure in (first, last)
    ]
    # "分别由420元、45元提高到450元、50元": the ends of one thing carry its name.
    named = [pair for pair in pairs if (pair[0].words, pair[0].scope) == (pair[1].words, pair[1].scope)]
    return next(iter(named or pairs), None)


def _tells(choice: Choice, chosen: Choice, wanted: FigureKind) -> bool:
    """Say whether a figure is the change itself, told of the same thing."""
    same = choice.figure.words == chosen.figure.words or choice.score >= chosen.score
    return choice.figure.kind is wanted and same


def _write(question: Question, chosen: Choice, figure: Figure, first: Figure, wanted: FigureKind) -> Draft | None:
    reading = chosen.reading
    draft = Draft(features=describe_operands([chosen]))
    mark = draft.cite_figure(reading, figure)
    draft.cite_figure(reading, first)
    quotes = reading.quote(figure.start, figure.end), reading.quote(first.start, first.end)
    if wanted is FigureKind.MULTIPLE:
        result = divide(figure, first, quotes)
    elif wanted is FigureKind.GROWTH:
        result = grow(figure, first, quotes)
    else:
        result = subtract(figure, first, quotes)
    if result is None:
        return None
    times = wanted is FigureKind.MULTIPLE
    shown = result.describe_times(question.language) if times else result.describe_difference(question.language)
    draft.computation = result.computation
    clause = reading.quote(figure.clause_start, figure.clause_end)
    draft.text = f"{say(question.language, 'computed', result=shown, expression=result.expression)}\n{clause}{mark}"
    return draft

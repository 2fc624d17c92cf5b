"""What the report itself tells, so that it need not be worked out: a change, a multiple, a share, what is left."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.normal_form import normalise
from corpus.types import FigureKind
from service.evidence.figure_choice import Choice, choose_figures
from service.plan.operands import Candidate, Find
from service.plan.plan import Plan, Step
from service.question.question import Question
from service.reading.terms import cut_tokens

_LOOKED_AT = 4
_NEAR = 6
"""Characters before a number that tell whether it is what was added."""
_INCREASED = re.compile(r"(?:新增|净增|增加|增长|多|提高|上升|减少|下降|降低|少)了?约?$")
_SURE = 0.6
LEAST = 0.3
"""A figure that holds a smaller share of its operand's words is not what the operand means."""
_SHARES = re.compile(r"占|比重|比例|份额|率")
_SINCE = re.compile(
    r"(?:比|较)((?:19|20)\d\d|去年|上年|上一年|前一年)年?(?:末|底|初|时)?.{0,6}(?:降|减|增|涨|升|提|多|少|高|低|扩|翻)"
)
_IS_TIMES = re.compile(r"[,，]?(?:是|为|相当于|达到?|达)[^,，。;；]{0,14}的?")
_LEFT = re.compile(r"(?:还|仍|尚)(?:有|剩|余)|剩余?")
_NOT_DONE = re.compile(r"没有?|尚未|未能?|不[到达足]|无")


def find_stated_change(plan: Plan, question: Question, find: Find) -> Choice | None:
    """Return the change since a year that the report itself tells: 较2015年下降20%."""
    since = _SINCE.search(normalise(question.text))
    if since is None or not plan.same or plan.step is not Step.DIFFERENCE:
        return None
    asked, evidence = find(question.text)
    year = since[1] if since[1].isdecimal() else "(?:上|去|前一)年"
    told = re.compile(rf"(?:比|较|相比于?|相较于?){year}")
    best = choose_figures(replace(asked, changes=True, periods=()), evidence)
    about = {choice.evidence.row for choice in best if choice.words >= _SURE}
    changes = (
        choice
        for choice in best[:_LOOKED_AT]
        if choice.figure.kind in (FigureKind.GROWTH, FigureKind.CHANGE, FigureKind.MULTIPLE) or tells_change(choice)
    )
    return next(
        (
            choice
            for choice in changes
            if (choice.kinship >= 1 or choice.evidence.row in about)
            and told.search(normalise(choice.reading.quote(choice.figure.clause_start, choice.figure.end)))
            and (question.unit is None or choice.figure.base_unit.endswith(question.unit))
        ),
        None,
    )


def find_stated_multiple(plan: Plan, candidates: Sequence[Candidate]) -> Choice | None:
    """Return how many times another the first operand is where the report says so after it: 916亿元,是…的6.5倍."""
    if plan.step is not Step.RATIO:
        return None
    for candidate in candidates[:_LOOKED_AT]:
        level, sentence = candidate.choice, candidate.choice.evidence.sentence
        if level.words < LEAST and level.kinship < 1:
            continue
        for figure in level.reading.figures_within(level.figure.end, sentence.end):
            between = level.reading.quote(level.figure.end, figure.start)
            if figure.kind is FigureKind.MULTIPLE and _IS_TIMES.fullmatch(between):
                return replace(level, figure=figure)
    return None


def may_tell_change(question: Question, choice: Choice) -> bool:
    """Say whether a figure may be the change that is asked for, under words of its own."""
    figure = choice.figure
    if figure.kind is FigureKind.CHANGE:
        return question.unit is not None and figure.base_unit.endswith(question.unit)
    return figure.kind is FigureKind.GROWTH and (choice.words >= LEAST or choice.kinship >= 1)


def tells_change(choice: Choice) -> bool:
    """Say whether a figure is by how much something changed, or what was added to it."""
    figure = choice.figure
    before = choice.reading.quote(max(figure.clause_start, figure.start - _NEAR), figure.start)
    return figure.kind is FigureKind.CHANGE or (
        figure.kind is not FigureKind.GROWTH and bool(_INCREASED.search(before))
    )


def tells_share(question: Question, find: Find) -> bool:
    """Say whether the report itself tells the share that is asked for."""
    asked, evidence = find(question.text)
    choices = choose_figures(asked, evidence) if evidence else []
    best = next((choice for choice in choices[:3] if is_share(choice)), None)
    return best is not None and (best.words >= _SURE or best.kinship >= 1)


def is_share(choice: Choice) -> bool:
    """Say whether a figure is the share that one thing has of another."""
    figure = choice.figure
    if figure.base_unit not in ("%", "％") or figure.kind is FigureKind.GROWTH:
        return False
    return bool(_SHARES.search(choice.reading.quote(figure.clause_start, figure.start)))


def find_stated_rest(plan: Plan, question: Question, find: Find) -> Choice | None:
    """Return what is left undone where the report itself tells it: 还有380多万人没有脱贫."""
    if plan.step is not Step.UNDONE:
        return None
    done = cut_tokens(plan.operands[-1].own)
    asked, evidence = find(question.text)
    for choice in choose_figures(asked, evidence)[: 2 * _LOOKED_AT] if evidence else []:
        before = choice.reading.quote(choice.figure.clause_start, choice.figure.start)
        after = choice.reading.quote(choice.figure.end, choice.figure.clause_end)
        if _LEFT.search(before) and _NOT_DONE.search(after) and done & cut_tokens(after):
            return choice
    return None

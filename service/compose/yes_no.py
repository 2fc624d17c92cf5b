"""Yes-or-no questions that a number decides: whether it passed a mark, or which place it took.

"2020年GDP增长超没超过6%": the figure that is meant is found as if it were asked for, and compared with the number that
the question names. What no number decides is left to the sentences (see compose.py).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.normal_form import normalise
from corpus.numerals import NumberMention, find_numbers
from corpus.types import Figure, FigureKind, Status
from service.compose.figure import describe_figure
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.evidence.figure_choice import Choice, choose_figures
from service.question.question import Question
from service.refusal.confidence import describe_figure as describe_features
from service.refusal.refusal import fits_question
from service.wording.wording import say

_FIRST = re.compile(
    r"老大|头名|榜首|首位|(?:第|排名?|排在)一(?:名|位|吗|么|了|[?？]|$)|\b(?:first|number one|no\.? ?1|top)\b"
)
_PLACE = re.compile(r"第([二三四五六七八九十\d]+)(?:名|位|吗|么|[?？]|$)")
_BELOW = re.compile(r"不到|不足|低于|少于|小于|以下|之内|以内|跌破|\b(?:below|under|less than|fewer than|lower than)\b")
_ABOVE = re.compile(
    r"超|突破|破(?!产)|高于|多于|大于|快于|不止|以上"
    r"|\b(?:above|over|exceed\w*|more than|higher than|faster than|surpass\w*|top(?:ped)?)\b"
)
_REACHED = re.compile(r"达|够|到了?|上(?:了|过)?|\b(?:reach\w*|hit|at least)\b")
_HELD = 0.3
"""Share of the question's words that the figure's clause holds, where it has not the indicator's name."""
_PLACES = {word: number for number, word in enumerate("一 二 三 四 五 六 七 八 九 十".split(), start=1)}


def compose_yes_no(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return yes or no with the figure that decides; None where none does."""
    normal = normalise(question.text)
    place = _find_place(normal)
    if place is not None:
        asked = replace(question, measure=FigureKind.RANK, unit=None)
        best = _find_best(asked, evidence, "")
        return _write(question, best, best.figure.value == place) if best else None
    mark = _find_mark(question)
    if mark is None:
        return None
    asked = replace(question, unit="%" if mark.base_unit == "%" else None)
    best = _find_best(asked, evidence, mark.base_unit)
    return _write(question, best, _passes(normal, best.figure, mark.base_value)) if best else None


def _find_place(normal: str) -> int | None:
    if _FIRST.search(normal):
        return 1
    match = _PLACE.search(normal)
    if match is None:
        return None
    return int(match[1]) if match[1].isdecimal() else _PLACES.get(match[1])


def _find_mark(question: Question) -> NumberMention | None:
    """Return the one number that the question compares with."""
    numbers = [m for m in find_numbers(question.text) if m.unit and m.base_unit not in ("年", "月", "日")]
    return numbers[0] if len(numbers) == 1 else None


def _find_best(question: Question, evidence: Sequence[Evidence], base_unit: str) -> Choice | None:
    wants_plan = question.status is Status.TARGET
    return next(
        (
            choice
            for choice in choose_figures(question, evidence)
            if (choice.figure.kind is FigureKind.RANK or not question.measure or question.measure is choice.figure.kind)
            and (not base_unit or choice.figure.base_unit == base_unit)
            and (choice.kinship >= 1.0 or (not question.indicators and choice.words >= _HELD))
            and (wants_plan or choice.figure.status is not Status.TARGET)
            and fits_question(question, choice)
        ),
        None,
    )


def _passes(normal: str, figure: Figure, mark: Decimal) -> bool:
    if _BELOW.search(normal):
        return figure.base_value < mark
    if _ABOVE.search(normal):
        return figure.base_value > mark
    if _REACHED.search(normal):
        return figure.base_value >= mark
    return figure.base_value == mark


def _write(question: Question, best: Choice, passes: bool) -> Draft:
    draft = Draft(features=describe_features(question, [best]))
    line = describe_figure(best.reading, best.figure, question.language, draft, several=False)
    joint = "" if question.language in ("zh", "ja") else " "
    draft.text = f"{say(question.language, 'yes' if passes else 'no')}{joint}{line}"
    return draft

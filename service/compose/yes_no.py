"""Yes-or-no questions that a number decides: whether it passed a mark, or which place it took.

"2020年GDP增长超没超过6%": the figure that is meant is found as if it were asked for, and compared with the number that
the question names. What no number decides is left to the sentences (see compose.py).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from corpus.normal_form import normalise
from corpus.numerals import NumberMention, find_numbers, parse_number
from corpus.types import Figure, FigureKind, Status
from service.compose.figure import describe_figure
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.evidence.figure_choice import Choice, choose_figures
from service.question.question import Question
from service.refusal.confidence import describe_figure as describe_features
from service.refusal.fit import RATES, fits_question
from service.wording.wording import say

_FIRST = re.compile(
    r"老大|头名|榜首|首位|(?:第|排名?|排在)一(?:名|位|吗|么|了|[?？]|$)|\b(?:first|number one|no\.? ?1|top)\b"
)
_PLACE = re.compile(r"第([二三四五六七八九十\d]+)(?:名|位|吗|么|[?？]|$)")
_BELOW = re.compile(r"不到|不足|低于|少于|小于|以下|之内|以内|跌破|\b(?:below|under|less than|fewer than|lower than)\b")
_ABOVE = re.compile(
    r"超|突破|破(?!产)|过(?=[\d一二两三四五六七八九十百千万亿])|高于|多于|大于|快于|不止|以上"
    r"|\b(?:above|over|exceed\w*|more than|higher than|faster than|surpass\w*|top(?:ped)?)\b"
)
_REACHED = re.compile(r"达|够|到了?|上(?:了|过)?|\b(?:reach\w*|hit|at least)\b")
_SCALED = re.compile(
    r"(?<=[过破超到上越达])(?:([一二两三四五六七八九十百千万]*)(?<!万)(万?亿)|([一二两三四五六七八九十百千]+)(万))(?!亿)"
)
"""A mark in Chinese numerals, or without any but its scale."""
_ALL = re.compile(r"(?:全部?都?|都|所有)[^,，。]{0,10}(?:了|完|好)[^,，。]{0,2}(?:吗|没有?|么)")
_DONE = re.compile(
    r"[^,，。;；\d]{0,16}(?:其中)?(?:累计|已|共)?(?:建成|完成|交付|开工|办结|竣工|投[产用]|整改)[^,，。;；\d]{0,4}$"
)
"""Between how many there are and of how many something is done."""
_HELD = 0.3
"""Share of the question's words that the figure's clause holds, where it has not the indicator's name."""
_PLACES = {word: number for number, word in enumerate("一 二 三 四 五 六 七 八 九 十".split(), start=1)}


def compose_yes_no(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return yes or no with the figure that decides; None where none does."""
    normal = normalise(question.text)
    place = _find_place(normal)
    if place is not None:
        asked = replace(question, measure=FigureKind.RANK, unit=None)
        best = _find_best(asked, evidence, None)
        return _write(question, best, best.figure.value == place) if best else None
    mark = _find_mark(question)
    if mark is None:
        return _deny_all(question, evidence[0]) if evidence and _ALL.search(normal) else None
    asked = replace(question, unit="%" if mark.base_unit == "%" else None)
    best = _find_best(asked, evidence, mark.base_unit)
    return _write(question, best, _passes(normal, best.figure, mark.base_value)) if best else None


def _deny_all(question: Question, item: Evidence) -> Draft | None:
    """Return no where all are asked about and the sentence tells of fewer than there are: 342个累计建成303个."""
    reading = item.reading
    for whole, part in pairwise(reading.figures_within(item.sentence.start, item.sentence.end)):
        between = reading.quote(whole.end, part.start)
        if whole.base_unit == part.base_unit and part.base_value < whole.base_value and _DONE.fullmatch(between):
            draft = Draft()
            line = describe_figure(reading, part, question.language, draft, several=False)
            draft.text = f"{say(question.language, 'no')}{line}"
            return draft
    return None


def _find_place(normal: str) -> int | None:
    if _FIRST.search(normal):
        return 1
    match = _PLACE.search(normal)
    if match is None:
        return None
    return int(match[1]) if match[1].isdecimal() else _PLACES.get(match[1])


def _find_mark(question: Question) -> NumberMention | None:
    """Return the one number that the question compares with; 过万亿 is 1万亿, 过两千亿 2000亿."""
    text = _SCALED.sub(_write_digits, normalise(question.text))
    numbers = [m for m in find_numbers(text) if m.unit and m.base_unit not in ("年", "月", "日")]
    return numbers[0] if len(numbers) == 1 else None


def _write_digits(mark: re.Match[str]) -> str:
    words, scale = (mark[1], mark[2]) if mark[2] else (mark[3], mark[4])
    size = parse_number(words if words and words[0] not in "十百千" else f"一{words}") if words else 1
    return f"{size}{scale}" if size else mark[0]


def _find_best(question: Question, evidence: Sequence[Evidence], base_unit: str | None) -> Choice | None:
    wants_plan = question.status is Status.TARGET
    return next(
        (
            choice
            for choice in choose_figures(question, evidence)
            if (choice.figure.kind is FigureKind.RANK or not question.measure or question.measure is choice.figure.kind)
            and _is_measured_in(choice.figure, base_unit)
            and (choice.kinship >= 1.0 or (not question.indicators and choice.words >= _HELD))
            and (wants_plan or choice.figure.status is not Status.TARGET)
            and fits_question(question, choice)
        ),
        None,
    )


def _is_measured_in(figure: Figure, base_unit: str | None) -> bool:
    """Say whether a figure is in a unit: any for None, any but a rate for a bare number of 万 or 亿."""
    if base_unit is None:
        return True
    return figure.base_unit == base_unit if base_unit else figure.base_unit not in RATES


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

"""The sum, difference or ratio of numbers told before, worked out and cited."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.types import FigureKind
from service.dialogue.pair import Pair
from service.dialogue.told_numbers import Row, find_base, find_part, find_told, list_figures, read_numbers
from service.dialogue.two_numbers import Joint
from service.draft import Draft
from service.parts.answers import Answered, One
from service.question.question import Question
from service.wording.arithmetic import Result, add, average, divide, grow, percent, share_difference, spread, subtract
from service.wording.wording import say

_SUMMED = frozenset({FigureKind.GROWTH, FigureKind.SHARE, FigureKind.RANK, FigureKind.MULTIPLE})
"""What is never added up."""
_OPPOSITE = {"多": "少", "高": "低", "快": "慢", "大": "小", "贵": "便宜", "长": "短"}


def join_pair(
    pair: Pair, answer: Callable[[str], list[One]], understand: Callable[[str], Question]
) -> tuple[str, list[One]] | None:
    """Return what the numbers of earlier questions come to, with the question that asks it; None where nothing does."""
    language = understand(pair.asked).language
    if len(pair.questions) == 1:
        found = answer(pair.questions[0])
        draft = _join_within(pair, language, _choose(pair, 0, found))
        return None if draft is None else (pair.alone, [found[-1].give(draft)])
    if len(pair.questions) > 2:
        each = [answer(text) for text in pair.questions]
        total = _add(language, [_choose(pair, number, found) for number, found in enumerate(each)])
        return None if total is None else (pair.alone, [each[-1][0].give(total)])
    second = answer(pair.questions[1])
    later = _choose(pair, 1, second)
    for text in (pair.questions[0], *pair.sooner):
        found = answer(text)
        rows = _choose(pair, 0, found) if text == pair.questions[0] else list_figures(found)
        draft = _join(pair, language, rows, later)
        if draft is not None:
            return replace(pair, questions=(text, pair.questions[1])).alone, [second[0].give(draft)]
    return None


def _choose(pair: Pair, number: int, found: Sequence[Answered]) -> list[Row]:
    """Return the figures that answer a question: those that were told, where its answer is known."""
    told = pair.told[number] if number < len(pair.told) else ""
    rows = find_told(found, read_numbers(told)) if told else []
    return rows if rows or (pair.strict and told) else list_figures(found)


def _join(pair: Pair, language: str, first: Sequence[Row], second: Sequence[Row]) -> Draft | None:
    for later in second:
        for sooner in first:
            if pair.joint is Joint.EACH and sooner.figure.base_value and later.figure.base_unit != "%":
                each = spread(later.figure, sooner.figure, (_quote(later), _quote(sooner)))
                return _write(pair, language, each, (later, sooner))
            same = later.reading is sooner.reading and later.figure.start == sooner.figure.start
            if later.figure.base_unit != sooner.figure.base_unit or same:
                continue
            if pair.joint is Joint.SUM and {later.figure.kind, sooner.figure.kind} & _SUMMED:
                continue
            if pair.labels:
                return _write(pair, language, _subtract_smaller(later, sooner), (sooner, later))
            result = (
                share_difference(later.figure, sooner.figure, pair.years, (_quote(later), _quote(sooner)))
                if pair.joint is Joint.YEARLY
                else _work_out(pair.joint, later, sooner)
            )
            if result is not None:
                return _write(pair, language, result, (sooner, later))
    return None


def _join_within(pair: Pair, language: str, rows: Sequence[Row]) -> Draft | None:
    """Return what the numbers of one answer come to, or what its number has changed by."""
    if pair.joint is Joint.DIFFERENCE:
        base = find_base(rows[0]) if rows else None
        return _join(pair, language, [base], rows[:1]) if base else _join_two(pair, language, rows)
    if pair.joint is Joint.RATIO:
        return _join_two(pair, language, rows)
    if pair.joint is Joint.SHARE:
        share = find_part(rows[0], pair.part) if rows else None
        return None if share is None else _join(pair, language, rows[:1], [share])
    alike = [row for row in rows if row.figure.base_unit == rows[0].figure.base_unit]
    return _add(language, [[row] for row in alike]) if len(alike) > 1 else None


def _join_two(pair: Pair, language: str, rows: Sequence[Row]) -> Draft | None:
    """Return what two numbers of one answer come to; None where it tells more or fewer."""
    levels = [row for row in rows if row.figure.kind is not FigureKind.CHANGE]
    alike = [row for row in levels if row.figure.base_unit == levels[0].figure.base_unit]
    return _join(pair, language, alike[:1], alike[1:]) if len(alike) == 2 and not pair.strict else None


def _add(language: str, answers: Sequence[Sequence[Row]]) -> Draft | None:
    """Return the sum of a number of each answer, all of one unit; None where one has none."""
    for last in answers[-1]:
        if last.figure.kind in _SUMMED:
            continue
        told = [last]
        for rows in answers[-2::-1]:
            fitting = (
                row
                for row in rows
                if row.figure.base_unit == last.figure.base_unit
                and row.figure.kind not in _SUMMED
                and all(row.figure is not other.figure for other in told)
            )
            told = [*((row,) if (row := next(fitting, None)) is not None else ()), *told]
        if len(told) == len(answers):
            result = add([row.figure for row in told], [_quote(row) for row in told])
            return _write(Pair(Joint.SUM, (), ""), language, result, told)
    return None


def _quote(row: Row) -> str:
    return row.reading.quote(row.figure.start, row.figure.end)


def _work_out(joint: Joint, later: Row, sooner: Row) -> Result | None:
    figures, quotes = (later.figure, sooner.figure), (_quote(later), _quote(sooner))
    if joint is Joint.SUM:
        return add(figures[::-1], quotes[::-1])
    if joint is Joint.GROWTH:
        return grow(*figures, quotes)
    if joint is Joint.AVERAGE:
        return average(figures[::-1], quotes[::-1])
    if joint is Joint.REST:
        return _subtract_smaller(later, sooner)
    if joint in (Joint.SHARE, Joint.PERCENT):
        return percent(*figures, quotes)
    if joint is Joint.RATIO:
        # 几倍 is of the larger one.
        turned = sooner.figure.base_value > later.figure.base_value
        return divide(*(figures[::-1] if turned else figures), quotes[::-1] if turned else quotes)
    return subtract(*figures, quotes)


def _subtract_smaller(later: Row, sooner: Row) -> Result:
    rows = (later, sooner) if later.figure.base_value > sooner.figure.base_value else (sooner, later)
    return subtract(rows[0].figure, rows[1].figure, (_quote(rows[0]), _quote(rows[1])))


def _write(pair: Pair, language: str, result: Result, told: Sequence[Row]) -> Draft:
    describe = {Joint.RATIO: result.describe_times, Joint.DIFFERENCE: result.describe_difference}
    shown = describe.get(pair.joint, result.describe)(language)
    if pair.joint is Joint.DIFFERENCE and language == "zh" and pair.word:
        shown = (pair.word if result.value >= 0 else _OPPOSITE[pair.word]) + result.describe(language)
    lead = ""
    if pair.labels and result.value:
        more = pair.labels[bool(told[1].figure.base_value > told[0].figure.base_value)]
        shown = pair.word + result.describe(language)
        lead = f"{more}：" if language in ("zh", "ja") else f"{more}: "
    if pair.verdict is not None:
        lead = say(language, "yes" if (result.value > 0) == pair.verdict and result.value else "no")
        lead += "" if language in ("zh", "ja") else " "
    draft = Draft()
    text = lead + say(language, "computed", result=shown, expression=result.expression)
    draft.tell_result(text, result.computation, [(row.reading, row.figure) for row in told])
    draft.confidence = min(row.sure for row in told)
    return draft

"""Answers that are a number: the value first, then the clause it stands in."""

from collections.abc import Sequence
from itertools import islice

from corpus.glossary import load_glossary
from corpus.types import Figure, Status
from service.draft import Draft
from service.evidence.figure_choice import Choice, measures_same
from service.question.question import Question
from service.reading.reading import Reading
from service.wording.values import describe_value
from service.wording.wording import say

_RIVALS = 16
"""Figures after the best that are looked at."""
_EQUAL = 0.1
"""Members of one clause whose scores differ by less are all asked for."""
_UNDECIDED = 0.1
"""Two clauses that fit so nearly the same are both shown: measured on the tuning half, one of seven, right 4 % more."""
_NEAR = 1.2
_AS_NEAR = 0.4
_FAR = 1.8
"""How far behind the best a figure of the other status, or a plan of another year, may be: one of another status lost
the points for period and status."""


def compose_figures(question: Question, choices: Sequence[Choice]) -> Draft:
    """Return the answer that the best figure gives, or the answers of those that fit as well."""
    draft = Draft()
    chosen = _pick(question, choices)
    lines: list[str] = []
    for choice in chosen:
        line = describe_figure(choice.reading, choice.figure, question.language, draft, several=len(chosen) > 1)
        if line not in lines:
            lines.append(line)
    draft.text = "\n".join(lines)
    return draft


def describe_figure(reading: Reading, figure: Figure, language: str, draft: Draft, several: bool) -> str:
    """Return one figure's line with its mark; periods and statuses are said when there are several."""
    value = reading.quote(figure.start, figure.end)
    clause = reading.quote(figure.clause_start, figure.clause_end)
    mark = draft.cite_figure(reading, figure)
    note = _note(figure, language) if several or language != "zh" else ""
    if language == "zh":
        return f"{value}{f'（{note}）' if note else ''}：{clause}{mark}"
    translated = describe_value(figure, language)
    name = name_figure(figure, language)
    shown = f"{translated} ({value})" if translated and translated != value else value
    return f"{f'{name}: ' if name else ''}{shown}{f' ({note})' if note else ''} — “{clause}”{mark}"


def _pick(question: Question, choices: Sequence[Choice]) -> list[Choice]:
    """Return the figures that answer, in the order of their periods.

    One, where the question says which. Where it leaves the period open or asks for fact and plan, the best of each
    status. Where it asks for several members ("分别"), those of one clause that fit equally well.
    """
    best = choices[0]
    rivals = [choice for choice in choices[1:_RIVALS] if measures_same(best, choice)]
    if question.both:
        chosen = [best, *_first_of_other_status(best, rivals, _FAR)]
    elif question.status is None and not question.periods:
        chosen = [best, *_first_of_other_status(best, rivals, _NEAR)]
    else:
        chosen = [best]
    if not question.periods and (len(chosen) == 1 or best.figure.status is Status.TARGET):
        chosen += _first_of_other_period(best, rivals)
    if len(chosen) == 1:
        chosen += [c for c in choices[1:2] if best.score - c.score < _UNDECIDED and _stands_elsewhere(best, c)]
    if len(chosen) == 1:
        chosen += [c for c in choices[1:_RIVALS] if _is_member_beside(best, c) and best.score - c.score < _EQUAL]
    return sorted(chosen[:4], key=lambda choice: (choice.figure.period, choice.figure.start))


def _first_of_other_status(best: Choice, rivals: Sequence[Choice], distance: float) -> list[Choice]:
    planned = best.figure.status is Status.TARGET
    other = (c for c in rivals if (c.figure.status is Status.TARGET) != planned and best.score - c.score < distance)
    return list(islice(other, 1))


def _first_of_other_period(best: Choice, rivals: Sequence[Choice]) -> list[Choice]:
    """Return the plan for another year beside a plan, a year's fact beside that of several, where no year is named."""
    plans = (
        c
        for c in rivals
        if c.figure.status is best.figure.status
        and c.figure.status is not Status.BASE
        and c.figure.period != best.figure.period
        and c.figure.kind is best.figure.kind
        and c.kinship == best.kinship
        and best.score - c.score < _AS_NEAR
    )
    return list(islice(plans, 1))


def _stands_elsewhere(best: Choice, other: Choice) -> bool:
    return best.figure.clause_start != other.figure.clause_start


def _is_member_beside(best: Choice, other: Choice) -> bool:
    a, b = best.figure, other.figure
    return a.clause_start == b.clause_start and a.kind is b.kind and a.unit == b.unit and a.period == b.period


def _note(figure: Figure, language: str) -> str:
    status = say(language, figure.status.value) if figure.status is not Status.ACHIEVED else ""
    # Of a month only the year is said: the month stands in the clause, in the report's words.
    period = figure.period[:4] if len(figure.period) == len("2021-07") else figure.period
    return " ".join(part for part in (period, status) if part)


def name_figure(figure: Figure, language: str) -> str:
    """Return the name of a figure's indicator in a language, its first letter a capital; empty for none."""
    indicator = load_glossary().get(figure.indicator) if figure.indicator else None
    names = indicator.names.get(language) if indicator else None
    return names[0][:1].upper() + names[0][1:] if names else ""

"""The shares of the three sectors of an economy, told as reports tell them: 三次产业结构调整为12.0：34.0：54.0."""

import re
from collections.abc import Sequence

from corpus.normal_form import normalise
from corpus.types import Figure, Status
from service.compose.figure import describe_figure
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.evidence.figure_choice import covers_period
from service.question.question import Question
from service.reading.reading import Reading

_ASKED = re.compile(
    r"(?:三次|三大|三个|一二三次?)产业?的?(?:增加值)?的?(?:结构|比例|比重|占比|构成|之?比)(?!.{0,6}(?:提高|增加|上升|下降|变化)了?(?:多少|几))"
    r"|\b(?:structure|ratio|mix|split|shares?|proportions?|composition|breakdown) (?:of|between|among|across) "
    r"(?:the )?three (?:\w+ )?(?:industries|sectors)\b|\bthree[- ](?:industry|sector) (?:structure|ratio|mix|split)\b"
)
_SHARES = ("第一产业占比", "第二产业占比", "服务业占比")

Run = Sequence[Figure]
"""The three shares that stand beside each other."""


def asks_sectors(text: str) -> bool:
    """Say whether a question asks for the shares of all three sectors."""
    return bool(_ASKED.search(normalise(text)))


def compose_sectors(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the shares of the three sectors at the time asked for; fact and plan where the question leaves it open.

    None where something else is asked, or the report does not tell all three.
    """
    if not evidence or not asks_sectors(question.text):
        return None
    reading = evidence[0].reading
    runs = [run for run in _list_runs(reading) if _fits(question, run[0])]
    if not question.periods and question.status is None:
        latest = [run for run in runs if run[0].status is not Status.TARGET][-1:]
        runs = latest + [run for run in runs if run[0].status is Status.TARGET][:1]
    return _write(question, reading, runs[:2]) if runs else None


def _list_runs(reading: Reading) -> list[Run]:
    """Return the runs of a report by their periods, those of one period in text order."""
    figures = reading.figures
    runs = (figures[at : at + len(_SHARES)] for at in range(len(figures)))
    beside = (run for run in runs if tuple(figure.indicator for figure in run) == _SHARES)
    one = (run for run in beside if len({(figure.clause_start, figure.status) for figure in run}) == 1)
    return sorted(one, key=lambda run: run[0].period)


def _fits(question: Question, figure: Figure) -> bool:
    if question.periods:
        return any(covers_period(figure, period) for period in question.periods)
    planned = figure.status is Status.TARGET
    return figure.status is not Status.BASE and (
        question.status is None or planned == (question.status is Status.TARGET)
    )


def _write(question: Question, reading: Reading, runs: Sequence[Run]) -> Draft:
    draft = Draft()
    lines: list[str] = []
    for run in runs:
        if question.language == "zh":
            mark = [draft.cite_figure(reading, figure) for figure in run][0]
            clause = reading.quote(run[0].clause_start, run[0].clause_end)
            lines.append(f"{reading.quote(run[0].start, run[-1].end)}：{clause}{mark}")
        else:
            lines += [describe_figure(reading, figure, question.language, draft, several=True) for figure in run]
    draft.text = "\n".join(lines)
    return draft

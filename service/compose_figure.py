"""Answers that are a number: the value first, then the clause it stands in."""

from collections.abc import Sequence

from corpus.glossary import load_glossary
from corpus.types import Figure, Status
from service.draft import Draft
from service.figure_choice import Choice, periods_meet
from service.question import Question
from service.reading import Reading
from service.values import describe_value
from service.wording import say

_CLOSE = 0.12
"""Figures whose scores differ by less are told apart instead of chosen from."""


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
    name = _name(figure, language)
    shown = f"{translated} ({value})" if translated else value
    return f"{f'{name}: ' if name else ''}{shown}{f' ({note})' if note else ''} — “{clause}”{mark}"


def _pick(question: Question, choices: Sequence[Choice]) -> list[Choice]:
    best = choices[0]
    chosen = [best]
    for choice in choices[1:8]:
        if best.score - choice.score > _CLOSE or len(chosen) == 4:
            break
        if _differs(question, best, choice) and choice.figure.start != best.figure.start:
            chosen.append(choice)
    return chosen


def _differs(question: Question, best: Choice, other: Choice) -> bool:
    """Say whether another figure answers the same question for another period, status or member."""
    a, b = best.figure, other.figure
    if question.status is not None and question.periods:
        return a.clause_start == b.clause_start and a.kind is b.kind
    same = a.indicator == b.indicator if a.indicator and b.indicator else a.words == b.words
    return same and a.kind is b.kind and (a.status is not b.status or not periods_meet(a.period, b.period))


def _note(figure: Figure, language: str) -> str:
    status = say(language, figure.status.value) if figure.status is not Status.ACHIEVED else ""
    return " ".join(part for part in (figure.period, status) if part)


def _name(figure: Figure, language: str) -> str:
    indicator = load_glossary().get(figure.indicator) if figure.indicator else None
    names = indicator.names.get(language) if indicator else None
    return names[0][:1].upper() + names[0][1:] if names else ""

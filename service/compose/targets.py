"""Answers that list what a government has set out to reach: the report's own sentence of targets, figure by figure."""

import re
from collections.abc import Iterator, Sequence

from corpus.periods import years_of
from corpus.sentences import split_clauses
from corpus.types import Figure, Sentence, Status
from service.compose.figure import name_figure
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.question.question import Question
from service.reading.reading import Reading
from service.wording.values import describe_value

_ASKED = re.compile(
    r"(?:主要|预期|经济|发展|年度|今年|全年|总体|各项)[^,，。?？]{0,10}(?:目标|指标)|(?:目标|指标)(?:都?有|是|都|包括|分别|任务)"
    r"|\b(?:targets|goals|objectives)\b|\bobjectifs\b|\bziele\b|\bobjetivos\b|\bmetas\b|цели\b|целевы|目標|목표"
)
_LEAST = 4
"""Targets that a sentence must give to be the one that lists them."""
_LOOKED_AT = 12
_NEXT = 2
"""Targets that a sentence beside it must give to go on with the list."""


def compose_targets(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the targets that the report sets in one place; None where something else is asked or nothing fits."""
    if question.indicators or question.position is not None or not _ASKED.search(question.text.lower()):
        return None
    for item in evidence[:_LOOKED_AT]:
        if "目标" not in item.quote and item.score < evidence[0].score:
            continue
        sentences = _spread(question, item)
        if sentences:
            return _write(question, item.reading, sentences)
    return None


def _spread(question: Question, item: Evidence) -> list[Sentence]:
    """Return a sentence of targets with those before and after it in its paragraph that belong to the list."""
    reading, row = item.reading, item.row
    around = [row]
    while row + 1 < len(reading.sentences) and _continues(question, reading, around[-1] + 1, item.sentence):
        around.append(around[-1] + 1)
    if _continues(question, reading, around[0] - 1, item.sentence, least=1):
        around.insert(0, around[0] - 1)
    sentences = [reading.sentences[index] for index in around]
    found = sum(len(list(_targets(question, reading, sentence))) for sentence in sentences)
    return sentences if found >= _LEAST else []


def _continues(question: Question, reading: Reading, row: int, start: Sentence, least: int = _NEXT) -> bool:
    if not 0 <= row < len(reading.sentences) or reading.sentences[row].paragraph != start.paragraph:
        return False
    return len(list(_targets(question, reading, reading.sentences[row]))) >= least


def _targets(question: Question, reading: Reading, sentence: Sentence) -> Iterator[Figure]:
    asked = [span for period in question.periods if (span := years_of(period))]
    for figure in reading.figures_within(sentence.start, sentence.end):
        told = years_of(figure.period)
        if figure.status is Status.TARGET and (not asked or not told or any(told[1] == span[1] for span in asked)):
            yield figure


def _write(question: Question, reading: Reading, sentences: Sequence[Sentence]) -> Draft:
    draft = Draft()
    lines: list[str] = []
    for sentence in sentences:
        figures = list(_targets(question, reading, sentence))
        shown = _tell_clauses if question.language == "zh" else _tell_figures
        told = list(shown(question, reading, sentence, figures))
        if not told:
            continue
        mark = draft.cite(reading, sentence.start, sentence.end)
        draft.figures += [(figure, reading, int(mark[1:-1])) for figure in figures]
        lines += [f"{line}{mark}" for line in told]
    draft.tell_list(question.language, lines)
    return draft


def _tell_clauses(question: Question, reading: Reading, sentence: Sentence, figures: Sequence[Figure]) -> Iterator[str]:
    for clause in split_clauses(reading.report.text, sentence.start, sentence.end):
        if any(clause.start <= figure.start < clause.end for figure in figures):
            yield reading.quote(clause.start, clause.end).strip(" ，,；;。：:")


def _tell_figures(question: Question, reading: Reading, sentence: Sentence, figures: Sequence[Figure]) -> Iterator[str]:
    for figure in figures:
        value = reading.quote(figure.start, figure.end)
        translated = describe_value(figure, question.language)
        shown = f"{translated} ({value})" if translated and translated != value else value
        clause = reading.quote(figure.clause_start, figure.clause_end)
        name = name_figure(figure, question.language)
        yield f"{f'{name}: ' if name else ''}{shown} — “{clause}”"

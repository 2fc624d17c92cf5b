"""Hits to evidence: the sentences, of the paragraphs that were found, that speak of what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.types import Sentence
from index.types import Hit
from service.question import Question
from service.reading import Reading, Readings

_PASSAGE = 0.2
"""What the best passage's score is worth beside a question whose words are all held."""


@dataclass(frozen=True)
class Evidence:
    """One sentence that may answer; higher scores are better."""

    reading: Reading
    sentence: Sentence
    score: float
    passage_score: float

    @property
    def quote(self) -> str:
        """The sentence as it stands."""
        return self.reading.quote(self.sentence.start, self.sentence.end)


def select_evidence(question: Question, hits: Sequence[Hit], readings: Readings) -> list[Evidence]:
    """Return sentences of the hits' paragraphs, and those with figures of what is asked, best first.

    Cost: one scoring of a report's sentences for each report that was hit, some milliseconds in all.
    """
    found: dict[tuple[str, int], Evidence] = {}
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    report_ids = dict.fromkeys(hit.passage.report_id for hit in hits)
    scores = {report_id: _score(question, readings.get(report_id)) for report_id in report_ids}
    for hit in hits:
        reading = readings.get(hit.passage.report_id)
        rows = reading.rows_within(hit.passage.paragraph_start, hit.passage.paragraph_end)
        _add(found, reading, rows, scores, hit.score / best)
    for report_id in scores:
        reading = readings.get(report_id)
        for indicator in question.indicators:
            _add(found, reading, reading.rows_of(indicator), scores, 0.0)
        _add(found, reading, reading.title_rows, scores, 0.0)
    return sorted(found.values(), key=lambda evidence: -evidence.score)


def _add(
    found: dict[tuple[str, int], Evidence],
    reading: Reading,
    rows: Sequence[int],
    scores: dict[str, NDArray[np.float32]],
    passage_score: float,
) -> None:
    for row in rows:
        key = (reading.report.id, row)
        score = float(scores[reading.report.id][row]) + _PASSAGE * passage_score
        if key not in found or found[key].score < score:
            found[key] = Evidence(reading, reading.sentences[row], score, passage_score)


def _score(question: Question, reading: Reading) -> NDArray[np.float32]:
    """Return a score for each sentence of a report: shared words, and near ones through late interaction."""
    foreign = question.language != "zh"
    words = np.maximum(reading.terms.score(question.content, foreign), reading.terms.score(question.canonical, foreign))
    late = reading.late.score(reading.table.ids(question.canonical))
    late = np.maximum(late, reading.late.score(reading.table.ids(question.content)))
    weight = 0.25 if foreign else 0.6
    scores: NDArray[np.float32] = weight * words + (1 - weight) * late
    return scores

"""Hits to evidence: the sentences, of the paragraphs that were found, that speak of what is asked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.types import Sentence
from index.types import Hit
from service.evidence_model import load_evidence_model
from service.question import Question
from service.reading import Reading, Readings

_LEARNED = 0.6
"""What the learned scorer's certainty is worth beside words that are all held."""
_PASSAGE = 0.15
"""What the best passage is worth."""
_FAR = 0.05
"""The passage score of a sentence that no passage brought."""


@dataclass(frozen=True)
class Evidence:
    """One sentence that may answer; higher scores are better."""

    reading: Reading
    sentence: Sentence
    score: float
    chance: float
    """The learned probability that the sentence answers."""

    @property
    def quote(self) -> str:
        """The sentence as it stands."""
        return self.reading.quote(self.sentence.start, self.sentence.end)


def select_evidence(question: Question, hits: Sequence[Hit], readings: Readings) -> list[Evidence]:
    """Return the sentences of the hits' paragraphs, and those with figures of what is asked, best first.

    Cost: some milliseconds for each report that was hit.
    """
    by_report: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_report[hit.passage.report_id].append(hit)
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    found = [
        evidence
        for report_id, own in by_report.items()
        for evidence in _weigh(question, readings.get(report_id), own, best)
    ]
    return sorted(found, key=lambda evidence: -evidence.score)


def _weigh(question: Question, reading: Reading, hits: Sequence[Hit], best: float) -> Iterator[Evidence]:
    passage_scores = _find_rows(question, reading, hits, best)
    rows = np.array(sorted(passage_scores), dtype=np.int64)
    passages = np.array([passage_scores[row] for row in sorted(passage_scores)], dtype=np.float32)
    chances = load_evidence_model().score(question.canonical, reading.prepared, rows, passages)
    scores = _score_words(question, reading)[rows] + _LEARNED * chances + _PASSAGE * passages
    for row, score, chance in zip(rows, scores, chances, strict=True):
        yield Evidence(reading, reading.sentences[row], float(score), float(chance))


def _find_rows(question: Question, reading: Reading, hits: Sequence[Hit], best: float) -> dict[int, float]:
    """Return the score of the passage that brought each sentence, by the sentence's index."""
    scores: dict[int, float] = {}
    for hit in hits:
        for row in reading.rows_within(hit.passage.paragraph_start, hit.passage.paragraph_end):
            scores[row] = max(scores.get(row, _FAR), hit.score / best)
    for row in (*reading.title_rows, *(row for name in question.indicators for row in reading.rows_of(name))):
        scores.setdefault(row, _FAR)
    return scores


def _score_words(question: Question, reading: Reading) -> NDArray[np.float32]:
    """Return a score for each sentence of a report: shared words, and near ones through late interaction."""
    foreign = question.language != "zh"
    words = np.maximum(reading.terms.score(question.content, foreign), reading.terms.score(question.canonical, foreign))
    late = reading.late.score(reading.table.ids(question.canonical))
    late = np.maximum(late, reading.late.score(reading.table.ids(question.content)))
    weight = 0.25 if foreign else 0.6
    scores: NDArray[np.float32] = weight * words + (1 - weight) * late
    return scores

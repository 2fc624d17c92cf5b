"""Hits to evidence: the sentences, of the paragraphs that were found, that speak of what is asked."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.sentences import split_clauses
from corpus.types import Clause, Sentence
from index.types import Hit
from service.question.question import Question
from service.reading.reading import Reading, Readings
from service.scorer.model import ScoredSentences, load_evidence_model

_WORDS = 0.6
_WORDS_TRANSLATED = 0.45
_WORDS_FOREIGN = 0.25
"""What shared words are worth; late interaction has the rest of 1."""
_LEARNED = 0.6
"""What the learned scorer's certainty is worth beside words that are all held."""
_PASSAGE = 0.15
"""What the best passage is worth."""
_PROBLEM = 0.2
"""What it is worth that a report owns up to problems in a sentence, where a question asks for them."""
_FAR = 0.05
"""The passage score of a sentence that no passage brought."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """One sentence that may answer; higher scores are better."""

    reading: Reading
    sentence: Sentence
    score: float
    chance: float
    """The learned probability that the sentence answers."""
    words: float
    """Share (0 to 1) of the question's words that the sentence, its neighbours and its heads hold."""
    near: float
    """Late interaction of the question with the sentence, about 0 to 1."""
    passage: float
    """Score of the passage that brought it, as a share of the best."""
    row: int
    """Index of the sentence in its reading."""
    scored: ScoredSentences = field(repr=False, compare=False)
    """What the learned scorer saw of all candidates of the report."""

    @property
    def quote(self) -> str:
        """The sentence as it stands."""
        return self.reading.quote(self.sentence.start, self.sentence.end)

    @cached_property
    def clauses(self) -> list[Clause]:
        """The clauses of the sentence, in order."""
        return split_clauses(self.reading.report.text, self.sentence.start, self.sentence.end)


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
    scored = load_evidence_model().weigh(question.canonical, reading.prepared, rows, passages)
    chances = scored.chances
    words, near = _match_words(question, reading)
    weight = _WORDS if question.language == "zh" else _WORDS_TRANSLATED if question.shares_words else _WORDS_FOREIGN
    scores = weight * words[rows] + (1 - weight) * near[rows] + _LEARNED * chances + _PASSAGE * passages
    if question.problems:
        scores = scores + _PROBLEM * reading.problems[rows]
    columns = (scores, chances, words[rows], near[rows], passages, rows)
    for score, chance, held, like, passage, row in zip(*(column.tolist() for column in columns), strict=True):
        yield Evidence(reading, reading.sentences[row], score, chance, held, like, passage, row, scored)


def _find_rows(question: Question, reading: Reading, hits: Sequence[Hit], best: float) -> dict[int, float]:
    """Return the score of the passage that brought each sentence, by the sentence's index."""
    scores: dict[int, float] = {}
    for hit in hits:
        for row in reading.rows_within(hit.passage.paragraph_start, hit.passage.paragraph_end):
            scores[row] = max(scores.get(row, _FAR), hit.score / best)
    told = np.flatnonzero(reading.problems).tolist() if question.problems else []
    for row in (*told, *reading.title_rows, *(row for name in question.indicators for row in reading.rows_of(name))):
        scores.setdefault(row, _FAR)
    return scores


def _match_words(question: Question, reading: Reading) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return two scores for each sentence of a report: shared words, and near ones through late interaction."""
    foreign = not question.shares_words
    words = np.maximum.reduce([reading.terms.score(text, foreign) for text in question.wordings])
    return words, reading.late.score_best(question.forms)

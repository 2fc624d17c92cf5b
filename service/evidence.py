"""Hits to evidence: the sentences, of the paragraphs that were found, that speak of what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.types import Sentence
from index.types import Hit
from service.question import Question
from service.reading import Reading, Readings


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
    """Return the sentences of the hits' paragraphs, best first.

    A sentence counts for what it shares with the question, weighed by rarity, for what its neighbours and its section
    share, and for the passage it came with. Cost: one scoring of some hundred sentences.
    """
    found: dict[tuple[str, int], Evidence] = {}
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    for hit in hits:
        reading = readings.get(hit.passage.report_id)
        scores = reading.terms.score(question.content)
        for row in reading.rows_within(hit.passage.paragraph_start, hit.passage.paragraph_end):
            key = (reading.report.id, row)
            passage_score = hit.score / best
            score = float(scores[row]) + 0.25 * passage_score
            if key not in found or found[key].score < score:
                found[key] = Evidence(reading, reading.sentences[row], score, passage_score)
    return sorted(found.values(), key=lambda evidence: -evidence.score)

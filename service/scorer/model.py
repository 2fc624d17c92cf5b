"""Which sentences answer a question: a small network learned on public questions, evaluated with NumPy.

    model = load_evidence_model()                                      # once; some milliseconds
    prepared = prepare(sentences, groups, table, headers)              # once a report
    scored = model.weigh(question, prepared, rows, passage_scores)     # each question; a few milliseconds
    best = scored.best(2)

Groups are paragraphs or passages. Clauses can be scored in the place of sentences.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.sentences import split_clauses
from corpus.types import Clause
from index.late_interaction import TokenTable
from service.scorer.features import describe
from service.scorer.lexicon import Lexicon, QuestionWeights
from service.scorer.network import Network
from service.scorer.questions import QuestionTokens, read_question
from service.scorer.sentences import PreparedSentences, prepare

__all__ = ["MODELS", "EvidenceModel", "PreparedSentences", "ScoredSentences", "load_evidence_model", "prepare"]

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

MODELS = Path(__file__).parents[1] / "models"

_NO_WORDS = -30.0
"""The output for a question without words."""


@dataclass(frozen=True, slots=True)
class ScoredSentences:
    """Candidates as the model sees them for one question."""

    question: QuestionTokens
    weights: QuestionWeights
    rows: Rows
    outputs: Floats
    """One a row: higher answers better; comparable within the question."""
    chances: Floats
    """One a row: the probability that the sentence answers."""
    features: Floats
    """Shape (rows, len(names)); empty for a question without words."""
    names: tuple[str, ...]

    def best(self, count: int) -> Rows:
        """Return the best rows, best first."""
        return self.rows[np.argsort(-self.outputs, kind="stable")[:count]]

    def feature(self, name: str) -> Floats:
        """Return one feature of all rows, by its name."""
        return self.features[:, self.names.index(name)]


@dataclass(frozen=True)
class EvidenceModel:
    """The learned scorer with its lexicon."""

    lexicon: Lexicon
    network: Network
    _places: dict[tuple[str, ...], Rows] = field(default_factory=dict, repr=False)

    def score(self, question: str, prepared: PreparedSentences, rows: Rows, passage_scores: Floats) -> Floats:
        """Return, for each of `rows`, the probability that the sentence answers; see `weigh`."""
        return self.weigh(question, prepared, rows, passage_scores).chances

    def weigh(self, question: str, prepared: PreparedSentences, rows: Rows, passage_scores: Floats) -> ScoredSentences:
        """Return the candidates with their outputs, probabilities and features.

        `rows` rise without repeats; `passage_scores` holds the retrieval score of each row's passage, above zero and
        higher for better. The other sentences of the rows' groups are read as context. A question without words gives
        every row the same very low output. A few milliseconds for 150 rows.
        """
        read = read_question(question)
        weights = self.lexicon.weigh(read)
        if len(rows) == 0 or not read.tokens:
            outputs = np.full(len(rows), _NO_WORDS, dtype=np.float32)
            return ScoredSentences(
                read, weights, rows, outputs, np.zeros_like(outputs), np.zeros((len(rows), 0), np.float32), ()
            )
        # A product of matrices may read past the end of its operands and flag what it finds there; it uses none of it.
        with np.errstate(invalid="ignore"):
            features, names = describe(read, weights, prepared, rows, passage_scores)
        outputs = self.network(features[:, self._columns(names)])
        return ScoredSentences(read, weights, rows, outputs, self.network.probability(outputs), features, names)

    def weigh_clauses(self, question: str, sentence: str, table: TokenTable) -> list[tuple[Clause, float]]:
        """Return the clauses of a sentence, in order and with offsets into it, each with its output.

        On CMRC-2018 dev the best clause of the answering sentence holds the answer in three cases of four, one of the
        best two in nine of ten. About a millisecond.
        """
        clauses = split_clauses(sentence)
        texts = [sentence[clause.start : clause.end] for clause in clauses]
        alone = np.ones(len(clauses), dtype=np.float32)
        scored = self.weigh(question, prepare(texts, [0] * len(texts), table), np.arange(len(texts)), alone)
        return list(zip(clauses, map(float, scored.outputs), strict=True))

    def _columns(self, names: tuple[str, ...]) -> Rows:
        if names not in self._places:
            place = {name: index for index, name in enumerate(names)}
            self._places[names] = np.array([place[name] for name in self.network.columns], dtype=np.int64)
        return self._places[names]


@cache
def load_evidence_model(folder: Path = MODELS) -> EvidenceModel:
    """Return the model in a folder, read once."""
    return EvidenceModel(Lexicon.load(folder / "lexicon.npz"), Network.load(folder / "evidence.npz"))

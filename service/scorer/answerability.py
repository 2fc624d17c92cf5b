"""Whether the chosen evidence really answers the question: one calibrated probability.

Learned on public questions put to texts that do and to texts that do not answer them, near misses among them: the same
paragraph without the answering sentence, another year, another place, an indicator that the report does not give.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.scorer.features import RELATIVE
from service.scorer.matches import match
from service.scorer.model import MODELS, PreparedSentences, ScoredSentences
from service.scorer.network import Network

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

_CHOSEN = 2
_WHOLE = (
    "tokens_in_report",
    "pairs_in_report",
    "gap_in_report",
    "gap_in_group",
    "gap_in_chosen",
    "latin_in_report",
    "numbers_in_report",
    "year_in_report",
    "year_of_header",
)
_ORDER = ("top", "chance", "chance_two")
"""How many others come near says nothing: a report may well give the same fact several times."""


@dataclass(frozen=True)
class AnswerabilityModel:
    """The learned judge of evidence."""

    network: Network
    _places: dict[tuple[str, ...], Rows] = field(default_factory=dict, repr=False)

    def judge(self, scored: ScoredSentences, prepared: PreparedSentences, chosen: Rows | None = None) -> float:
        """Return the probability, 0 to 1, that the chosen rows answer the question.

        `chosen` are rows of `scored`, best first; the best two when None. Nothing chosen, or a question without words,
        gives 0. About half a millisecond.
        """
        described = describe_evidence(scored, prepared, chosen)
        if described is None:
            return 0.0
        features, names = described
        if names not in self._places:
            place = {name: index for index, name in enumerate(names)}
            self._places[names] = np.array([place[name] for name in self.network.columns], dtype=np.int64)
        output = self.network(features[None, self._places[names]])
        return float(self.network.probability(output)[0])


@cache
def load_answerability_model(folder: Path = MODELS) -> AnswerabilityModel:
    """Return the model in a folder, read once."""
    return AnswerabilityModel(Network.load(folder / "answerability.npz"))


def describe_evidence(
    scored: ScoredSentences, prepared: PreparedSentences, chosen: Rows | None = None
) -> tuple[Floats, tuple[str, ...]] | None:
    """Return the features of chosen rows and their names; None when there is nothing to describe."""
    if not len(scored.rows) or not scored.names:
        return None
    rows = scored.best(_CHOSEN) if chosen is None else chosen[:_CHOSEN]
    if not len(rows):
        return None
    places = np.searchsorted(scored.rows, rows)
    kept = _kept_columns(scored.names)
    first = scored.features[places[0], kept]
    best = scored.features[places][:, kept].max(axis=0)
    names = tuple(scored.names[column] for column in kept)
    return (
        np.concatenate([first, best, _describe_order(scored, places), _describe_whole(scored, prepared, rows)]),
        (*(f"first_{name}" for name in names), *(f"best_{name}" for name in names), *_ORDER, *_WHOLE),
    )


_KEPT: dict[tuple[str, ...], Rows] = {}


def _kept_columns(names: tuple[str, ...]) -> Rows:
    if names not in _KEPT:
        left_out = {f"{name}_below_{other}" for name in RELATIVE for other in ("best", "group")}
        left_out |= {"place", "place_share", "is_first", "is_last", "group_size", "passage_share", "passage_rank"}
        _KEPT[names] = np.array([i for i, name in enumerate(names) if name not in left_out], dtype=np.int64)
    return _KEPT[names]


def _describe_order(scored: ScoredSentences, places: Rows) -> Floats:
    """Return how sure the scorer is of the chosen rows."""
    chances = scored.chances[places]
    return np.array([scored.outputs[places[0]], chances[0], chances.max()], dtype=np.float32)


def _describe_whole(scored: ScoredSentences, prepared: PreparedSentences, rows: Rows) -> Floats:
    """Return what of the question the report, the rows' groups and the rows leave out."""
    question, weights = scored.question, scored.weights
    token, pair = weights.token_idf * weights.token_rate, weights.pair_idf * weights.pair_rate
    header = prepared.header_tokens[int(rows[0])]
    known = np.array([item in prepared.vocabulary or item in header for item in question.tokens], dtype=np.float32)
    pairs = question.bigrams
    known_pairs = np.array([item in prepared.pairs for item in pairs], dtype=np.float32)
    in_header = np.array([a in header and b in header for a, b in pairs], dtype=np.float32)
    found = match(question, prepared, np.sort(rows))
    in_group = np.maximum(found.has_pair.max(axis=0, initial=0), in_header)
    in_rows = np.maximum(found.has_pair[np.searchsorted(found.rows, rows)].max(axis=0, initial=0), in_header)
    numbers = [index for index, item in enumerate(question.tokens) if item[0].isdecimal()]
    latin = [index for index, item in enumerate(question.tokens) if item.isascii() and not item[0].isdecimal()]
    header_year = int(prepared.header_years[int(rows[0])])
    values = (
        float(known @ token) / max(float(token.sum()), 1e-6),
        float(known_pairs @ pair) / max(float(pair.sum()), 1e-6),
        _gap(np.maximum(known_pairs, in_header), pair),
        _gap(in_group, pair),
        _gap(in_rows, pair),
        float(known[latin].mean()) if latin else 1.0,
        float(known[numbers].mean()) if numbers else 1.0,
        float(any(str(year) in prepared.vocabulary for year in question.years)) if question.years else 1.0,
        float(header_year - question.years[0] in (0, 1)) if question.years and header_year else 0.5,
    )
    return np.array(values, dtype=np.float32)


def _gap(held: Floats, weights: Floats) -> float:
    """Return the heaviest unbroken run of pairs that are not held, as a share of all: a name that is missing."""
    total, heaviest, running = float(weights.sum()), 0.0, 0.0
    for has, weight in zip(held, weights, strict=True):
        running = 0.0 if has else running + float(weight)
        heaviest = max(heaviest, running)
    return heaviest / total if total > 0 else 0.0

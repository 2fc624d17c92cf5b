"""Retrieval scores of one question through ir-measures.

A passage is relevant when it is the first in the ranking to overlap a piece of the question's evidence; a piece that
no passage overlaps counts as a relevant passage that was not found. So a second passage over the same words (a
paragraph and its sentence runs) neither helps nor hurts, and R@k is the share of what must be proven that stands in
the first k passages.
"""

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, Success, nDCG

from eval.evidence import Evidence, meets
from eval.types import FoundPassage

DEPTH = 10
"""How many passages are asked for and looked at."""

MEASURES = {
    "R@1": R @ 1,
    "R@5": R @ 5,
    "R@10": R @ 10,
    "found@5": Success @ 5,
    "MRR": RR @ DEPTH,
    "nDCG@10": nDCG @ DEPTH,
}
"""Names as shown, and the measures; each is 0 to 1, higher is better."""


def score_ranking(
    passages: Sequence[FoundPassage], evidence: Sequence[Evidence], report_id: str
) -> Mapping[str, float]:
    """Return every measure for one ranking, best passage first; empty where there is no evidence."""
    if not evidence:
        return {}
    relevant = _relevant_documents(passages[:DEPTH], evidence, report_id)
    qrels = [Qrel("q", document, 1) for document in relevant]
    # Falling scores, so that ir-measures keeps the order given and needs not break ties.
    run = [ScoredDoc("q", _name(rank), float(-rank)) for rank in range(len(passages[:DEPTH]))]
    if not run:
        return dict.fromkeys(MEASURES, 0.0)
    scores = ir_measures.calc_aggregate(list(MEASURES.values()), qrels, run)
    return {name: float(scores[measure]) for name, measure in MEASURES.items()}


def _relevant_documents(
    passages: Sequence[FoundPassage], evidence: Sequence[Evidence], report_id: str
) -> Sequence[str]:
    documents: dict[str, None] = {}
    for index, piece in enumerate(evidence):
        first = next(
            (rank for rank, found in enumerate(passages) if found.report_id == report_id and _meets(found, piece)),
            None,
        )
        documents[f"missing {index}" if first is None else _name(first)] = None
    return list(documents)


def _meets(found: FoundPassage, piece: Evidence) -> bool:
    return meets((found.start, found.end), piece)


def _name(rank: int) -> str:
    return f"rank {rank}"

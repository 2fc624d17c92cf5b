"""How an answer came about, for those who ask with `debug`."""

from collections.abc import Mapping, Sequence
from typing import Any

from index.types import Hit
from service.evidence.evidence import Evidence
from service.question.question import Question


def explain(
    question: Question, hits: Sequence[Hit], evidence: Sequence[Evidence], features: Mapping[str, float]
) -> dict[str, Any]:
    """Return what `debug` gives: the question understood, passages, sentences and confidence."""
    return {
        "question": {
            "kind": question.kind,
            "content": question.content,
            "indicators": question.indicators,
            "named": question.named,
            "periods": question.periods,
            "status": question.status,
            "measure": question.measure,
            "unit": question.unit,
            "count": question.count,
        },
        "hits": [
            {
                "report_id": h.passage.report_id,
                "start": h.passage.start,
                "score": h.score,
                "dense": h.dense,
                "lexical": h.lexical,
                "late": h.late,
            }
            for h in hits
        ],
        "confidence": dict(features),
        "evidence": [
            {"start": e.sentence.start, "score": e.score, "chance": e.chance, "quote": e.quote} for e in evidence[:10]
        ],
    }

"""From one answer to one record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eval.datasets import GoldQuestion, Half
from eval.evidence import Evidence, holds, locate, meets, score_citations
from eval.matching import forbidden_found, keys_found, strip_marks
from eval.records import Detail, QuestionRecord, public_id
from eval.support import unbacked_numbers
from eval.types import Answer, Citation, ReportText, Span


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, what came back and what was measured on the way."""

    question: GoldQuestion
    report: ReportText
    answer: Answer
    latency_ms: float
    alone: Answer | None = None
    """The answer to the stand-alone form of a follow-up."""
    ranking: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is right and what is missing in one answer."""

    missing_keys: tuple[str, ...]
    forbidden: tuple[str, ...]
    missing_evidence: tuple[str, ...]
    answer_right: bool
    evidence_cited: bool

    @property
    def right(self) -> bool:
        """Whether the answer is right and proven."""
        return self.answer_right and self.evidence_cited


def judge_answer(question: GoldQuestion, answer: Answer, evidence: Sequence[Evidence]) -> Verdict:
    """Return the verdict on an answer to an answerable question."""
    text = answer.answer or ""
    spans = cited_spans(answer, question.report)
    found = keys_found(text, question.keys)
    missing_keys = tuple(" | ".join(key) for key, there in zip(question.keys, found, strict=True) if not there)
    forbidden = tuple(forbidden_found(text, question.forbidden))
    missing_evidence = tuple(
        " | ".join(quotes)
        for quotes, piece in zip(question.evidence, evidence, strict=True)
        if not any(meets(span, piece) for span in spans)
    )
    return Verdict(
        missing_keys=missing_keys,
        forbidden=forbidden,
        missing_evidence=missing_evidence,
        answer_right=answer.answered and not missing_keys and not forbidden,
        evidence_cited=answer.answered and not missing_evidence,
    )


def cited_spans(answer: Answer, report_id: str) -> list[Span]:
    """Return the cited spans; a citation of another report becomes an empty span, which meets nothing."""
    return [
        (citation.start, citation.end) if citation.report_id == report_id else (0, 0) for citation in answer.citations
    ]


def score_answer(asked: Asked) -> QuestionRecord:
    """Return the record of one question.

    Raises:
        ValueError: the evidence does not stand in the report.
    """
    question, answer = asked.question, asked.answer
    evidence = locate(question.evidence, asked.report.text)
    verdict = judge_answer(question, answer, evidence)
    met = score_citations(cited_spans(answer, question.report), evidence) if answer.answered else None
    shown = _shown_citations(answer)
    unbacked = unbacked_numbers(answer, question.question) if answer.answered else []
    alone = judge_answer(question, asked.alone, evidence) if asked.alone else None
    return QuestionRecord(
        **_identity(question),
        answered=answer.answered,
        right=verdict.right if question.answerable else not answer.answered,
        answer_right=verdict.answer_right if question.answerable else None,
        evidence_cited=verdict.evidence_cited if question.answerable else None,
        citation_recall=met.recall if met else None,
        citation_precision=met.precision if met else None,
        char_recall=met.char_recall if met else None,
        char_precision=met.char_precision if met else None,
        citations=len(shown),
        citations_holding=sum(_holds(citation, asked) for citation in shown),
        numbers_backed=not unbacked if answer.answered else None,
        answer_chars=len(strip_marks(answer.answer or "").strip()) if answer.answered else None,
        confidence=answer.confidence,
        latency_ms=asked.latency_ms,
        right_alone=_right_alone(asked, alone),
        ranking={leg: dict(scores) for leg, scores in asked.ranking.items() if scores},
        error=None,
        detail=_detail(asked, verdict, unbacked) if question.half is Half.TUNE else None,
    )


def failed_record(question: GoldQuestion, error: str, latency_ms: float) -> QuestionRecord:
    """Return the record of a question that made the service fail: wrong, whatever was expected."""
    answerable = question.answerable
    return QuestionRecord(
        **_identity(question),
        answered=False,
        right=False,
        answer_right=False if answerable else None,
        evidence_cited=False if answerable else None,
        citation_recall=None,
        citation_precision=None,
        char_recall=None,
        char_precision=None,
        citations=0,
        citations_holding=0,
        numbers_backed=None,
        answer_chars=None,
        confidence=0.0,
        latency_ms=latency_ms,
        right_alone=False if question.standalone else None,
        ranking={},
        error=error,
        detail=None,
    )


def _identity(question: GoldQuestion) -> dict[str, Any]:
    return {
        "id": public_id(question.id, question.half),
        "report": question.report,
        "half": question.half,
        "kind": question.kind,
        "language": question.language,
        "follow_up": bool(question.history),
        "reason": question.reason,
        "answerable": question.answerable,
    }


def _shown_citations(answer: Answer) -> tuple[Citation, ...]:
    # The nearest passages of a refusal are shown as quotes too, so they must hold as well.
    return answer.citations + (answer.refusal.nearest if answer.refusal else ())


def _holds(citation: Citation, asked: Asked) -> bool:
    return holds(citation, asked.report if citation.report_id == asked.question.report else None)


def _right_alone(asked: Asked, alone: Verdict | None) -> bool | None:
    if asked.alone is None or alone is None:
        return None
    return alone.right if asked.question.answerable else not asked.alone.answered


def _detail(asked: Asked, verdict: Verdict, unbacked: Sequence[str]) -> Detail:
    answer = asked.answer
    judged = asked.question.answerable and answer.answered
    return Detail(
        question=asked.question.question,
        expected=asked.question.answer,
        answer=answer.answer or (answer.refusal.message if answer.refusal else ""),
        quotes=tuple(citation.quote for citation in answer.citations),
        missing_keys=verdict.missing_keys if judged else (),
        forbidden=verdict.forbidden if judged else (),
        missing_evidence=verdict.missing_evidence if judged else (),
        unbacked_numbers=tuple(unbacked),
        refusal_reason=answer.refusal.reason if answer.refusal else None,
    )

"""Where the evidence of a question stands in its report, and how well citations meet it."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from eval.types import Citation, ReportText, Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that must be proven: any one of its spans does."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CitationScores:
    """How the citations of one answer meet the evidence, each 0 to 1."""

    recall: float
    """Share of the evidence that a citation overlaps."""
    precision: float
    """Share of the citations that overlap any evidence; 0 without citations."""
    char_recall: float
    """Share of the evidence's characters that are cited (the best cited place of each)."""
    char_precision: float
    """Share of the cited characters that are evidence; 0 without citations."""


def occurrences(quote: str, text: str) -> tuple[Span, ...]:
    """Return every place where a quote stands verbatim, in text order; none for an empty quote."""
    spans: list[Span] = []
    start = text.find(quote) if quote else -1
    while start >= 0:
        spans.append((start, start + len(quote)))
        start = text.find(quote, start + 1)
    return tuple(spans)


def locate(quotes: Iterable[Sequence[str]], text: str) -> tuple[Evidence, ...]:
    """Return the evidence for lists of alternative quotes.

    Raises:
        ValueError: none of the alternatives stands in the text.
    """
    found: list[Evidence] = []
    for alternatives in quotes:
        spans = tuple(span for quote in alternatives for span in occurrences(quote, text))
        if not spans:
            raise ValueError(f"not verbatim in the report: {' | '.join(alternatives)}")
        found.append(Evidence(spans))
    return tuple(found)


def overlaps(one: Span, other: Span) -> bool:
    """Return whether two spans share a character."""
    return max(one[0], other[0]) < min(one[1], other[1])


def meets(span: Span, evidence: Evidence) -> bool:
    """Return whether a span shares a character with any place of the evidence."""
    return any(overlaps(span, place) for place in evidence.spans)


def score_citations(spans: Sequence[Span], evidence: Sequence[Evidence]) -> CitationScores | None:
    """Return how cited spans meet the evidence; None where there is no evidence to meet."""
    if not evidence:
        return None
    cited = _characters(spans)
    proving = _characters(place for piece in evidence for place in piece.spans)
    met = sum(any(meets(span, piece) for span in spans) for piece in evidence)
    good = sum(any(meets(span, piece) for piece in evidence) for span in spans)
    return CitationScores(
        recall=met / len(evidence),
        precision=good / len(spans) if spans else 0.0,
        char_recall=_covered_share(cited, evidence),
        char_precision=len(cited & proving) / len(cited) if cited else 0.0,
    )


def _covered_share(cited: set[int], evidence: Sequence[Evidence]) -> float:
    best = [max(piece.spans, key=lambda span: _covered(cited, span)) for piece in evidence]
    return sum(_covered(cited, span) for span in best) / sum(end - start for start, end in best)


def _covered(cited: set[int], span: Span) -> int:
    return sum(index in cited for index in range(*span))


def _characters(spans: Iterable[Span]) -> set[int]:
    return {index for span in spans for index in range(*span)}


def holds(citation: Citation, report: ReportText | None) -> bool:
    """Return whether a citation's quote and SHA-256 are those of the report's text."""
    if report is None or not 0 <= citation.start < citation.end <= len(report.text):
        return False
    same_quote = report.text[citation.start : citation.end] == citation.quote
    return same_quote and citation.sha256 == _sha256(report.text)


@lru_cache(maxsize=64)
def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

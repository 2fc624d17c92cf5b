"""An answer before it is verified: its text with [n] marks and the spans they stand for."""

from dataclasses import dataclass, field

from corpus.types import Figure
from service.reading import Reading
from service.schemas import Computation


@dataclass
class Draft:
    """Text and what proves it; the n-th span is citation n + 1."""

    text: str = ""
    spans: list[tuple[Reading, int, int]] = field(default_factory=list)
    figures: list[tuple[Figure, Reading, int]] = field(default_factory=list)
    """With the number of the citation that holds each."""
    computation: Computation | None = None
    confidence: float = 0.0

    def cite(self, reading: Reading, start: int, end: int) -> str:
        """Return the mark of a span, a new one unless the span is cited already."""
        for number, (known, a, b) in enumerate(self.spans, start=1):
            if known.report.id == reading.report.id and a <= start and end <= b:
                return f"[{number}]"
        self.spans.append((reading, start, end))
        return f"[{len(self.spans)}]"

    def cite_figure(self, reading: Reading, figure: Figure) -> str:
        """Return the mark of a figure's clause and keep the figure as data."""
        mark = self.cite(reading, figure.clause_start, figure.clause_end)
        self.figures.append((figure, reading, int(mark[1:-1])))
        return mark

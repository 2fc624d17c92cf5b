"""An answer before it is verified: its text with [n] marks and the spans they stand for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.types import Figure
from service.reading.reading import Reading
from service.schemas import Computation
from service.wording.wording import say

_MARK = re.compile(r"\[\d+\]")


@dataclass
class Draft:
    """Text and what proves it; the n-th span is citation n + 1."""

    text: str = ""
    spans: list[tuple[Reading, int, int]] = field(default_factory=list)
    figures: list[tuple[Figure, Reading, int]] = field(default_factory=list)
    """With the number of the citation that holds each."""
    computation: Computation | None = None
    confidence: float = 1.0
    features: dict[str, float] = field(default_factory=dict)
    """What the confidence was estimated from."""

    def cite(self, reading: Reading, start: int, end: int) -> str:
        """Return the mark of a span, a new one unless the span is cited already."""
        for number, (known, a, b) in enumerate(self.spans, start=1):
            if known.report.id == reading.report.id and a <= start and end <= b:
                return f"[{number}]"
        self.spans.append((reading, start, end))
        return f"[{len(self.spans)}]"

    def absorb(self, other: "Draft") -> None:
        """Append another draft, its marks renumbered."""
        marks = {f"[{number}]": self.cite(*span) for number, span in enumerate(other.spans, start=1)}
        text = _MARK.sub(lambda match: marks.get(match.group(), match.group()), other.text)
        self.text = f"{self.text}\n{text}".strip()
        self.figures += [(figure, reading, int(marks[f"[{n}]"][1:-1])) for figure, reading, n in other.figures]
        self.computation = _join_computations(self.computation, other.computation)
        self.confidence = min(self.confidence, other.confidence)
        self.features = self.features or other.features

    def cite_figure(self, reading: Reading, figure: Figure) -> str:
        """Return the mark of a figure's clause and keep the figure as data."""
        mark = self.cite(reading, figure.clause_start, figure.clause_end)
        self.figures.append((figure, reading, int(mark[1:-1])))
        return mark

    def tell_result(self, shown: str, computation: Computation, told: Iterable[tuple[Reading, Figure]]) -> None:
        """Tell what was worked out, and below it the clauses of the figures that it comes from, each cited."""
        clauses = [
            f"{reading.quote(figure.clause_start, figure.clause_end)}{self.cite_figure(reading, figure)}"
            for reading, figure in told
        ]
        self.computation = computation
        self.text = f"{shown}\n{'；'.join(dict.fromkeys(clauses))}"

    def tell_list(self, language: str, members: Sequence[str]) -> None:
        """Tell how many members there are, and each with its mark under its number."""
        numbered = (f"{number}. {member}" for number, member in enumerate(members, start=1))
        self.text = "\n".join([say(language, "total", count=len(members)), *numbered])


def _join_computations(first: Computation | None, second: Computation | None) -> Computation | None:
    """Return one computation that shows both: the result is the first one's."""
    if first is None or second is None:
        return first or second
    return first.model_copy(update={"expression": f"{first.expression}；{second.expression}"})

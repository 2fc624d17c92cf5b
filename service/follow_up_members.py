"""Whether an answer to "哪几个?" after "几个?" names what was counted: the report may only have counted it."""

import re
from dataclasses import dataclass

from service.draft import Draft

_CLAUSE = re.compile(r"[，,。；;：:]")
_RUN = re.compile(r"[^、]{2,}、[^、]{2,}|[^和]{2,}和[^和]{2,}|《[^》]+》|“[^”]+”")
_FEW = 2


@dataclass(frozen=True)
class Members:
    """What was counted before, whose names are asked for."""

    thing: str
    """In the words of the question; empty where they are not Chinese."""
    count: int | None
    """How many there are, where the answer before told it."""

    def are_named(self, draft: Draft) -> bool:
        """Say whether an answer is a list of as many, or quotes a clause of the thing in which names stand in a row."""
        if self.count and self.count <= len(draft.spans) <= self.count + 1 and self.count > 1:
            return True
        clauses = [
            clause
            for reading, start, end in draft.spans
            for clause in _CLAUSE.split(reading.quote(start, end))
            if _RUN.search(clause)
        ]
        if not self.thing:
            # 太行低空、上党文化、悦动太行3条线路: the row stands before its number.
            number = str(self.count) if self.count else r"\d+"
            row = re.compile(rf"[^、]{{2,}}[、和][^、\d]{{2,}}{number}(?!\d)")
            return any(row.search(clause) for clause in clauses)
        named = {self.thing[at : at + _FEW] for at in range(max(1, len(self.thing) - 1))}
        return any(any(words in clause for words in named) for clause in clauses)

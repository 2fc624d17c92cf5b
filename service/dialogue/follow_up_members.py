"""Whether an answer to "哪几个?" after "几个?" names what was counted: the report may only have counted it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.dialogue.told_numbers import find_told, list_figures, read_numbers
from service.draft import Draft
from service.languages.gloss import tell
from service.parts.answers import Answered

_CLAUSE = re.compile(r"[，,。；;：:]")
_RUN = re.compile(r"[^、]{2,}、[^、]{2,}|[^和]{2,}和[^和]{2,}|《[^》]+》|“[^”]+”")
_FEW = 2
_SENTENCE_PART = re.compile(r"[，,。；;：:！]")
_LEFT_OPEN = re.compile(r"、[^，。；、]*等(?:\d|[一二两三四五六七八九十]|$)")
"""Names of which a row gives only the first: 甲、乙等6所."""
_NAMES = re.compile(r"[^、]{2,}(?:、[^、]{2,}|[和及][^、]{2,})(?:等)?$")


@dataclass(frozen=True)
class Members:
    """What was counted before, whose names are asked for."""

    thing: str
    """In the words of the question; empty where they are not Chinese."""
    count: int | None
    """How many there are, where the answer before told it."""

    words: str = ""
    """The thing in the words of the question, whatever its language."""
    question: str = ""
    """The question that counted them, standing alone."""
    told: str = ""
    """What was answered to it."""
    others: bool = False
    """Those beside the ones named before are asked for: 另外三所叫什么."""

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

    def leaves_open(self, draft: Draft) -> bool:
        """Say whether an answer names only some of what was counted, where the others are asked for."""
        told = (reading.quote(start, end) for reading, start, end in draft.spans)
        return self.others and any(_LEFT_OPEN.search(text) for text in told)

    def quote_row(self, found: Sequence[Answered], language: str) -> Draft | None:
        """Return the clause in which names stand before the number that was told; None where none do."""
        for row in (find_told(found, read_numbers(self.told)) or list_figures(found))[:_FEW]:
            sentence = row.reading.sentences[row.reading.row_at(row.figure.start)]
            before = row.reading.quote(sentence.start, row.figure.start)
            start = max((mark.end() for mark in _SENTENCE_PART.finditer(before)), default=0)
            after = _SENTENCE_PART.search(row.reading.quote(row.figure.end, sentence.end))
            end = row.figure.end + after.start() if after else sentence.end
            if _NAMES.search(before[start:]) and not self.others:
                draft = Draft(confidence=row.sure)
                mark = draft.cite(row.reading, sentence.start + start, end)
                draft.text = tell(language, row.reading.quote(sentence.start + start, end), mark)
                return draft
        return None

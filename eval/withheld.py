"""Reports without what answers a question: near-misses in people's own words, as many as there are gold questions.

Asked of the report without its answer, a gold question has none, though everything else still speaks of its subject. A
service that answers all the same answers with something else.
"""

import re
from dataclasses import replace

from corpus.library import make_report
from corpus.types import Report
from eval.datasets import GoldQuestion
from eval.evidence import locate
from eval.matching import contains_key
from service.reading.terms import cut_tokens

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?|\n")
_SHARED = 2
"""Words that a sentence with a key's number shares with the question when it says the same once more."""


def withhold(report: Report, question: GoldQuestion) -> Report | None:
    """Return a report without the sentences that answer a question; None where nothing can be taken out.

    Those that hold evidence go, and those that repeat a key's number beside words of the question. Place, year and
    level stay as they are. Cost: reading a report anew, some 50 ms.
    """
    spans = [span for piece in locate(question.evidence, report.text) for span in piece.spans]
    numbers = [key for keys in question.keys for key in keys if any(char.isdigit() for char in key)]
    asked = cut_tokens(question.question)
    kept = []
    for match in _SENTENCE.finditer(report.text):
        start, end = match.span()
        answers = any(start < b and a < end for a, b in spans)
        repeats = len(asked & cut_tokens(match.group())) >= _SHARED and any(
            contains_key(match.group(), key) for key in numbers
        )
        if not answers and not repeats:
            kept.append(match.group())
    text = "".join(kept)
    if text == report.text or not text.strip():
        return None
    return replace(make_report(text, report.id), place=report.place, year=report.year, level=report.level)

"""Lists told in a sentence for each member: one town is among the ten strongest of one kind, one of another.

The sentences that hold the same words of the question, wherever they stand.
"""

from collections.abc import Iterator, Sequence

from service.draft import Draft
from service.evidence.evidence import Evidence
from service.question.cues import Kind
from service.question.question import Question

_WORD = 3
"""Characters of the words that the sentences share with the question."""
_SENTENCE = 50
"""Characters of a sentence that tells of one member."""
_LOOKED_AT = 10
_FEWEST, _MOST = 3, 8


def compose_alike(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the short sentences that hold rare words of the question; None where the best two are not such."""
    if question.kind is not Kind.LIST or question.language != "zh" or question.both or len(evidence) < _FEWEST:
        return None
    words = set(_cut(question.content))
    reading = evidence[0].reading
    if not all(_tells_one(item, words) for item in evidence[:2]):
        return None
    found = [item for item in evidence[:_LOOKED_AT] if item.reading is reading and _tells_one(item, words)]
    shared = {word for item in found[:2] for word in words if word in item.quote}
    found = [item for item in found if any(word in item.quote for word in shared)]
    if not _FEWEST <= len(found) <= _MOST or question.count not in (None, len(found)):
        return None
    draft = Draft(features={"named_list": 1.0})
    found.sort(key=lambda one: one.sentence.start)
    members = [f"{item.quote}{draft.cite(reading, item.sentence.start, item.sentence.end)}" for item in found]
    draft.tell_list(question.language, members)
    return draft


def _cut(content: str) -> Iterator[str]:
    """Yield every run of so many Chinese characters."""
    for piece in content.split():
        yield from (piece[start : start + _WORD] for start in range(len(piece) - _WORD + 1))


def _tells_one(item: Evidence, words: set[str]) -> bool:
    quote = item.quote
    return len(quote) <= _SENTENCE and quote.count("、") < 2 and any(word in quote for word in words)

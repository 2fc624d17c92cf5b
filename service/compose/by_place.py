"""What each county, district or town does: the sentences of one paragraph that each open with the name of one."""

import re
from collections.abc import Sequence

from corpus.normal_form import normalise
from service.compose.list_words import load_list_words
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.question.question import Question
from service.reading.reading import Reading

_FEWEST, _MOST = 3, 20
_LOOKED_AT = 12
_OPENS = re.compile(
    r"\W{0,3}(?![全各本我该两有以将把对在])(?P<name>[一-龥]{1,5}?[区县市旗镇乡])(?![域级委内外直属镇乡村州辖长])"
)


def compose_by_place(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return what a paragraph tells of each of the places that a question asks of; None where none tells of several.

    Where the question says how many there are, the paragraph must tell of just so many.
    """
    asked = load_list_words()["of_each_place"].search(normalise(question.text)) if question.language == "zh" else None
    if asked is None or not evidence:
        return None
    reading = evidence[0].reading
    for paragraph in dict.fromkeys(item.sentence.paragraph for item in evidence[:_LOOKED_AT]):
        spans = _find_places(reading, paragraph)
        if _FEWEST <= len(spans) <= _MOST and question.count in (None, len(spans)):
            draft = Draft(features={"named_list": 1.0})
            draft.tell_list("zh", [f"{reading.quote(*span)}{draft.cite(reading, *span)}" for span in spans])
            return draft
    return None


def _find_places(reading: Reading, paragraph: int) -> list[tuple[int, int]]:
    """Return the spans of the sentences of a paragraph that open with places of their own."""
    found: dict[str, tuple[int, int]] = {}
    for sentence in (one for one in reading.sentences if one.paragraph == paragraph):
        match = _OPENS.match(reading.report.text, sentence.start, sentence.end)
        if match is not None:
            found.setdefault(match["name"], (sentence.start, sentence.end))
    return list(found.values())

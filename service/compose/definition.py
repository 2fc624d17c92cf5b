"""What a report's own glossary says of a term that a question names (名词解释: “三带”：...)."""

import re
from collections.abc import Sequence

from corpus.definitions import Definition
from corpus.normal_form import normalise
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.languages.gloss import tell
from service.question.cues import Kind
from service.question.question import Question
from service.reading.reading import Reading

_KINDS = (Kind.DEFINITION, Kind.LIST, Kind.STATEMENT, Kind.WHERE)
_ASKS_MEANING = re.compile(
    r"指|是(?:什么|啥|哪)|都[是有]|含义|意思|包括|解释|理解|哪[几些个二两三四五六七八九十\d]|\bmean|\bwhat (?:is|are)\b"
)
_QUOTED = re.compile(r"[“\"「『]([^”\"」』]{2,})[”\"」』]")
_JOINTS = re.compile(r"[、，,；;]")
_SHORTEST = 3
"""Characters of a term that is not in quotation marks."""


def compose_definition(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the glossary's line on the longest term that a question names; None where it names none."""
    asks = question.kind is Kind.DEFINITION or bool(_ASKS_MEANING.search(question.text))
    if question.kind not in _KINDS or not evidence or not asks:
        return None
    normal = normalise(question.text)
    reading = evidence[0].reading
    named = [(core, one) for one in reading.definitions if (core := _find_core(reading, one)) and core in normal]
    if not named:
        # A longer term may open with the one that a question puts in quotation marks.
        said = [term for term in _QUOTED.findall(normal) if len(term) > _SHORTEST]
        cores = [(core, one) for one in reading.definitions if (core := _find_core(reading, one))]
        named = [(core, one) for core, one in cores if any(core.startswith(term) for term in said)][:1]
    if not named:
        return None
    found = max(named, key=lambda row: len(row[0]))[1]
    meaning = reading.quote(found.start, found.end)
    if question.kind is Kind.LIST and not _JOINTS.search(meaning):
        return None
    draft = Draft(features={"definition": 1.0})
    mark = draft.cite(reading, found.term_start, found.end)
    # A term may have a line of its own.
    told = re.sub(r"\s*\n\s*", "：", reading.quote(found.term_start, found.end).replace("**", ""), count=1)
    draft.text = tell(question.language, told, mark)
    return draft


def _find_core(reading: Reading, definition: Definition) -> str | None:
    """Return what a question must say to mean a term: what stands in its quotation marks, else all of it."""
    term = reading.quote(definition.term_start, definition.term_end)
    quoted = _QUOTED.findall(term)
    core = normalise(quoted[0] if len(quoted) == 1 else term).strip("“”\"'「」『』 ")
    return core if quoted or len(core) >= _SHORTEST else None

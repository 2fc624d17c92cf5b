"""Lists that a short sentence announces with their number, told below it: 加快建设三条通道。加快甲隧道、乙大桥建设….

What stands below holds just so many members: side by side in its first sentences, or one sentence for each.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.normal_form import normalise
from corpus.numerals import parse_number
from service.compose.headed import Block, find_block
from service.compose.members import count_members
from service.compose.shorthand import read_numbers
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.languages.gloss import tell
from service.question.cues import Kind
from service.question.question import Question
from service.reading.reading import Reading

_SHORTHAND = re.compile(r"[“\"「『](?P<name>[^“”\"「」『』]{2,12})[”\"」』]")
_COUNTED = re.compile(
    r"(?<![第\d])(?P<number>[二两三四五六七八九十]{1,2}|\d{1,2})(?:个|大|项|条|类|种|件|处|家|座|样|道|张|块)?(?![是要年月日])(?P<noun>[一-龥]{2,12})"
)
_NUMBER = re.compile(r"^(?:[二两三四五六七八九十]{1,2}|\d{1,2})(?:个|大|项|条)?")
_AFTER_NOUN = re.compile(r"[是都叫指分要具怎什呢吗各哪有]|具体|到底|究竟|一共")
_SHARED = 2
"""Characters of a noun that stand beside each other in the announcement as well."""
_LEAST_SHARED = 0.6
"""The share of a noun's characters that the announcement holds."""
_FEWEST, _MOST = 3, 15
_LOOKED_AT = 8
_CLAUSE = re.compile(r"[，,；;。]")
_OPENS_BOLD = re.compile(r"\*\*[^*]{2,30}[，,：:。]?\*\*")
_FIRST = 2
"""Sentences below the announcement that may hold all members."""


def compose_announced(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the members below the short sentence that announces as many of them as a question says; else None."""
    if question.kind is not Kind.LIST or question.position is not None or not evidence:
        return None
    reading = evidence[0].reading
    text = normalise(question.text) if question.language == "zh" else question.content
    names = list(_read_names(text))
    for item in evidence[:_LOOKED_AT] if names else ():
        block = find_block(reading, item.row) if item.reading is reading else None
        announced = normalise(item.quote)
        for name, size in names if block else ():
            spans = _find_members(block, name, size) if block and _announces(announced, name, size) else []
            if spans:
                return _write(question, reading, spans)
    return None


def _read_names(text: str) -> Iterator[tuple[str, int]]:
    """Yield what a question calls counted members, with their number: 市政大通道, 6; “一谷一区一岛一港”, 4."""
    for match in _SHORTHAND.finditer(text):
        size = sum(read_numbers(match["name"]))
        if _FEWEST <= size <= _MOST:
            yield match["name"], size
    for match in _COUNTED.finditer(text):
        size, noun = int(parse_number(match["number"]) or 0), _AFTER_NOUN.split(match["noun"])[0]
        if _FEWEST <= size <= _MOST and len(noun) >= _SHARED:
            yield noun, size


def _announces(announced: str, name: str, size: int) -> bool:
    """Say whether a sentence names counted members: the shorthand itself, or the number before most of the noun."""
    if name in announced and read_numbers(name):
        return True
    own = set(name) - {"的"}
    for match in _COUNTED.finditer(announced):
        if parse_number(match["number"]) == size:
            noun = match["noun"]
            pairs = any(noun[at : at + _SHARED] in name for at in range(len(noun) - 1))
            return pairs and len(own & set(noun)) >= _LEAST_SHARED * len(own)
    return False


def _find_members(block: Block, name: str, size: int) -> list[tuple[int, int]]:
    """Return the spans of just so many members below an announcement."""
    alike = _find_alike(block, _NUMBER.sub("", name), size)
    if alike:
        return alike
    sentences, reading = block.reading.sentences, block.reading
    rows = list(block.rows)
    bold = [row for row in rows if _OPENS_BOLD.match(reading.quote(sentences[row].start, sentences[row].end))]
    if len(bold) == size or len(rows) == size:
        return [(sentences[row].start, sentences[row].end) for row in (bold if len(bold) == size else rows)]
    for row in rows[:_FIRST]:
        if size in _count_all(reading.quote(sentences[row].start, sentences[row].end)):
            return [(sentences[row].start, sentences[row].end)]
    return []


def _find_alike(block: Block, noun: str, size: int) -> list[tuple[int, int]]:
    """Return the sentences whose first clause holds what a shorthand counts: “三个中心” -> 航运中心, 物流中心."""
    member = re.compile(rf"[^，。；]*?[一-龥]{{2}}(?<![个大项各]){re.escape(noun)}")
    sentences = [block.reading.sentences[row] for row in block.rows]
    text = block.reading.report.text
    spans = [(one.start, one.end) for one in sentences if member.match(text, one.start, one.end)]
    return spans if len(noun) >= _SHARED and len(spans) == size else []


def _count_all(sentence: str) -> set[int]:
    """Return how many members a sentence may hold: in one clause, or in all that stand beside one with several."""
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause]
    counts = [count_members(clause) for clause in clauses]
    return set().union(*counts) | ({sum(max(count, default=1) for count in counts)} if any(counts) else set())


def _write(question: Question, reading: Reading, spans: Sequence[tuple[int, int]]) -> Draft:
    draft = Draft(features={"named_list": 1.0})
    quotes = [(reading.quote(*span).replace("**", ""), draft.cite(reading, *span)) for span in spans]
    if len(quotes) == 1:
        draft.text = tell(question.language, *quotes[0])
    else:
        draft.tell_list(question.language, [f"{quote}{mark}" for quote, mark in quotes])
    return draft

"""What stands below a short sentence that only names it: the measures after "保障粮食安全。".

Reports open a block with a sentence that names its topic, and tell the rest in the sentences after it: up to the next
such sentence, or to the paragraph's end. Who asks how something is done, or why it is so, asks for what stands below.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.types import Role, Status
from service.compose.list_words import load_list_words
from service.evidence.evidence import Evidence
from service.question.cues import Kind
from service.question.question import Question
from service.reading.reading import Reading
from service.reading.terms import cut_tokens

_NUMBERING = re.compile(r"^\W*(?:第?[（(]?[一二三四五六七八九十\d]{1,3}(?:[)）]|[是要、，.．:：]))?\W*")
_END = "*。：:；; \n"
_SHORTEST, _LONGEST = 4, 22
"""Characters of a sentence that only names what stands below it, without its number."""
_COMMA = re.compile(r"[，,]")
_COUNTS = re.compile(r"\d")
_NEAR = 0.15
"""How far a topic's sentence may score behind the best to stand for it."""
_NAMED = 0.36
"""The share of the question's words that a topic holds where the question is about all of it."""
_FARTHER = 0.05
"""How much more of them it must hold than the best sentence does."""
_LOOKED_AT = 5
_MOST = 260
"""Characters of a block that is told whole; of a longer one the best sentences are."""


@dataclass(frozen=True)
class Block:
    """A sentence that names a topic, and the sentences below it."""

    reading: Reading
    topic: int
    rows: range
    """Rows of the sentences below it, in text order."""
    held: float = 0.0
    """The share of the question's words that the topic holds."""


def names_topic(reading: Reading, row: int) -> bool:
    """Say whether a sentence may only name what is told after it: it is short and holds no figure."""
    sentence = reading.sentences[row]
    words = _NUMBERING.sub("", reading.quote(sentence.start, sentence.end)).strip(_END)
    return _SHORTEST <= len(words) <= _LONGEST and not _COUNTS.search(words)


def _opens_next(reading: Reading, row: int) -> bool:
    """Say whether a sentence names a topic of its own: one of several clauses tells of the topic before it."""
    sentence = reading.sentences[row]
    return names_topic(reading, row) and not _COMMA.search(reading.quote(sentence.start, sentence.end))


def find_block(reading: Reading, row: int) -> Block | None:
    """Return the block that a sentence opens; None where it names no topic or nothing stands below it."""
    if not names_topic(reading, row):
        return None
    paragraphs, own = reading.outline.paragraphs, reading.sentences[row].paragraph
    below = own + 1 if _is_alone(reading, row) and paragraphs[own].role is Role.HEADING else own
    end = row + 1
    while end < len(reading.sentences) and reading.sentences[end].paragraph == below:
        end += 1
    topics = [other for other in range(row + 1, end) if _opens_next(reading, other)]
    first = row == 0 or reading.sentences[row - 1].paragraph != own
    if topics and (topics[0] == row + 1 or not first or len(topics) > 1):
        # Where the topic opens the paragraph, one more short sentence tells of it; several are topics of their own.
        end = topics[0]
    return Block(reading, row, range(row + 1, end)) if end > row + 1 else None


def find_told(question: Question, evidence: Sequence[Evidence]) -> Block | None:
    """Return the block that answers how or why: one whose topic is the best sentence, or what the question is about.

    None where the best sentence tells more of what is asked than any topic near it.
    """
    best = evidence[0]
    if question.language != "zh" or not _asks_below(question):
        return None
    held = hold_alone(question, best)
    own = find_block(best.reading, best.row)
    if own is not None:
        return replace(own, held=held)
    least = _NAMED if is_of_other_time(question, best) else max(_NAMED, held + _FARTHER)
    for item in evidence[1:_LOOKED_AT]:
        block = find_block(item.reading, item.row) if item.reading is best.reading else None
        if block is None or hold_alone(question, item) < least or is_of_other_time(question, item):
            continue
        if best.row in block.rows or best.score - item.score < _NEAR:
            return replace(block, held=hold_alone(question, item))
    return None


def list_told(block: Block, evidence: Sequence[Evidence]) -> list[tuple[int, int]]:
    """Return the spans of a block that are told: all of it in one where it is short, else its best sentences."""
    sentences = block.reading.sentences
    start, end = sentences[block.topic].start, sentences[block.rows[-1]].end
    if end - start <= _MOST and sentences[block.topic].paragraph == sentences[block.rows[-1]].paragraph:
        return [(start, end)]
    place = {item.row: number for number, item in enumerate(evidence) if item.reading is block.reading}
    chosen: list[int] = []
    length = 0
    for row in sorted(block.rows, key=lambda row: (place.get(row, len(evidence)), row)):
        length += sentences[row].end - sentences[row].start
        if chosen and length > _MOST:
            break
        chosen.append(row)
    return [(sentences[row].start, sentences[row].end) for row in sorted(chosen)]


def _asks_below(question: Question) -> bool:
    if question.kind is Kind.EXPLANATION:
        return True
    asks = question.kind in (Kind.LIST, Kind.STATEMENT) and question.count is None
    return asks and bool(load_list_words()["of_measures"].search(question.text))


def _is_alone(reading: Reading, row: int) -> bool:
    """Say whether a sentence is all of its paragraph."""
    own = reading.sentences[row].paragraph
    return row + 1 == len(reading.sentences) or reading.sentences[row + 1].paragraph != own


def is_of_other_time(question: Question, item: Evidence) -> bool:
    """Say whether a sentence plans where facts are asked for, or the other way round."""
    asked = question.status
    return asked is not None and (asked is Status.TARGET) != bool(item.reading.plans[item.row])


def hold_alone(question: Question, item: Evidence) -> float:
    """Return the share of the question's words that a sentence holds by itself."""
    words, terms = cut_tokens(item.quote), item.reading.terms
    asked = [cut_tokens(text) for text in question.wordings]
    return max(terms.mass(tokens & words) / (terms.mass(tokens) or 1.0) for tokens in asked)

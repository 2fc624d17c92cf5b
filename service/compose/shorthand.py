"""What a shorthand stands for, where the report tells its members right beside it, outside of any glossary.

Before it: 国铁、城轨、磁浮、智轨“四轨一体”. Behind it: 三大战役是：…；…；…. By the numbers that it is made of: “1234”
with “1个主业”, “2个特色产业” and so on.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.normal_form import normalise
from corpus.numerals import parse_number
from service.compose.members import count_members
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.languages.gloss import tell
from service.question.cues import Kind
from service.question.question import Question
from service.reading.reading import Reading

_KINDS = (Kind.LIST, Kind.STATEMENT, Kind.DEFINITION)
_NAMED = re.compile(
    r"[“\"「『](?P<quoted>[^“”\"「」『』]{2,10})[”\"」』]|(?P<digits>(?<!\d)12345?(?!\d))|(?P<bare>[三四五六七八九十](?:大|个|项|件)[一-龥]{2,6})"
)
_AFTER_NAME = re.compile(r"[是都叫指分要有具怎什在里的呢吗各代包]")
_NUMERAL = re.compile(r"[一二两三四五六七八九十]|\d{1,2}")
_CLOSES = r"[”\"」』]?"
_TELLS = re.compile(
    _CLOSES + r"[^，,。;；、：:“”]{0,6}?(?:分别是|分别为|是指|指的是|就是|即|是|包括|——|[：:（(])[：:]?"
    r"(?P<meaning>(?:(?![;；]\s*[“\"「『][^“”]{2,8}[”\"」』](?:即|是|指))[^。\n）)])+)"
)
_LONGER = re.compile(r"(?!建设|工程|工作|目标|要求|发展)[一-龥]")
_EDGE = re.compile(r"[，,。;；:：\n]")
_PART = re.compile(r"[;；]")
_JOINT = re.compile(r"[一-龥]{2}[及和与][一-龥]{2}")
_RUNS = ("12345", "1234", "123", "一二三四五", "一二三四", "一二三")
_APART = 4000
"""Characters from a shorthand made of numbers to the last of its members."""
_FEWEST = 3


def compose_shorthand(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return the words that tell what the shorthands named in the question stand for; None where none are by them."""
    if question.kind not in _KINDS or not evidence:
        return None
    reading = evidence[0].reading
    spans: list[tuple[int, int]] = []
    # A question in another language has the name in the words that it was put into.
    for name, quoted in _find_names(normalise(question.text) if question.language == "zh" else question.content):
        if quoted or not spans:
            spans += _find_numbers(reading, name) or _find_beside(reading, name, whole=question.language != "zh")
    if not spans:
        return None
    draft = Draft(features={"definition": 1.0})
    lines = [tell(question.language, reading.quote(*span), draft.cite(reading, *span)) for span in spans]
    draft.text = "\n".join(dict.fromkeys(lines))
    return draft


def _find_names(normal: str) -> Iterator[tuple[str, bool]]:
    """Give the shorthands of a text, and whether they stand in quotation marks."""
    for match in _NAMED.finditer(normal):
        name = match["quoted"] or match["digits"] or _AFTER_NAME.split(match["bare"])[0]
        if len(name) > 1 and read_numbers(name):
            yield name, bool(match["quoted"])


def read_numbers(name: str) -> list[int]:
    """Return the numbers in a shorthand's name, in order: of “一谷一区一岛一港” four times 1."""
    return [int(parse_number(number) or 0) for number in _NUMERAL.findall(name)]


def _find_beside(reading: Reading, name: str, whole: bool) -> list[tuple[int, int]]:
    """Return the clause or sentence that tells just so many members right before or behind the name.

    A name that is put into Chinese (`whole`) is none that only begins a longer one.
    """
    numbers = read_numbers(name)
    sizes = {sum(numbers), numbers[0]} - {0, 1, 2}
    text = reading.report.text
    for match in re.finditer(re.escape(name), text):
        if whole and _LONGER.match(text, match.end()):
            continue
        told = _TELLS.match(text, match.end())
        opened = match.start() - (text[match.start() - 1] in '“"「『')
        if told and not sizes.isdisjoint(_count(told["meaning"])):
            return [(opened, told.end())]
        start, end = _find_clause(reading, opened, match.end())
        if not sizes.isdisjoint(count_members(text[start:opened].removesuffix("的").removesuffix("等"))):
            return [(start, end)]
    return []


def _find_clause(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the span from the mark before a place to the mark after it, within its sentence."""
    text, sentence = reading.report.text, reading.sentence_at(start)
    first = max((edge.end() for edge in _EDGE.finditer(text, sentence.start, start)), default=sentence.start)
    last = _EDGE.search(text, end)
    return first, min(sentence.end, last.start() if last else sentence.end)


def _count(meaning: str) -> set[int]:
    """Return how many members a meaning may have: those between semicolons, else those side by side.

    An "and" within a member may part two: 甲集群及乙集群、丙集群.
    """
    parts = [part for part in _PART.split(meaning) if part.strip()]
    if len(parts) > 1:
        return {len(parts)}
    counts = count_members(meaning)
    return counts | {max(counts) + more for more in range(1, len(_JOINT.findall(meaning)) + 1) if counts}


def _find_numbers(reading: Reading, name: str) -> list[tuple[int, int]]:
    """Return the clauses that name one of a first thing, two of a second and so on, behind a name like “1234”."""
    if name not in _RUNS:
        return []
    text = reading.report.text
    members = [re.compile(rf"[“\"「『]{digit}[个大项条][^”\"」』]{{1,12}}[”\"」』]") for digit in name]
    for match in re.finditer(name, text):
        at, spans = match.end(), []
        for member in members:
            found = member.search(text, at, match.end() + _APART)
            if found is None:
                break
            at = found.end()
            spans.append(_find_clause(reading, found.start(), at))
        if len(spans) == len(members):
            return spans
    return []

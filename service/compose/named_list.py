"""Lists that go by their number and a shared word: “六个更加注重”, "五个长治": each member holds the word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.normal_form import normalise
from corpus.numerals import parse_number
from service.compose.shared import find_head_runs
from service.draft import Draft
from service.evidence.evidence import Evidence
from service.languages.gloss import tell
from service.question.question import Question
from service.reading.reading import Reading
from service.wording.wording import say

_NAMED = re.compile(r"([二两三四五六七八九十]{1,2}|\d{1,2})(?:个|大|项|条|类|种)[“\"「『]?([一-龥]{2,10})")
_QUOTED = re.compile(r"[“\"「『]([二两三四五六七八九十]{1,2}|\d{1,2})(?:个|大|项)([一-龥]{2,10})[”\"」』]")
_ENDED = re.compile(r"([三四五六七八九十]|\d{1,2})(?:个|大|项|条|类|种|件)[“\"「『]?([一-龥]{2,10})")
_QUOTED_SHORT = re.compile(r"[“\"「『]([三四五六七八九十])([一-龥])[”\"」』]")
_SHORT = re.compile(r"([三四五六七八九十])([一-龥])")
_AFTER_NAME = re.compile(r"[是都叫分要有具怎什在里的呢吗各]")
_ANY_MEMBER = re.compile(r".*(?:方面|项目|工作|任务|问题|重点|措施|目标|企业|地方|内容|领域|部分|行业|指标|名字|东西)")
"""What the members of any list may be called."""
_LOOKED_AT = 20
_SHORTEST = 3
"""Characters of a shared word that no quotation marks bound: 方面 and 项目 are what any list has."""
_FEWEST, _MOST = 2, 15
_BESIDE = 14
"""Characters from one member's word to the next, where members stand side by side in a clause."""
_OPENING = 6
"""Characters of a sentence before the word that opens it."""
_APART = 1500
"""Characters from one member that opens a sentence to the next."""
_EDGES = re.compile(r"[，。；：,;:\n！？]")


@dataclass(frozen=True)
class _Found:
    reading: Reading
    spans: tuple[tuple[int, int], ...]
    """Of the members, or of the one clause that holds all."""
    size: int


def compose_named_list(question: Question, evidence: Sequence[Evidence]) -> Draft | None:
    """Return as many members with a shared word as a question says; None where the report has not just so many."""
    if not evidence:
        return None
    reading = evidence[0].reading
    # A question in another language has the list's name in the words that it was put into.
    normal = normalise(question.text) if question.language == "zh" else question.content
    for size, word in (*_read_names(normal), *_complete_short(normal, reading)):
        found = _find_beside(reading, word, size) or _find_opening(reading, word, size)
        if found is not None:
            return _write(question, found)
    found = _find_openers(normal, reading)
    if found is not None:
        return _write(question, found)
    for size, word in _read_ends(normal):
        found = _find_heads(reading, word, size) or _find_ending(reading, evidence, word, size)
        if found is not None:
            return _write(question, found)
    return None


def _read_names(normal: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers of members with the word that they share, the longest words first."""
    for pattern in (_QUOTED, _NAMED):
        for match in pattern.finditer(normal):
            number = parse_number(match[1])
            if number is None or not _FEWEST <= number <= _MOST:
                continue
            lengths = (len(match[2]),) if pattern is _QUOTED else range(len(match[2]), _SHORTEST - 1, -1)
            yield from ((int(number), match[2][:length]) for length in lengths)


def _complete_short(normal: str, reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield short names with the word that the report gives their members: “五型”政府 -> 型政府, 建设忠诚型政府."""
    for number, char in dict.fromkeys(_SHORT.findall(normal)):
        whole = re.search(rf"[“\"「『]{number}{char}[”\"」』]([一-龥]{{2}})", reading.report.text)
        if whole:
            yield int(parse_number(number) or 0), f"{char}{whole[1]}"


def _find_openers(normal: str, reading: Reading) -> _Found | None:
    """Return the words that open the sentences behind a short name: “七网”建设。综合立体交通网，…。现代物流网，…."""
    text = reading.report.text
    for number, char in dict.fromkeys(_SHORT.findall(normal)):
        named = re.search(rf"[“\"「『]{number}{char}[”\"」』]", text)
        if named is None:
            continue
        opener = re.compile(rf"(?<=[。；;\n：:])[一-龥]{{1,10}}{char}(?=[，,：:])")
        spans = [match.span() for match in opener.finditer(text, named.end(), named.end() + _APART)]
        if len(spans) == parse_number(number):
            return _Found(reading, tuple(spans), len(spans))
    return None


def _read_ends(normal: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers of members with the word that each may end in: 四种政府 -> 责任政府, 法治政府."""
    for match in _ENDED.finditer(normal):
        number = parse_number(match[1])
        if number is not None and _FEWEST < number <= _MOST:
            word = _AFTER_NAME.split(match[2])[0]
            ends = [word[-length:] for length in (len(word), 3, 2) if _FEWEST <= length <= len(word)]
            yield from ((int(number), end) for end in dict.fromkeys(ends) if not _ANY_MEMBER.fullmatch(end))
    for match in _QUOTED_SHORT.finditer(normal):
        number = parse_number(match[1])
        if number is not None and _FEWEST < number <= _MOST:
            yield int(number), match[2]


def _find_heads(reading: Reading, word: str, size: int) -> _Found | None:
    """Return the heads below one head, side by side, that are just so many and all hold the word."""
    if len(word) < _FEWEST:
        return None
    for run in find_head_runs(reading, word):
        if len(run) == size:
            return _Found(reading, tuple(run), size)
    return None


def _find_ending(reading: Reading, evidence: Sequence[Evidence], word: str, size: int) -> _Found | None:
    """Return the best sentence of which just so many members end in the word, each with words of its own before it."""
    ending = re.compile(rf"([一-龥]{{2}}){re.escape(word)}(?=[、，,；;。”\"』」为等]|建设|$)")
    announced = re.compile(rf"[三四五六七八九十\d]+[个大项条类种件][一-龥]{{0,6}}?{re.escape(word)}")
    for item in evidence[:_LOOKED_AT]:
        if item.reading is reading:
            members = ending.findall(announced.sub("", item.quote))
            if len(members) == len(set(members)) == size:
                return _Found(reading, ((item.sentence.start, item.sentence.end),), size)
    return None


def _find_beside(reading: Reading, word: str, size: int) -> _Found | None:
    """Return the one clause in which the word stands so many times, each time near the last."""
    text = reading.report.text
    starts = [match.start() for match in re.finditer(re.escape(word), text)]
    for first in range(len(starts) - size + 1):
        run = starts[first : first + size]
        gaps = [after - before for before, after in zip(run, run[1:], strict=False)]
        joined = all("、" in text[a:b] or "，" in text[a:b] for a, b in zip(run, run[1:], strict=False))
        longer = first + size < len(starts) and starts[first + size] - run[-1] <= _BESIDE + len(word)
        if joined and not longer and max(gaps) <= _BESIDE + len(word):
            sentence = reading.sentence_at(run[0])
            if run[-1] < sentence.end:
                start = max((m.end() for m in _EDGES.finditer(text, sentence.start, run[0])), default=sentence.start)
                after = _EDGES.search(text, run[-1])
                end = min(sentence.end, after.start() if after else sentence.end)
                return _Found(reading, ((start, end),), size)
    return None


def _find_opening(reading: Reading, word: str, size: int) -> _Found | None:
    """Return just so many sentences near one another that the word opens."""
    # "三个更加注重" only announces them.
    opens = re.compile(rf".{{0,{_OPENING}}}(?<![个大项]){re.escape(word)}", re.DOTALL)
    text = reading.report.text
    opened = [(s.start, s.end) for s in reading.sentences if opens.match(text, s.start, s.end)]
    runs: list[list[tuple[int, int]]] = []
    for span in opened:
        if runs and span[0] - runs[-1][-1][1] <= _APART:
            runs[-1].append(span)
        else:
            runs.append([span])
    whole = next((run for run in runs if len(run) == size), None)
    return _Found(reading, tuple(whole), size) if whole else None


def _write(question: Question, found: _Found) -> Draft:
    draft = Draft(features={"named_list": 1.0})
    quotes = [(found.reading.quote(*span), draft.cite(found.reading, *span)) for span in found.spans]
    if len(quotes) == 1:
        draft.text = tell(question.language, *quotes[0])
    else:
        total = say(question.language, "total", count=found.size)
        draft.text = "\n".join(
            [total, *(f"{number}. {quote}{mark}" for number, (quote, mark) in enumerate(quotes, start=1))]
        )
    return draft

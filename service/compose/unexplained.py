"""Whether a report says what a shorthand of its own stands for: “一城两核”, “五个一批”, “六新”.

Reports name many of them and explain few. Where a question asks what stands behind one, a sentence that only repeats
it is no answer.
"""

import re

from corpus.normal_form import normalise
from corpus.numerals import parse_number
from corpus.sentences import split_clauses
from service.compose.members import count_members
from service.draft import Draft
from service.question.question import Question
from service.reading.reading import Reading

_ASKS_PARTS = re.compile(
    r"是哪|哪[一二两三四五六七八九十几\d]|指|代表|包括|具体(?:是|有|指|内容)|分别|含义|意思|是个?(?:什么|啥)|都[是有]|怎么个?(?:分|算|划)|如何划?分"
)
_ASKED_BEFORE = re.compile(
    r"(?:什么|啥|哪[些几]?个?|解释(?:一下)?|说说|介绍(?:一下)?)(?:是|叫|代表|指)?(?:所谓)?的?\W*$"
)
"""What stands before a shorthand whose parts are asked for."""
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]{2,10})[”\"」』]")
_NUMERAL = re.compile(r"[一二两三四五六七八九十\d]+")
_FIVE_YEARS = re.compile(r"十[一二三四五六七八九]?五")
"""The name of a plan of five years, in no need of a meaning."""
_OPENS_MEANING = re.compile(
    r"[”\"」』]?[^，,。；;、]{0,6}?(?:是指|指的是|即|就是|包括|：|:|——|[（(])"
    r"|[”\"」』]?[^，,。；;、]{0,8}[，,](?:即|也就是|包括|分别|就是)"
)
"""What stands after a shorthand where its meaning follows."""
_ENDS_MEANING = re.compile(r"、[^，,。；;]{2,40}的[“\"「『]?$")
"""What stands before one whose parts come first: 以A、B为主、C为辅的“3+1”."""


def leaves_unexplained(question: Question, draft: Draft) -> bool:
    """Say whether a draft answers what a shorthand stands for without any place where the report says so.

    A list counts where it stands in or right below a paragraph that names the shorthand.
    """
    if not draft.spans or question.language != "zh" or "definition" in draft.features:
        return False
    normal = normalise(question.text)
    if not _ASKS_PARTS.search(normal):
        return False
    reading = draft.spans[0][0]
    term = _find_shorthand(question, reading)
    if not term or not _asks_parts_of(normal, normalise(term)):
        return False
    places = [match.start() for match in re.finditer(re.escape(term), reading.report.text)]
    if len(draft.spans) > 1:
        return not any(_stands_by(reading, start, places) for _, start, _ in draft.spans)
    return not any(_explains(reading, term, place) for place in places)


def _asks_parts_of(normal: str, term: str) -> bool:
    """Say whether what a shorthand stands for is asked, and nothing else beside it: which counties are “两山” bases."""
    before, _, after = normal.partition(term)
    return bool(_ASKS_PARTS.search(after) or _ASKED_BEFORE.search(before))


def _find_shorthand(question: Question, reading: Reading) -> str:
    """Return the longest term with a numeral that the report has in quotation marks and the question names; or none."""
    normal = normalise(question.text)
    quoted = set(_QUOTED.findall(reading.report.text))
    terms = {term for term in quoted if _NUMERAL.search(term) and not _FIVE_YEARS.fullmatch(term)}
    return max((term for term in terms if normalise(term) in normal), key=len, default="")


def _stands_by(reading: Reading, start: int, places: list[int]) -> bool:
    """Say whether a position stands in the paragraph of one of the places or in the one after it."""
    own = reading.sentence_at(start).paragraph
    return any(0 <= own - reading.sentence_at(place).paragraph <= 1 for place in places)


def _explains(reading: Reading, term: str, place: int) -> bool:
    """Say whether a place tells what the term stands for: in so many words, or so many members in a clause by it."""
    sentence = reading.sentence_at(place)
    text = reading.report.text
    if _OPENS_MEANING.match(text, place + len(term)) or _ENDS_MEANING.search(text, sentence.start, place):
        return True
    size = sum(parse_number(number) or 0 for number in _NUMERAL.findall(term))
    clauses = split_clauses(text, sentence.start, sentence.end)
    own = next((number for number, clause in enumerate(clauses) if clause.start <= place < clause.end), 0)
    for clause in clauses[max(0, own - 1) : own + 2]:
        words = reading.quote(clause.start, clause.end)
        # Among members of another list it is one of them: 发展“四大经济”、推动改革、补齐短板、争创文明城市.
        is_member = term in "、".join(words.split("、")[:-1])
        if not is_member and size in count_members(words):
            return True
    return False

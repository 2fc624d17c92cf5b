"""Which words name the indicators of a run of numbers: A、B分别增长8%、10%."""

import re
from bisect import bisect_right

from corpus.figures.fields import rank_words_end
from corpus.figures.joined import member_words, pair_of, split_members
from corpus.figures.naming import find_indicator, is_known, is_name
from corpus.figures.phrases import Link, clean_words
from corpus.figures.state import Reading, Subject
from corpus.figures.subjects import clause_between, last_share, previous_clause, scope_of
from corpus.figures.words import COMPARED, is_pronoun
from corpus.numerals import NumberMention


def find_run_subject(
    reading: Reading, run: list[NumberMention], link: Link, low: int, start: int, end: int
) -> Subject | None:
    """Return the subject of a run of numbers, with its members where it names as many; None where nothing does."""
    text = reading.text
    words_end, scope = link.start, None
    if run[0].kind == "rank":
        words_end, scope = rank_words_end(text, low, words_end)
    span = clean_words(text, low, words_end)
    if text.startswith("占", span[0]) and span[1] - span[0] < 12:
        span = (span[1], span[1])
    carried = reading.place.subject
    if span[0] < span[1] and not is_pronoun(text[span[0] : span[1]]):
        subject = _members_subject(reading, span, start, len(run))
    elif (carried is None or carried.start < start) and (between := clause_between(reading, start)):
        subject = between
    elif carried is not None:
        subject = carried
    else:
        span = _clause_before(reading, start)
        if span[0] >= span[1]:
            return previous_clause(reading, start, run[0], end)
        subject = _members_subject(reading, span, start, len(run))
    if scope:
        subject = Subject(subject.start, subject.end, subject.words, subject.clause_start, subject.members, scope)
    return subject


def _clause_before(reading: Reading, start: int) -> tuple[int, int]:
    """Return the words of the clause before, empty at the start of a sentence."""
    if start <= reading.place.sentence_start + 2:
        return start, start
    index = bisect_right(reading.edges, start - 1)
    low = max(reading.place.sentence_start, reading.edge_ends[index - 2] if index > 1 else 0)
    return clean_words(reading.text, low, start - 1)


def _members_subject(reading: Reading, span: tuple[int, int], start: int, count: int) -> Subject:
    text = reading.text
    a, b = span
    whole = text[a:b]
    subject = Subject(a, b, whole.replace("分别", ""), start, scope=scope_of(text, a, b))
    predicate = ""
    share = last_share(text, a, b)
    if share > a and not whole.endswith(("比重", "比例", "占比", "份额", "比", "率")):
        b = share
    each = text.find("分别", a, b)
    if each > a:
        # 煤炭、电解铝分别淘汰落后产能1.1亿吨和120万吨: the members stand before 分别, what they share after it.
        predicate = "" if COMPARED.match(text, each + 2) else text[each + 2 : b]
        b = each
    subject.end, subject.words = b, text[a:b]
    members = None if "存、贷款" in subject.words else split_members(text, a, b, count)
    if members is None and not pair_of(text[a:b]):
        members = _members_before(reading, a, b, count)
    if members:
        words = [words + predicate for words in member_words(text, members, is_known, is_name)]
        cleaned = [clean_words(text, x, y) for x, y in members]
        subject.members = tuple(
            (c[0], c[1], w if c == m else w[c[0] - m[0] :]) if c[0] < c[1] else (m[0], m[1], w)
            for c, m, w in zip(cleaned, members, words, strict=True)
        )
        subject.clause_start = min(start, members[0][0])
    return subject


def _members_before(reading: Reading, a: int, b: int, count: int) -> list[tuple[int, int]] | None:
    """Return members of which the first stand in the clauses before."""
    text = reading.text
    low = a
    for _ in range(count):
        index = bisect_right(reading.edges, low - 1)
        low = max(reading.place.sentence_start, reading.edge_ends[index - 2] if index > 1 else 0)
        wide = clean_words(text, low, b)
        if any("0" <= char <= "9" for char in text[wide[0] : a]) or text[wide[0] : a].find("：") >= 0:
            return None
        members = split_members(text, wide[0], b, count)
        if members:
            pieces = member_words(text, members, is_known, is_name)
            short = all(len(piece) <= 14 and not _EDGE_MARK.search(piece) for piece in pieces)
            return members if short and all(find_indicator(piece, None) for piece in pieces[:-1]) else None
        if low <= reading.place.sentence_start:
            return None
    return None


_EDGE_MARK = re.compile(r"[,，。;；:：]")
